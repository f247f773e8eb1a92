/** Documents made to do harm, at every border that reads one: each is refused by name and at once, and nothing is left of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { pipelineDefinitionSchema } from '@shared/areas/pipelineDefinition';
import { storedSchemaSchema } from '@shared/areas/qualitySchema';
import { recipeSchema } from '@shared/areas/recipes';
import { EngineError } from '@shared/contract/errors';
import { readRulesDocument } from '@engine/registry/gate/rulesDocument';
import { convertSchema } from '@engine/interop/schemas';
import { openManifest, projectFolder } from '@engine/storage/projectFolder';
import { readJsonFile } from '@main/electron/jsonFile';
import { readDocument, readJsonDocument } from '@main/headless/commands/documents';
import type { ProofResult } from '../proof';

/** No document may hold up whoever gave it; busy computers are slower than those of people. */
const longestMs = 1_000;

interface Border {
  readonly name: string;
  /** A document that it takes. */
  readonly sample: string;
  /** Reads the file as the product does; throws where it is refused. */
  readonly read: (path: string) => unknown;
  readonly refusedAs: string;
}

const schema = { format: 'almanac-schema', formatVersion: 1, columns: [{ name: 'n', type: 'integer', nullable: false }], checks: [] };
const recipe = { format: 'almanac-recipe', formatVersion: 1, name: 'shop', header: ['id', 'n'], reading: {}, columns: [] };
const suite = { name: 'shop', meta: {}, expectations: [{ type: 'expect_column_to_exist', kwargs: { column: 'n' }, meta: {} }] };
const rules = { format: 'almanac-gate', formatVersion: 1, thresholds: {}, rules: [] };
const pipeline = { format: 'almanac-pipeline', formatVersion: 1, name: 'shop', title: 'Shop', description: 'Reads the shop.', dataset: 'shop', steps: [{ name: 'read', kind: 'import', inputs: {}, parameters: {} }] };
const project = { format: 'almanac-project', formatVersion: 1, id: 'x', name: 'shop' };

const jsonBorders: readonly Border[] = [
  { name: 'schema convert, almanac', sample: JSON.stringify(schema), read: (path) => convertSchema(readDocument(path, 'schema'), 'almanac', 'pandera'), refusedAs: 'invalid-input' },
  { name: 'schema convert, Great Expectations', sample: JSON.stringify(suite), read: (path) => convertSchema(readDocument(path, 'schema'), 'great-expectations', 'almanac'), refusedAs: 'invalid-input' },
  { name: 'schema convert, Table Schema', sample: JSON.stringify({ fields: [{ name: 'n', type: 'integer' }] }), read: (path) => convertSchema(readDocument(path, 'schema'), 'table-schema', 'almanac'), refusedAs: 'invalid-input' },
  { name: 'validate', sample: JSON.stringify(schema), read: (path) => readJsonDocument(path, 'schema', storedSchemaSchema), refusedAs: 'invalid-input' },
  { name: 'recipes import', sample: JSON.stringify(recipe), read: (path) => readJsonDocument(path, 'recipe', recipeSchema), refusedAs: 'invalid-input' },
  { name: 'gate rules', sample: JSON.stringify(rules), read: (path) => readRulesDocument(readDocument(path, 'gate rules')), refusedAs: 'invalid-input' },
  { name: 'pipeline save', sample: JSON.stringify(pipeline), read: (path) => readJsonDocument(path, 'pipeline', pipelineDefinitionSchema), refusedAs: 'invalid-input' },
  { name: 'almanac.json of a project', sample: JSON.stringify(project), read: (path) => openManifest(projectFolder(join(path, '..')), () => 'new'), refusedAs: 'corrupt-store' },
];

const yamlBorder: Border = { name: 'schema convert, Pandera', sample: 'schema_type: dataframe\ncolumns:\n  n:\n    dtype: int64\n', read: (path) => convertSchema(readDocument(path, 'schema'), 'pandera', 'almanac'), refusedAs: 'invalid-input' };

type Mutation = readonly [name: string, change: (sample: string) => string | Uint8Array];

