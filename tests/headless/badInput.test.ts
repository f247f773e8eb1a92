/** Bad input through the command line: a clear message, the right exit code, and a project that is left as it was. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeProjectLock } from '@engine/storage/projectLock';
import { runCli, startCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

async function importText(content: string | Uint8Array, ...options: string[]) {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'shop.csv'), content);
  const outcome = await runCli(['import', 'shop.csv', '--json', ...options], dir);
  const stored = (await runCli(['snapshots', '--json'], dir)).json() as { snapshots: unknown[] };
  return { dir, outcome, stored: stored.snapshots.length };
}

async function expectTrainingError(content: string, args: readonly string[], message: RegExp): Promise<void> {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'shop.csv'), content);
  const outcome = await runCli(['train', 'shop.csv', '--json', '--models', 'mean,ridge', ...args], dir);
  expect(outcome.json()).toMatchObject({ error: { code: 'invalid-input', message: expect.stringMatching(message) as string } });
  expect(outcome.exitCode).toBe(2);
  expect((await runCli(['runs', '--json'], dir)).json()).toEqual({ runs: [] });
}

const products = Array.from({ length: 40 }, (_, i) => `p${i},${i % 7},${['red', 'blue'][i % 2] ?? ''},${10 + ((i * 37) % 50)}`);
const shop = ['id,price,colour,units', ...products].join('\n');

test.each<[string, string | Uint8Array]>([
  ['an empty file', ''],
  ['a binary file', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)],
])('%s is unreadable: exit 2, nothing stored', async (_, content) => {
  const { outcome, stored } = await importText(content);
  expect(outcome.json()).toMatchObject({ error: { code: 'unreadable-file' } });
  expect([outcome.exitCode, stored]).toEqual([2, 0]);
});

test.each([
  ['a header without rows', 'id,price\n'],
  ['an unclosed quote', 'id,name\n1,"open\n2,b\n'],
  ['ragged rows', 'id,price\n1,2\n3,4,5\n'],
])('%s is rejected: exit 1, nothing stored, the reason named', async (_, content) => {
  const { outcome, stored } = await importText(content);
  const report = outcome.json() as { verdict: string; snapshot: unknown; warnings: { message: string }[] };
  expect(report).toMatchObject({ verdict: 'reject', snapshot: null });
  expect(report.warnings[0]?.message.length).toBeGreaterThan(20);
  expect([outcome.exitCode, stored]).toEqual([1, 0]);
});

test('ragged rows can be set aside, and are counted', async () => {
  const { outcome, stored } = await importText('id,price\n1,2\n3,4,5\n6,7\n', '--on-ragged', 'quarantine');
  expect(outcome.json()).toMatchObject({ rows: 2, records: { in: 3, stored: 2, quarantined: 1 } });
  expect([outcome.exitCode, stored]).toEqual([0, 1]);
});

test.each([
  ['duplicate header names', 'id,price,price\n1,2,3\n4,5,6\n'],
  ['an empty header name', 'id,,price\n1,2,3\n4,5,6\n'],
])('%s are asked about: exit 1, nothing stored, options offered', async (_, content) => {
  const { outcome, stored } = await importText(content);
  const report = outcome.json() as { verdict: string; questions: { options: unknown[] }[] };
  expect(report.verdict).toBe('ask');
  expect(report.questions[0]?.options.length).toBeGreaterThan(0);
  expect([outcome.exitCode, stored]).toEqual([1, 0]);
  const guessed = await importText(content, '--on-ambiguous', 'guess');
  expect([guessed.outcome.exitCode, guessed.stored]).toEqual([0, 1]);
});

test('a target that is not there is named', () => expectTrainingError(shop, ['--target', 'sales'], /sales/));

test('a target that never varies cannot be learned', () => expectTrainingError(shop.replaceAll(/,\d+$/gm, ',5'), ['--target', 'units'], /same|constant|never/i));

test('a target of words cannot be predicted', () => expectTrainingError(shop, ['--target', 'colour'], /text|words|number/i));

test('fewer rows than folds is refused with both numbers', () => expectTrainingError(['id,price,units', '1,2,3', '2,3,4', '3,4,9'].join('\n'), ['--target', 'units', '--folds', '5'], /3.*5|5.*3/));

test('a project that another engine holds without answering is refused by code', async () => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'almanac-project'));
  const lock = takeProjectLock(join(dir, 'almanac-project', 'engine.lock'));
  const outcome = await runCli(['snapshots', '--json'], dir);
  lock.release();
  expect(outcome.json()).toMatchObject({ error: { code: 'project-in-use' } });
  expect(outcome.exitCode).toBe(2);
});

test('a project of a newer format is refused by name', async () => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'almanac-project'));
  writeFileSync(join(dir, 'almanac-project', 'almanac.json'), JSON.stringify({ format: 'almanac-project', formatVersion: 99, id: 'x', name: 'y' }));
  const outcome = await runCli(['snapshots', '--json'], dir);
  expect(outcome.json()).toMatchObject({ error: { code: 'too-new' } });
  expect(outcome.exitCode).toBe(2);
});

test.each([
  [['nonsense'], 2],
  [['train', 'x.csv'], 2],
  [['import', 'missing.csv'], 3],
  [['show', 'missing-dataset'], 3],
  [['compare', 'one'], 2],
  [['report', 'champion', '-o', 'x.docx'], 2],
])('%j ends with %i', async (args, exitCode) => {
  const outcome = await runCli([...args, '--json'], temporaryFolder());
  expect(outcome.json()).toHaveProperty('error.message');
  expect(outcome.exitCode).toBe(exitCode);
});

test('unusual tables work from import to prediction', async () => {
  const wide = Array.from({ length: 290 }, (_, i) => `column ${i}`);
  const header = ['__proto__', 'constructor', 'colour', 'units', ...wide];
  const rows = Array.from({ length: 600 }, (_, i) => [i % 3, i % 5, `kind ${i % 500}`, 1 + ((i * 17) % 90), ...wide.map((__, j) => (i * (j + 3)) % 11)]);
  rows.push(header.map((name) => (name === 'units' ? 7 : '')));
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'wide.csv'), [header, ...rows].map((row) => row.join(',')).join('\n'));
  const trained = await runCli(['train', 'wide.csv', '--target', 'units', '--json', '--models', 'mean,ridge,gradient-boosting', '--folds', '3'], dir);
  expect(trained.exitCode).toBe(0);
  const { best } = trained.json() as { best: string };
  const answer = await runCli(['predict', '--model', best, '--row', '{"__proto__": 2, "colour": "kind 7"}', '--json'], dir);
  const { predictions } = answer.json() as { predictions: { value: number; lower: number; upper: number }[] };
  expect(predictions).toHaveLength(1);
  expect(predictions[0]?.lower).toBeLessThanOrEqual(predictions[0]?.value ?? -1);
  const cells = (await runCli(['show', 'wide', '--cells', '--rows', '1:2', '--json'], dir)).json() as { cells: string[][] };
  expect(cells.cells[0]?.slice(0, 4)).toEqual(['__proto__', 'constructor', 'colour', 'units']);
  expect(cells.cells[1]?.slice(0, 4)).toEqual(['0', '0', 'kind 0', '1']);
});

test('an interrupt cancels the work within a second, keeps what is finished and ends with 4', async () => {
  const dir = temporaryFolder();
  const rows = Array.from({ length: 20_000 }, (_, i) => `${i},${(i * 37) % 101},${(i * 53) % 97},${1 + ((i * 31) % 500)}`);
  writeFileSync(join(dir, 'shop.csv'), ['n,a,b,units', ...rows].join('\n'));
  const { child, outcome } = startCli(['train', 'shop.csv', '--target', 'units', '--models', 'mean,random-forest', '--json'], dir);
  await new Promise<void>((done) => child.stderr?.on('data', (text: string) => (text.includes('Random forest') ? done() : undefined)));
  const asked = performance.now();
  child.kill('SIGINT');
  expect((await outcome).json()).toMatchObject({ error: { code: 'cancelled' } });
  expect(performance.now() - asked).toBeLessThan(1500);
  expect((await outcome).exitCode).toBe(4);
  const { runs } = (await runCli(['runs', '--json'], dir)).json() as { runs: { model: string; state: string }[] };
  expect(runs.map(({ model, state }) => [model, state]).sort()).toEqual([['mean', 'finished'], ['random-forest', 'cancelled']]);
});
