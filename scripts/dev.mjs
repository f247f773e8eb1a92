/** While developing: builds what changed and starts the app again; the same options as start. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { buildIfNewer } from './build.mjs';
import { projectRoot, say } from './say.mjs';

const pauseMs = 300;
const args = process.argv.slice(2);
// A fixed key lets the page in the browser come back by itself; the port is free to choose with --port.
const fixed = args.includes('--token') ? [] : ['--port', '4717', '--token', randomBytes(18).toString('base64url')];
let app = null;
let timer = null;

start();
watch(join(projectRoot, 'src'), { recursive: true }, () => {
  clearTimeout(timer);
  timer = setTimeout(() => void restart(), pauseMs);
});

function start() {
  app = spawn(process.execPath, [join(projectRoot, 'scripts', 'start.mjs'), ...fixed, ...args], { stdio: 'inherit' });
}

async function restart() {
  try {
    await buildIfNewer();
  } catch {
    say('waiting for the next change ...');
    return;
  }
  const old = app;
  app = null;
  if (old.exitCode === null) {
    old.kill('SIGTERM');
    await new Promise((resolve) => old.once('exit', resolve));
  }
  start();
}
