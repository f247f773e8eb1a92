/** Says which operating system packages are missing, and installs them itself as root on Debian or Ubuntu. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { say } from './say.mjs';

const sets = {
  window: ['libnss3', 'libatk1.0-0', 'libatk-bridge2.0-0', 'libcups2', 'libdrm2', 'libgtk-3-0', 'libgbm1', 'libasound2', 'libxss1'],
  display: ['xvfb'],
  browser: ['chromium'],
};

/** True where every shared library of the executable is found. */
export function libraryGaps(executable) {
  if (process.platform !== 'linux') return [];
  const listed = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return (listed.stdout ?? '')
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(/\s/)[0]);
}

/** The first of these programs that is on the PATH, or null. */
export function findProgram(...names) {
  for (const name of names) {
    const found = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return null;
}

export const findChromium = () => findProgram('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome');

/**
 * Makes sure of a set: `window` (what Electron links), `display` (Xvfb) or `browser` (Chromium).
 * @returns {boolean} false, with one plain line said, where it is missing and cannot be installed.
 */
export function ensurePackages(set, isThere, purpose) {
  if (process.platform !== 'linux' || isThere()) return true;
  const names = packageNames(sets[set]);
  const isDebian = existsSync('/etc/os-release') && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
  if (isDebian && process.getuid?.() === 0 && findProgram('apt-get')) {
    say(`installing for ${purpose}: ${names.join(' ')} ...`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = () => spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    const done = install();
    if (done.status === 0 && isThere()) return true;
  }
  say(`${purpose} needs operating system packages that are missing. Install them: sudo apt-get install ${names.join(' ')} (or their like on this system).`);
  return false;
}

/** Ubuntu 24.04 and later renamed some packages; the old name of one of them is no longer installable. */
function packageNames(names) {
  return names.map((name) => {
    if (name !== 'libasound2') return name;
    const shown = spawnSync('apt-cache', ['show', 'libasound2t64'], { stdio: 'ignore' });
    return shown.status === 0 ? 'libasound2t64' : name;
  });
}
