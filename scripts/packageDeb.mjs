/**
 * Makes dist/almanac_VERSION_ARCH.deb from the unpacked app, by dpkg-deb alone: the app in /opt/Almanac, the command
 * line as /usr/bin/almanac, a desktop entry, icons and file types. `--keep` takes the unpacked app that is there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { controlFile, copyrightFile, desktopEntry, mimeTypes, postInstall, postRemove } from './debian/contents.mjs';
import { findFaults, listFiles } from './debian/sanity.mjs';
import { packageApp } from './packageApp.mjs';
import { projectRoot, say, stop } from './say.mjs';
import { findProgram } from './systemPackages.mjs';

const dist = join(projectRoot, 'dist');
const root = join(dist, 'deb');
const unpacked = join(dist, 'linux-unpacked');
const architecture = { x64: 'amd64', arm64: 'arm64' }[process.arch];
const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
const builder = parse(readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8'));

if (process.platform !== 'linux' || architecture === undefined) stop('a Debian package is made on Linux, x64 or arm64.');
if (!findProgram('dpkg-deb')) stop('the program dpkg-deb is not here, so no Debian package can be made. On other systems use npm run package:dir.');
if (!process.argv.includes('--keep') || !existsSync(unpacked)) await packageApp(['dir']);

rmSync(root, { recursive: true, force: true });
layOut();
const faults = findFaults(root);
for (const fault of faults) say(fault);
if (faults.length > 0) stop(`the package was not made: ${faults.length} faults, named above.`);
const file = pack();
rmSync(root, { recursive: true, force: true });
process.stdout.write(`${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${file.slice(projectRoot.length + 1)}\n`);

function layOut() {
  cpSync(unpacked, join(root, 'opt/Almanac'), { recursive: true, verbatimSymlinks: true });
  put('usr/share/applications/almanac.desktop', desktopEntry(builder));
  put('usr/share/mime/packages/almanac.xml', mimeTypes);
  put('usr/share/doc/almanac/copyright', copyrightFile(manifest));
  put('usr/share/doc/almanac/changelog.gz', gzipSync(`almanac (${manifest.version}) stable; urgency=low\n\n  * See the project's history.\n\n -- ${builder.linux.maintainer}\n`, { level: 9 }));
  for (const name of readdirSync(join(projectRoot, 'resources/icons'))) {
    const size = /^almanac-(\d+)\.png$/.exec(name)?.[1];
    const place = size ? `${size}x${size}` : name === 'almanac.svg' ? 'scalable' : null;
    if (place) put(`usr/share/icons/hicolor/${place}/apps/almanac${name.slice(name.lastIndexOf('.'))}`, readFileSync(join(projectRoot, 'resources/icons', name)));
  }
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  symlinkSync('../../opt/Almanac/bin/almanac', join(root, 'usr/bin/almanac'));
  setModes();
  const installed = listFiles(root).filter((path) => !lstatSync(join(root, path)).isSymbolicLink());
  put('DEBIAN/md5sums', installed.map((path) => `${createHash('md5').update(readFileSync(join(root, path))).digest('hex')}  ${path.slice(1)}\n`).join(''));
  put('DEBIAN/control', controlFile(manifest, builder, architecture, Math.ceil(installed.reduce((sum, path) => sum + lstatSync(join(root, path)).size, 0) / 1024)));
  put('DEBIAN/postinst', postInstall, 0o755);
  put('DEBIAN/postrm', postRemove, 0o755);
}

function put(path, content, mode = 0o644) {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content);
  chmodSync(target, mode);
}

/** Everybody reads, only root writes; what may run stays so. The sandbox's helper belongs to root and takes its rights on. */
function setModes() {
  for (const path of listFiles(root).map((each) => join(root, each))) {
    const stat = lstatSync(path);
    if (!stat.isSymbolicLink()) chmodSync(path, (stat.mode & 0o111) !== 0 ? 0o755 : 0o644);
  }
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  chmodSync(root, 0o755);
  chmodSync(join(root, 'opt/Almanac/chrome-sandbox'), 0o4755);
}

/** Every file belongs to root and bears the time of the last commit, so that the same sources give the same package. */
function pack() {
  const path = join(dist, `almanac_${manifest.version}_${architecture}.deb`);
  const committed = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: projectRoot, encoding: 'utf8' });
  const env = { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? (committed.stdout?.trim() || '1767225600') };
  const packed = spawnSync('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', '-z1', root, path], { env, stdio: ['ignore', process.stderr, process.stderr] });
  if (packed.status !== 0) stop('dpkg-deb could not make the package; the lines above say why.');
  return path;
}
