/** What a careful reader of Debian packages would find wrong, said before anybody installs it. */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { declaredPackages } from './contents.mjs';

/** @returns {string[]} one line per fault; empty where there is none */
export function findFaults(root) {
  const files = listFiles(root);
  return [...strayFiles(files), ...brokenLinks(root, files), ...wrongModes(root, files), ...wrongDesktopEntry(root), ...undeclaredLibraries(root, files)];
}

/** Paths from the package's root, folders left out. */
export function listFiles(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

const ownPlaces = [/^\/opt\/Almanac\//, /^\/usr\/bin\/almanac$/, /^\/usr\/share\/(applications\/almanac\.desktop|mime\/packages\/almanac\.xml|icons\/hicolor\/(\d+x\d+|scalable)\/apps\/almanac\.(png|svg)|doc\/almanac\/(copyright|changelog\.gz))$/];

function strayFiles(files) {
  return files.filter((path) => !path.startsWith('/DEBIAN/') && !ownPlaces.some((place) => place.test(path))).map((path) => `${path} lies outside of the package's own places`);
}

function brokenLinks(root, files) {
  return files.flatMap((path) => {
    if (!lstatSync(join(root, path)).isSymbolicLink()) return [];
    const target = readlinkSync(join(root, path));
    const aim = target.startsWith('/') ? join(root, target) : resolve(dirname(join(root, path)), target);
    return existsSync(aim) && aim.startsWith(root) ? [] : [`${path} points to ${target}, which is not in the package`];
  });
}

function wrongModes(root, files) {
  return files.flatMap((path) => {
    const stat = lstatSync(join(root, path));
    if (stat.isSymbolicLink()) return [];
    const mode = stat.mode & 0o7777;
    const faults = [];
    if ((mode & 0o022) !== 0) faults.push(`${path} can be written by others (${mode.toString(8)})`);
    if ((mode & 0o444) !== 0o444) faults.push(`${path} cannot be read by everybody (${mode.toString(8)})`);
    if ((mode & 0o6000) !== 0 && path !== '/opt/Almanac/chrome-sandbox') faults.push(`${path} takes on another user (${mode.toString(8)})`);
    if (path === '/opt/Almanac/chrome-sandbox' && mode !== 0o4755) faults.push(`${path} must be 4755 for Chromium's sandbox, not ${mode.toString(8)}`);
    return faults;
  });
}

function wrongDesktopEntry(root) {
  const text = readFileSync(join(root, 'usr/share/applications/almanac.desktop'), 'utf8');
  const lines = text.trim().split('\n').slice(1).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  const values = new Map(lines);
  const faults = ['Type', 'Name', 'Comment', 'Exec', 'Icon', 'Categories', 'MimeType'].filter((key) => !values.get(key)).map((key) => `the desktop entry has no ${key}`);
  if (values.size !== lines.length) faults.push('the desktop entry says something twice');
  const program = values.get('Exec')?.split(' ')[0] ?? '';
  if (!existsSync(join(root, program))) faults.push(`the desktop entry starts ${program}, which is not in the package`);
  if (!existsSync(join(root, 'usr/share/icons/hicolor/48x48/apps', `${values.get('Icon')}.png`))) faults.push('the icon of the desktop entry has no picture of 48 points');
  return faults;
}

/** Libraries that programs of the package link and that neither it nor a declared package brings. Needs readelf and dpkg. */
function undeclaredLibraries(root, files) {
  if (spawnSync('readelf', ['--version']).status !== 0 || spawnSync('dpkg', ['--version']).status !== 0) return [];
  const programs = files.filter((path) => /\.(node|so(\.\d+)*)$|\/(almanac|node|chrome_crashpad_handler)$/.test(path) && isElf(join(root, path)));
  const shipped = new Set(files.map((path) => path.split('/').at(-1)));
  const needed = new Set(programs.flatMap((path) => [...spawnSync('readelf', ['-d', join(root, path)], { encoding: 'utf8' }).stdout.matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, name]) => name)));
  const places = libraryPlaces();
  return [...needed].filter((name) => !shipped.has(name)).flatMap((name) => {
    const owner = ownerOf(places.get(name));
    // A library that is not on this system cannot be looked up; the starting test would miss it.
    return owner === null || declaredPackages.includes(owner) ? [] : [`${name} comes with ${owner}, which is not declared`];
  });
}

function isElf(path) {
  return lstatSync(path).isFile() && readFileSync(path).subarray(0, 4).toString('latin1') === '\x7fELF';
}

function libraryPlaces() {
  const listed = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '';
  return new Map([...listed.matchAll(/^\s*(\S+) \(.*x86-64.*\) => (\S+)$/gm)].map(([, name, path]) => [name, path]));
}

function ownerOf(path) {
  if (path === undefined) return null;
  for (const each of [path, realpathSync(path), path.replace(/^\/usr/, ''), realpathSync(path).replace(/^\/usr/, '')]) {
    const found = spawnSync('dpkg', ['-S', each], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.split(':')[0];
  }
  return null;
}
