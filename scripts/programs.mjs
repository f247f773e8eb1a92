/** The programs the scripts start: the engine's own Node, and where the app keeps its data. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import { projectRoot } from './say.mjs';

const carriedNode = join(projectRoot, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Node 24, also where a script was started with another. */
export const engineNode = existsSync(carriedNode) ? carriedNode : process.execPath;

export const built = (name) => join(projectRoot, 'out', 'main', name);

/** The same folder the desktop app uses, so that both open the same projects. */
export function userDataFolder() {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Almanac');
  if (process.platform === 'win32') return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Almanac');
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'Almanac');
}

const startedBy = process.ppid;

/** A signal to npm ends its shell, which does not pass it on; what runs below ends then too, instead of holding its project. */
export function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => process.ppid !== startedBy && child.kill('SIGTERM'), 1_000).unref();
}
