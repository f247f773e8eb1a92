/** The house keeps its shape: who may import whom, one library one door, no file too long, no endpoint without a handler. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { builtinModules } from 'node:module';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const lineLimit = 400;

interface Import {
  readonly file: string;
  /** The project's own file without its ending, or the package's name. */
  readonly target: string;
  readonly isOwn: boolean;
}

const aliases: Readonly<Record<string, string>> = { '@shared/': 'src/shared/', '@engine/': 'src/main/engine/', '@main/': 'src/main/', '@renderer/': 'src/renderer/' };
const sources = listSources('src');
const imports = sources.flatMap(importsOf);

/** Areas of the engine from left to right: an area imports only what stands before it, and only its index (or, for shapes, its types). */
const order = ['datasets', 'quality', 'training', 'tracking', 'registry', 'series', 'forecasting', 'monitoring', 'reports', 'interop', 'pipelines', 'sync', 'project', 'upkeep'];
/** What every area stands on. */
const ground = ['kernel', 'storage', 'jobs', 'math'];

/** A library and the files that alone may open its door. */
const doors: readonly { readonly library: RegExp; readonly doors: RegExp; readonly rule: string }[] = [
  { library: /^electron$/, doors: /^src\/main\/(index|electron\/)/, rule: 'electron only in src/main/index.ts and src/main/electron' },
  { library: /^better-sqlite3$/, doors: /^src\/main\/engine\/storage\//, rule: 'better-sqlite3 only in engine/storage' },
  { library: /^@duckdb\//, doors: /^src\/main\/engine\/storage\//, rule: 'DuckDB only in engine/storage' },
  { library: /^@tensorflow\//, doors: /^src\/main\/engine\/training\//, rule: 'TensorFlow.js only in the neural network of engine/training' },
  { library: /^chokidar$/, doors: /^src\/main\/engine\/pipelines\//, rule: 'chokidar only in the triggers of engine/pipelines' },
  { library: /^croner$/, doors: /^src\/main\/engine\/jobs\/cron/, rule: 'croner only in the schedules of engine/jobs' },
  { library: /^@bufbuild\//, doors: /^src\/main\/engine\/interop\//, rule: 'protobuf only in engine/interop' },
  { library: /^yaml$/, doors: /^src\/main\/engine\/(interop|pipelines\/exports)\//, rule: 'yaml only in engine/interop and the exports of engine/pipelines' },
  { library: /^write-excel-file/, doors: /^src\/main\/engine\/reports\/writeXlsx/, rule: 'write-excel-file only in the XLSX writer of engine/reports' },
  { library: /^yauzl$/, doors: /^src\/main\/engine\/storage\/zipArchive/, rule: 'yauzl only in engine/storage/zipArchive' },
  { library: /^saxes$/, doors: /^src\/main\/engine\/datasets\/inputs\//, rule: 'saxes only in the inputs of engine/datasets' },
  { library: /^papaparse$/, doors: /^src\/main\/engine\/datasets\/reading\//, rule: 'papaparse only in the CSV reader' },
  { library: /^plotly/, doors: /^src\/renderer\/charts\//, rule: 'plotly only in renderer/charts' },
];

describe('imports go one way', () => {
  test('shared imports nothing but itself and zod', () => {
    expect(broken(from('src/shared/'), ({ target, isOwn }) => (isOwn ? target.startsWith('src/shared/') : target === 'zod'), 'src/shared is pure: only itself and zod')).toEqual([]);
  });

  test('the renderer imports shared and itself, and no Node', () => {
    const allowed = ({ target, isOwn }: Import): boolean => (isOwn ? /^src\/(renderer|shared)\//.test(target) : !builtinModules.includes(target.replace(/^node:/, '')));
    expect(broken(from('src/renderer/'), allowed, 'the renderer imports shared and itself')).toEqual([]);
  });

  test('a feature never imports another feature', () => {
    const featureOf = (path: string): string | undefined => /^src\/renderer\/features\/([^/]+)\//.exec(path)?.[1];
    const allowed = ({ file, target }: Import): boolean => featureOf(target) === undefined || featureOf(target) === featureOf(file);
    expect(broken(from('src/renderer/features/'), allowed, 'a feature never imports another feature')).toEqual([]);
  });

  test('charts, ui and the engine client know no feature', () => {
    const lower = imports.filter(({ file }) => /^src\/renderer\/(charts|ui|engine)\//.test(file));
    expect(broken(lower, ({ target }) => !target.startsWith('src/renderer/features/'), 'what features share knows no feature')).toEqual([]);
  });

  test('an area imports only areas to its left, and only their index or types', () => {
    const allowed = ({ file, target, isOwn }: Import): boolean => {
      const [own, other] = [engineFolder(file), engineFolder(target)];
      if (!isOwn || own === other || other === null || own === null) return true;
      if (ground.includes(other)) return true;
      return order.indexOf(other) < order.indexOf(own) && isIndexOf(target, other);
    };
    const rule = `${order.join(' < ')}; another area by its index.ts or types.ts only`;
    expect(broken(imports.filter(({ file }) => order.includes(engineFolder(file) ?? '')), allowed, rule)).toEqual([]);
  });

  test('kernel, storage, jobs and math know no area', () => {
    const allowed = ({ target }: Import): boolean => !order.includes(engineFolder(target) ?? '');
    // The table of compute tasks is a type there: ports name what a worker can run.
    expect(broken(imports.filter(({ file }) => ground.includes(engineFolder(file) ?? '')), allowed, 'the ground knows no area')).toEqual([]);
  });

  test('training knows no store', () => {
    const allowed = ({ target }: Import): boolean => !['storage', 'jobs'].includes(engineFolder(target) ?? '') && !/Store$/.test(target);
    expect(broken(from('src/main/engine/training/'), allowed, 'training knows no store')).toEqual([]);
  });

  test('the engine knows neither Electron nor the command line nor HTTP', () => {
    const allowed = ({ target }: Import): boolean => !/^src\/main\/(electron|headless)\//.test(target);
    expect(broken(from('src/main/engine/'), allowed, 'the engine is a plain object')).toEqual([]);
  });

  test('the shell loads nothing that needs a newer Node than Electron has', () => {
    const reached = reachedFrom(['src/main/index.ts', 'src/main/electron/preload.ts']);
    const wrong = [...reached].filter((file) => file.startsWith('src/main/engine/') || file.startsWith('src/main/compute/'));
    expect(wrong.map((file) => `the shell loads no part of the engine: ${file}`)).toEqual([]);
    const packages = new Set(imports.filter(({ file, isOwn }) => !isOwn && reached.has(file)).map(({ target }) => target.replace(/^node:/, '')));
    expect([...packages].filter((name) => name !== 'electron' && name !== 'zod' && !builtinModules.includes(name))).toEqual([]);
  });
});

test.each(doors)('one library, one door: $rule', ({ library, doors: door, rule }) => {
  const users = imports.filter(({ target, isOwn }) => !isOwn && library.test(target));
  expect(broken(users, ({ file }) => door.test(file), rule)).toEqual([]);
});

test(`no file is longer than ${lineLimit} lines`, () => {
  const long = [...sources, ...listSources('tests'), ...listSources('bench'), ...listSources('scripts')]
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > lineLimit);
  expect(long.map(({ file, lines }) => `${file}: ${lines} lines, split it at ${lineLimit}`)).toEqual([]);
});

test('every file of src says at its head what it is for', () => {
  const silent = sources.filter((file) => !/^\s*(\/\*\*|\/\/)/.test(readFileSync(join(root, file), 'utf8')));
  expect(silent.map((file) => `${file}: begin with one to three lines that say its purpose`)).toEqual([]);
});

/** The oldest Electron the app runs on draws with Chrome 114. */
test.each([
  ['subgrid (Chrome 117)', /\bsubgrid\b/],
  ['light-dark() (Chrome 123)', /\blight-dark\(/],
  ['field-sizing (Chrome 123)', /\bfield-sizing\b/],
  ['@starting-style (Chrome 117)', /@starting-style/],
  ['anchor positioning (Chrome 125)', /\banchor-name\b|\bposition-anchor\b/],
  ['relative colours (Chrome 119)', /\((?:from) (?:var|#|rgb|hsl)/],
])('styles do without %s', (name, pattern) => {
  const users = listFiles('src/renderer', /\.css$/).filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
  expect(users.map((file) => `${file} uses ${name}, which the oldest Electron does not draw`)).toEqual([]);
});

test('every endpoint has a handler', async () => {
  const { contract } = await import('@shared/contract/contract');
  const handlers = sources.filter((file) => file.startsWith('src/main/engine/')).map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const missing = Object.keys(contract).filter((name) => !handlers.includes(`'${name}'`));
  expect(missing.map((name) => `no handler in src/main/engine names ${name}`)).toEqual([]);
});

function from(folder: string): readonly Import[] {
  return imports.filter(({ file }) => file.startsWith(folder));
}

/** The imports that break a rule, each said with the rule. */
function broken(candidates: readonly Import[], allowed: (each: Import) => boolean, rule: string): string[] {
  return candidates.filter((each) => !allowed(each)).map(({ file, target }) => `${file} imports ${target}, but: ${rule}`);
}

function engineFolder(path: string): string | null {
  return /^src\/main\/engine\/([^/]+)(\/|$)/.exec(path)?.[1] ?? null;
}

function isIndexOf(target: string, area: string): boolean {
  return ['', '/index', '/types'].some((end) => target === `src/main/engine/${area}${end}`);
}

function reachedFrom(entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const { target, isOwn } of imports.filter((each) => each.file === file)) {
      const found = isOwn ? fileOf(target) : null;
      if (found) waiting.push(found);
    }
  }
  return reached;
}

function fileOf(target: string): string | null {
  return [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find((path) => existsSync(join(root, path))) ?? null;
}

/** Imports that remain at run time or as types alike; a type is knowledge too, save of the shared contract. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s+['"]([^'"]+)['"]|\brequire\(\s*['"]([^'"]+)['"]\s*\)/gm)];
  return found.map((match) => resolveImport(file, match[1] ?? match[2] ?? match[3] ?? match[4] ?? ''));
}

function resolveImport(file: string, name: string): Import {
  const alias = Object.keys(aliases).find((prefix) => name.startsWith(prefix));
  if (alias) return { file, target: `${aliases[alias] ?? ''}${name.slice(alias.length)}`, isOwn: true };
  if (name.startsWith('.')) return { file, target: relative(root, resolve(root, dirname(file), name)), isOwn: true };
  return { file, target: name, isOwn: false };
}

function listSources(folder: string): string[] {
  return listFiles(folder, /\.(ts|tsx|mjs)$/);
}

function listFiles(folder: string, name: RegExp): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