const inside = (text: string) => (sample: string): string => sample.replace('{', `{${text},`);
const first = (sample: string): string => /\{("[^"]+":)/.exec(sample)?.[1] ?? '';
const nested = (depth: number, opening: string, closing: string): string => `${opening.repeat(depth)}0${closing.repeat(depth)}`;

const jsonMutations: readonly Mutation[] = [
  ['nothing', () => ''],
  ['cut off', (sample) => sample.slice(0, -3)],
  ['something behind', (sample) => `${sample} true`],
  ['a list', (sample) => `[${sample}]`],
  ['a text', () => '"x"'],
  ['null', () => 'null'],
  ['a number', () => '1e999'],
  ['NaN', (sample) => inside('"x": NaN')(sample)],
  ['a comment', (sample) => `// x\n${sample}`],
  ['the first key twice', (sample) => inside(`${first(sample)}{"x":1}`)(sample)],
  ['a key twice, spelt otherwise', (sample) => inside(`"x":1,"\\u0078":2`)(sample)],
  ['a key twice, deep', (sample) => inside('"x":[{"y":{"z":1,"z":2}}]')(sample)],
  ['__proto__', inside('"__proto__":{"polluted":true}')],
  ['__proto__, spelt otherwise', inside('"__pr\\u006fto__":{"polluted":true}')],
  ['__proto__, deep', inside('"x":[{"__proto__":{"polluted":true}}]')],
  ['lists in lists', (sample) => inside(`"x":${nested(100_000, '[', ']')}`)(sample)],
  ['objects in objects', (sample) => inside(`"x":${nested(100_000, '{"a":', '}')}`)(sample)],
  ['the first key of another type', (sample) => sample.replace(/:("[^"]*"|\d+|\[|\{)/, (_, value: string) => (value === '[' || value === '{' ? `:"x","more":${value}` : ':[[]]'))],
  ['UTF-16', (sample) => Buffer.from(`\uFEFF${sample}`, 'utf16le')],
  ['no UTF-8', (sample) => Buffer.from(inside('"x":"\xe4"')(sample), 'latin1')],
  ['zero bytes', (sample) => Buffer.from(`${sample}\0`)],
  ['too large', (sample) => inside(`"x":"${'y'.repeat(21_000_000)}"`)(sample)],
];

const laughs = ['a: &a ["lol"]', ...Array.from({ length: 9 }, (_, i) => `${'bcdefghij'[i] ?? ''}: &${'bcdefghij'[i] ?? ''} [${Array.from({ length: 10 }, () => `*${'abcdefghi'[i] ?? ''}`).join(', ')}]`)].join('\n');
const yamlMutations: readonly Mutation[] = [
  ['nothing', () => ''],
  ['a list', (sample) => `- ${sample.split('\n').join('\n  ')}`],
  ['a text', () => 'columns'],
  ['a key twice', (sample) => `${sample}schema_type: dataframe\n`],
  ['__proto__', (sample) => `${sample}__proto__: {polluted: true}\n`],
  ['__proto__, deep', (sample) => sample.replace('dtype', '__proto__: {polluted: true}\n    dtype')],
  ['a billion laughs', (sample) => `${laughs}\n${sample}`],
  ['an anchor that holds itself', (sample) => `${sample}checks: &a\n  x: *a\n`],
  ['lists in lists', (sample) => `${sample}checks: ${nested(20_000, '[', ']')}\n`],
  ['objects in objects', (sample) => `${sample}checks: ${nested(20_000, '{a: ', '}')}\n`],
  ['indents in indents', (sample) => `${sample}checks:\n${Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}\n`],
  ['an object of Python', (sample) => sample.replace('int64', '!!python/object/apply:os.system ["true"]')],
  ['a function', (sample) => sample.replace('int64', '!!js/function "function(){}"')],
  ['two documents', (sample) => `${sample}---\n${sample}`],
  ['a tab for an indent', (sample) => sample.replace('  n', '\tn')],
  ['an alias of nothing', (sample) => `${sample}checks: *none\n`],
  ['another type', () => 'columns: 3\n'],
  ['UTF-16', (sample) => Buffer.from(`\uFEFF${sample}`, 'utf16le')],
  ['no UTF-8', (sample) => Buffer.from(`${sample}# \xe4\n`, 'latin1')],
  ['too large', (sample) => `${sample}# ${'y'.repeat(6_000_000)}\n`],
];

/** The own cases of a kind go through every border of it, besides those made here. */
export function proveDocuments(ownJson: readonly string[], ownYaml: readonly string[]): ProofResult {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-documents-'));
  const failures: string[] = [];
  const counts = { 'hostile documents': 0, 'documents taken': 0 };
  const tryAt = (border: Border, what: string, bytes: string | Uint8Array): void => {
    const path = join(folder, 'almanac.json');
    writeFileSync(path, bytes);
    counts['hostile documents']++;
    const failure = refusal(border, path);
    if (failure !== null) failures.push(`${border.name}: ${what}: ${failure}`);
  };
  try {
    for (const [borders, mutations, own] of [[jsonBorders, jsonMutations, ownJson], [[yamlBorder], yamlMutations, ownYaml]] as const) {
      for (const border of borders) {
        for (const text of [border.sample, `\uFEFF${border.sample}`]) {
          writeFileSync(join(folder, 'almanac.json'), text);
          border.read(join(folder, 'almanac.json'));
          counts['documents taken']++;
        }
        for (const [what, change] of mutations) tryAt(border, what, change(border.sample));
        for (const path of own) tryAt(border, basename(path), readBytes(path));
      }
    }
    failures.push(...provedSettings(folder, counts));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { counts, failures };
}

function readBytes(path: string): string {
  return readDocument(path, 'case');
}

function refusal(border: Border, path: string): string | null {
  const names = Object.getOwnPropertyNames(Object.prototype).join();
  const startedAt = performance.now();
  try {
    border.read(path);
    return 'taken';
  } catch (error) {
    if (!(error instanceof EngineError)) return `threw ${error instanceof Error ? error.message : String(error)}`;
    if (error.code !== border.refusedAs) return `refused as ${error.code}`;
    if (!/[.!?]$/.test(error.message) || error.message.length < 20) return `said "${error.message}"`;
  }
  if (Object.getOwnPropertyNames(Object.prototype).join() !== names || Reflect.get({}, 'polluted') !== undefined) return 'changed what every object has';
  const durationMs = performance.now() - startedAt;
  return durationMs < longestMs ? null : `took ${Math.round(durationMs)} ms`;
}

/** Settings of the window are never a reason not to start: what is wrong reads as the usual. */
function provedSettings(folder: string, counts: { 'hostile documents': number }): string[] {
  const shape = z.object({ theme: z.enum(['light', 'dark']) });
  return jsonMutations.flatMap(([what, change]) => {
    const path = join(folder, 'window.json');
    writeFileSync(path, change('{"theme":"dark"}'));
    counts['hostile documents']++;
    const settings = readJsonFile(path, shape, { theme: 'light' as const });
    const isUsual = Object.keys(settings).join() === 'theme' && Object.getPrototypeOf(settings) === Object.prototype && Reflect.get({}, 'polluted') === undefined;
    return isUsual ? [] : [`settings of the window: ${what}: ${JSON.stringify(settings)}`];
  });
}
