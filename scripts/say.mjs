/** Plain lines for the person at the terminal, and the folders every script shares. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** Downloads that outlive a checkout. */
export const userCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'almanac');

/** Always standard error: standard output belongs to the command's result. */
export function say(line) {
  process.stderr.write(`almanac: ${line}\n`);
}

export function stop(line, code = 1) {
  say(line);
  process.exit(code);
}
