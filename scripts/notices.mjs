/**
 * Writes out/notices.json: name, version, licence and licence text of every package that comes with the product, as it is
 * installed here: the engine's packages, what its kernels are compiled with, and what the page's bundle is made of.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './say.mjs';

/** It must travel along, and some packages that are under it leave it out. Other licences live from their own copyright line. */
const apacheText = readFileSync(join(projectRoot, 'scripts', 'licences', 'Apache-2.0.txt'), 'utf8').trim();
const licenceFile = /^(licen[cs]e|copying|notice)/i;

export function writeNotices() {
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  writeFileSync(join(projectRoot, 'out', 'notices.json'), `${JSON.stringify(collectNotices(), null, 1)}\n`);
}

/** @returns {{ name: string, version: string, licence: string, text: string }[]} */
export function collectNotices() {
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  const paths = new Set(Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional).map(([path]) => path));
  for (const name of [...pagePackages(), 'node']) addWithDependencies(`node_modules/${name}`, packages, paths);
  // Its runtime is compiled into the kernels; what the compiler itself needs is not.
  paths.add('node_modules/assemblyscript');
  const notices = new Map();
  for (const path of paths) {
    // Packages of other systems are named by the lockfile and not installed; types are not shipped.
    if (!existsSync(join(projectRoot, path, 'package.json')) || path.includes('node_modules/@types/')) continue;
    const notice = readNotice(path);
    notices.set(`${notice.name} ${notice.version}`, notice);
  }
  return [...notices.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** The packages that sources of the page import; the bundle holds them and what they need. */
function pagePackages() {
  const sources = readdirSync(join(projectRoot, 'src', 'renderer'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name));
  const names = sources.flatMap((entry) => [...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/(?:from|import|import\()\s*['"]((?:@[\w.-]+\/)?[\w.-]+)/g)].map(([, name]) => name));
  return new Set(names.filter((name) => !name.startsWith('.') && !/^@(shared|renderer|engine|main)\//.test(name)));
}

function addWithDependencies(path, packages, paths) {
  const entry = packages[path];
  if (!entry || paths.has(path)) return;
  paths.add(path);
  for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies })) {
    const place = [`${path}/node_modules/${name}`, `node_modules/${name}`].find((each) => packages[each]);
    if (place && !packages[place].peer) addWithDependencies(place, packages, paths);
  }
}

function readNotice(path) {
  const folder = join(projectRoot, path);
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence = typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type).join(' or ') ?? 'see its text');
  const texts = readdirSync(folder).filter((file) => licenceFile.test(file)).sort().map((file) => join(folder, file));
  const own = texts.filter((file) => /\.(md|txt|[A-Z]+)$|\/[^.]+$/i.test(file)).map(readText).filter((text) => text !== '').join('\n\n');
  return { name, version, licence, text: own === '' && licence.includes('Apache-2.0') ? apacheText : own };
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
