/** The command line in a checkout: builds itself when its sources are newer, then runs on the project's own Node. */
import { spawn } from 'node:child_process';
import { buildIfNewer } from './build.mjs';
import { built, endWithNpm, engineNode } from './programs.mjs';

const args = process.argv.slice(2);
await buildIfNewer(args[0] === 'serve' ? ['main', 'renderer'] : ['main']);

const child = spawn(engineNode, [built('cli.cjs'), ...args], { stdio: 'inherit', env: { ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd() } });
// The child hears the same keys; this process only waits for its answer.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
endWithNpm(child);
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 4 : 5)));
