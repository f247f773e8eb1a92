/** Checks that stand at the door, on the built command line: references to other tables, imports and training that are blocked, and documents. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';

const dir = mkdtempSync(join(tmpdir(), 'almanac-checkpoints-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const cli = (...args: string[]) => runCli([...args, '--json', '--quiet'], dir);

interface Validated {
  readonly success: boolean;
  readonly results: readonly { readonly check: string; readonly success: boolean; readonly failures: number; readonly observed?: string; readonly error?: { readonly message: string } }[];
}

function writeSchema(name: string, checks: readonly object[], columns: readonly object[] = []): void {
  writeFileSync(join(dir, name), JSON.stringify({ format: 'almanac-schema', formatVersion: 2, columns, checks }));
}

describe('validate --reference', () => {
  beforeAll(() => {
    writeFileSync(join(dir, 'orders.csv'), 'order,merchant\n1,a\n2,b\n3,x\n');
    writeFileSync(join(dir, 'shops.csv'), 'merchant,town\na,Bern\nb,Ulm\nc,Graz\n');
    writeFileSync(join(dir, 'last week.csv'), 'order,merchant\n1,a\n2,b\n3,c\n4,a\n5,b\n6,c\n');
    writeSchema('relations.json', [{ check: 'in-other-table', columns: ['merchant'], args: { dataset: 'shops' } }, { check: 'same-row-count', args: { dataset: 'shops.csv' } }, { check: 'volume', args: { fall: 0.2 } }]);
  });

  test('a reference answers to the name of its file, and one of the same columns stands for the import before', async () => {
    const outcome = await cli('validate', 'orders.csv', '--schema', 'relations.json', '--reference', 'shops.csv', '--reference', 'last week.csv');
    const { success, results } = outcome.json() as Validated;
    expect(success).toBe(false);
    expect(results.map(({ check, success: held, failures }) => [check, held, failures])).toEqual([['in-other-table', false, 1], ['same-row-count', true, 0], ['volume', false, 0]]);
    expect(results[2]?.observed).toMatch(/3.*6/);
    expect(outcome.exitCode).toBe(1);
  });

  test('without it the other table is not known, and the check says so', async () => {
    writeSchema('nowhere.json', [{ check: 'same-row-count', args: { dataset: 'depots' } }]);
    const { results } = (await cli('validate', 'orders.csv', '--schema', 'nowhere.json')).json() as Validated;
    expect(results[0]).toMatchObject({ success: false, error: { message: expect.stringMatching(/depots/) as string } });
  });

  test('validate --docs writes one page with what was found', async () => {
    const outcome = await cli('validate', 'orders.csv', '--schema', 'relations.json', '--reference', 'shops.csv', '--docs', 'found.html');
    expect(outcome.json()).toMatchObject({ success: false, docs: { written: join(dir, 'found.html'), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string } });
    expect(outcome.exitCode).toBe(1);
    const html = readFileSync(join(dir, 'found.html'), 'utf8');
    expect(html).toMatch(/<h1>1 of 3 checks fail in orders v1<\/h1>/);
    expect(html).toContain('<td class="number">3</td><td class="number">4</td><td>x</td>');
    const plain = await runCli(['validate', 'orders.csv', '--schema', 'relations.json', '--reference', 'shops.csv', '--docs', 'found.html', '--quiet'], dir);
    expect(plain.stdout).toContain(`The document: ${join(dir, 'found.html')}`);
  });

  test('a reference that is not there is a clear error', async () => {
    const outcome = await cli('validate', 'orders.csv', '--reference', 'depots.csv');
    expect(outcome.json()).toMatchObject({ error: { code: 'not-found' } });
    expect(outcome.exitCode).toBe(3);
  });
});

describe('a checkpoint at the door', () => {
  const sales = (low: number): string => `price,units\n${Array.from({ length: 60 }, (_, i) => `${low + (i % 12)},${90 - (i % 12) * 3}`).join('\n')}\n`;
  const importSales = (file: string) => cli('import', file, '--name', 'sales');

  beforeAll(async () => {
    writeFileSync(join(dir, 'good.csv'), sales(1));
    writeFileSync(join(dir, 'bad.csv'), sales(-3));
    writeFileSync(join(dir, 'odd.csv'), sales(20));
    writeSchema('rules.json', [{ check: 'range', column: 'price', args: { min: 0 } }, { check: 'range', column: 'price', args: { max: 25 }, severity: 'warning' }]);
    expect((await importSales('good.csv')).exitCode).toBe(0);
    const saved = await cli('checkpoint', 'save', 'Door', '--dataset', 'sales', '--schema', 'rules.json');
    expect(saved.json()).toMatchObject({ name: 'Door', replaced: false });
  });

  test('warns of an import, and the version may be used', async () => {
    const imported = await importSales('odd.csv');
    expect(imported.json()).toMatchObject({ verdict: 'warn', warnings: [{ code: 'checkpoint-warned', message: expect.stringMatching(/price: at most 25 fails in \d+ rows/) as string }] });
    expect(imported.exitCode).toBe(0);
    expect((await cli('train', 'sales', '--target', 'units', '--models', 'median', '--folds', '2')).exitCode).toBe(0);
  });

  test('blocks an import: training is refused by name, then overridden with a reason', async () => {
    const imported = await importSales('bad.csv');
    expect(imported.json()).toMatchObject({ verdict: 'warn', snapshot: expect.anything() as unknown, warnings: [{ code: 'checkpoint-blocked' }] });
    const refused = await cli('train', 'sales', '--target', 'units', '--models', 'median', '--folds', '2');
    expect(refused.json()).toMatchObject({ error: { code: 'conflict', message: expect.stringMatching(/sales v3 is blocked.*price: at least 0 fails in 15 rows.*checkpoint override/) as string } });
    expect(refused.exitCode).toBe(2);
    expect((await cli('checkpoint', 'override', 'sales')).exitCode).toBe(2);
    expect((await cli('checkpoint', 'override', 'sales', '--reason', 'Refunds are negative.')).json()).toMatchObject({ blocked: false, overrides: [{ reason: 'Refunds are negative.' }] });
    expect((await cli('train', 'sales', '--target', 'units', '--models', 'median', '--folds', '2')).exitCode).toBe(0);
  });

  test('runs by hand, and its history stays', async () => {
    const run = await cli('checkpoint', 'run', 'Door', 'sales@1');
    expect(run.json()).toMatchObject({ verdict: 'passed', occasion: 'hand', number: 1 });
    expect(run.exitCode).toBe(0);
    expect((await cli('checkpoint', 'run', 'Door', 'sales@3')).exitCode).toBe(1);
    const { runs } = (await cli('checkpoint', 'history', 'Door')).json() as { runs: { verdict: string; occasion: string; number: number }[] };
    expect(runs.filter(({ occasion }) => occasion === 'import').map(({ verdict, number }) => [number, verdict])).toEqual([[3, 'blocked'], [2, 'warned']]);
    expect(runs.filter(({ occasion }) => occasion === 'training').map(({ number }) => number)).toEqual([3, 3, 2]);
    expect((await cli('checkpoint', 'list')).json()).toMatchObject({ checkpoints: [{ name: 'Door', datasetName: 'sales', lastRun: { verdict: 'blocked' } }] });
  });

  test.each<[string, string[], string, number]>([
    ['an unknown action', ['checkpoint', 'save', 'Other', '--dataset', 'sales', '--critical', 'shout'], 'invalid-input', 2],
    ['a schedule nobody can read', ['checkpoint', 'save', 'Other', '--dataset', 'sales', '--cron', 'often'], 'invalid-input', 2],
    ['an unknown checkpoint', ['checkpoint', 'run', 'Gate'], 'not-found', 3],
    ['nothing to override', ['checkpoint', 'override', 'sales@1', '--reason', 'x'], 'conflict', 2],
  ])('%s is a clear error', async (_, args, code, exitCode) => {
    const outcome = await cli(...args);
    expect(outcome.json()).toMatchObject({ error: { code } });
    expect(outcome.exitCode).toBe(exitCode);
  });

  test('removed, it blocks no more', async () => {
    expect((await cli('checkpoint', 'remove', 'Door')).exitCode).toBe(0);
    expect((await cli('checkpoint', 'list')).json()).toEqual({ checkpoints: [] });
  });
});
