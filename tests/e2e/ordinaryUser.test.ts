/** The app as an ordinary user, inside Chromium's own sandbox. As root it runs as the user nobody. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findElectron, launchApp, waitUntilUsable } from '../helpers/launchApp';

const root = join(__dirname, '../..');
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const asNobody = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', '--'];

test('opens as an ordinary user with the sandbox on', async () => {
  const missing = whyNot();
  test.skip(missing !== null, missing ?? '');
  const home = mkdtempSync(join(tmpdir(), 'almanac-nobody-'));
  chownForNobody(home);
  const launched = await launchApp({ ...(isRoot ? { executable: wrapper(home) } : {}), sandbox: true, dataDir: join(home, 'data'), env: { HOME: home, XDG_RUNTIME_DIR: home, TMPDIR: home } });
  try {
    await waitUntilUsable(launched.page);
    const pid = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    if (isRoot) expect(status).toMatch(/^Uid:\t65534\t/m);
    expect(launched.complaints).toEqual([]);
  } finally {
    await launched.close();
    rmSync(home, { recursive: true, force: true });
  }
});

/** @returns a plain line where this machine cannot run it, else null. */
function whyNot(): string | null {
  if (process.platform !== 'linux') return 'Skipped: this test knows Linux only.';
  if (isRoot && spawnSync('setpriv', [...asNobody, 'true']).status !== 0) return 'Skipped: the program setpriv (package util-linux) is not here, so no ordinary user can be taken on.';
  const [program, ...args] = isRoot ? ['setpriv', ...asNobody, 'unshare', '-U', 'true'] : ['unshare', '-U', 'true'];
  if (spawnSync(program ?? '', args).status !== 0) return 'Skipped: this system gives ordinary users no user namespaces, which Chromium’s sandbox needs.';
  return null;
}

/** A program that becomes nobody and then the app; Playwright starts it in place of Electron. */
function wrapper(home: string): string {
  const electron = findElectron();
  const isReadable = spawnSync('setpriv', [...asNobody, 'test', '-r', join(root, 'out/main/index.cjs')]).status === 0 && spawnSync('setpriv', [...asNobody, 'test', '-x', electron.executable]).status === 0;
  const executable = isReadable ? electron.executable : copyForNobody(home, electron.dist);
  const script = join(home, 'as-nobody');
  // Playwright, being root, adds the very switch that this test must do without.
  writeFileSync(script, `#!/bin/sh\nfor each do shift; [ "$each" = --no-sandbox ] || set -- "$@" "$each"; done\nexec setpriv ${asNobody.join(' ')} '${executable}' "$@"\n`);
  chmodSync(script, 0o755);
  return script;
}

/** Where the checkout lies in a folder of root's own, its parts are linked or copied to where nobody may read. */
function copyForNobody(home: string, dist: string): string {
  const checkout = join(home, 'checkout');
  mkdirSync(join(checkout, 'node_modules'), { recursive: true });
  const parts = ['out', 'resources', 'package.json', ...packagesOfEngine().map((name) => join('node_modules', name))];
  for (const part of parts) {
    mkdirSync(join(checkout, part, '..'), { recursive: true });
    copyTree(join(root, part), join(checkout, part));
  }
  copyTree(dist, join(home, 'electron'));
  rmSync(join(home, 'electron/resources/app'), { recursive: true, force: true });
  symlinkSync(checkout, join(home, 'electron/resources/app'), 'dir');
  return join(home, 'electron/electron');
}

function copyTree(from: string, to: string): void {
  if (spawnSync('cp', ['-al', from, to]).status !== 0 && spawnSync('cp', ['-a', from, to]).status !== 0) throw new Error(`${from} could not be copied.`);
}

/** The packages the product needs to run, as the lockfile names them. */
function packagesOfEngine(): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean }> };
  const names = Object.entries(lock.packages).filter(([path, { dev }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && dev !== true);
  return [...names.map(([path]) => path.slice('node_modules/'.length)), 'node'].filter((name) => existsSync(join(root, 'node_modules', name)));
}

function chownForNobody(folder: string): void {
  if (isRoot) chownSync(folder, nobody, nobody);
}
