/** The Debian package of the checkout: made, installed, looked at, removed. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { canBecomeUser } from './ordinaryUser';

/** @returns a plain line where this computer cannot run the proof, else null */
export function whyNotHere(): string | null {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) return 'the Debian package is installed on Debian and its relatives only.';
  if (process.getuid?.() !== 0) return 'installing a package needs root.';
  if (!canBecomeUser()) return 'the program setpriv (package util-linux) is not here, so no ordinary user can be taken on.';
  if (spawnSync('dpkg', ['-s', 'almanac']).status === 0) return 'Almanac is installed here already, and the proof would remove it.';
  return null;
}

/** @returns the path of the package */
export function buildPackage(root: string, keep: boolean): string {
  const there = keep && existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')).find((name) => name.endsWith('.deb')) : undefined;
  if (there !== undefined) return join(root, 'dist', there);
  const made = spawnSync(process.execPath, [join(root, 'scripts/packageDeb.mjs')], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const [, name] = /^[0-9a-f]{64} {2}(\S+\.deb)$/m.exec(made.stdout) ?? [];
  if (made.status !== 0 || name === undefined) throw new Error(`npm run package:deb ended with ${String(made.status)}`);
  return join(root, name);
}

/** Packages it depends on are fetched where they are missing. @returns the paths the package lists */
export function installPackage(deb: string): string[] {
  const installed = spawnSync('dpkg', ['-i', deb], { encoding: 'utf8' });
  if (installed.status !== 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    const fixed = spawnSync('apt-get', ['-f', 'install', '-y', '-qq', '--no-install-recommends'], { env, encoding: 'utf8' });
    if (fixed.status !== 0) throw new Error(`dpkg could not install it: ${installed.stderr}${fixed.stderr}`);
  }
  return spawnSync('dpkg', ['-L', 'almanac'], { encoding: 'utf8' }).stdout.split('\n').filter((path) => path !== '' && path !== '/.');
}

export function verifyInstalled(): void {
  const status = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status} ${Version}', 'almanac'], { encoding: 'utf8' }).stdout;
  if (!status.startsWith('installed ')) throw new Error(`dpkg says ${status}`);
  const differing = spawnSync('dpkg', ['--verify', 'almanac'], { encoding: 'utf8' }).stdout.trim();
  if (differing !== '') throw new Error(`files differ from their sums: ${differing.split('\n').slice(0, 3).join('; ')}`);
  const helper = statSync('/opt/Almanac/chrome-sandbox');
  if ((helper.mode & 0o7777) !== 0o4755 || helper.uid !== 0) throw new Error('the helper of the sandbox has other rights than 4755 of root');
  if (!readFileSync('/usr/share/applications/almanac.desktop', 'utf8').includes('MimeType=text/csv;')) throw new Error('the desktop entry does not offer to open CSV');
}

/** Removed, then purged: after both nothing of it may be known. */
export function removePackage(): void {
  for (const action of ['-r', '-P']) {
    const done = spawnSync('dpkg', [action, 'almanac'], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`dpkg ${action} ended with ${String(done.status)}: ${done.stderr}`);
  }
  const known = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', 'almanac'], { encoding: 'utf8' });
  if (known.status === 0 && known.stdout !== 'not-installed') throw new Error(`dpkg still knows it: ${known.stdout}`);
}
