/**
 * Opens Almanac: the desktop window where there is a display, else browser mode with its address printed.
 * `--browser` asks for browser mode, `--port N` and `--token T` fix its address; the rest goes to the app.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNewer } from './build.mjs';
import { hasDisplay } from './display.mjs';
import { resolveElectron, sandboxArgs } from './electronRuntime.mjs';
import { built, endWithNpm, engineNode, userDataFolder } from './programs.mjs';
import { projectRoot, say } from './say.mjs';
import { ensurePackages, libraryGaps } from './systemPackages.mjs';

const { values, positionals } = parseArgs({
  options: { browser: { type: 'boolean' }, port: { type: 'string' }, token: { type: 'string' }, project: { type: 'string' } },
  allowPositionals: true,
});
const userFolder = process.env.INIT_CWD ?? process.cwd();

await buildIfNewer();
if (values.browser || !(await openWindow())) await openBrowserMode();

/** @returns false where no window can be had; a line said why. */
async function openWindow() {
  if (!hasDisplay()) {
    say('there is no display here, so Almanac opens in your browser instead.');
    return false;
  }
  const electron = await resolveElectron();
  if (!ensurePackages('window', () => libraryGaps(electron.executable).length === 0, 'the window')) return false;
  const project = values.project ? [`--project=${resolve(userFolder, values.project)}`] : [];
  const files = positionals.map((path) => resolve(userFolder, path));
  const child = spawn(electron.executable, [...electron.args, ...sandboxArgs(), ...project, ...files], { stdio: 'inherit' });
  passOn(child);
  return true;
}

/** The same project as the window would open, served on this computer only. */
async function openBrowserMode() {
  const project = values.project ? resolve(userFolder, values.project) : join(userDataFolder(), 'projects', 'Sample');
  const isNew = !existsSync(join(project, 'almanac.json'));
  const args = ['--project', project, '--resources', join(projectRoot, 'resources'), '--http', values.port ?? '0', ...(values.token ? ['--token', values.token] : [])];
  const child = spawn(engineNode, [built('engineProcess.cjs'), ...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' });
  child.on('message', (message) => {
    if (message.failed) say(message.failed.message);
    if (!message.ready) return;
    if (isNew && !values.project) child.send({ channel: 'shell', frame: { t: 'call', id: 1, name: 'project.loadSamples', input: {} } });
    process.stdout.write(`Almanac is open at ${message.ready.address}\nOnly this computer can reach it. Press Ctrl+C to stop.\n`);
  });
  passOn(child);
}

function passOn(child) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  child.on('exit', (code) => process.exit(code ?? 0));
}
