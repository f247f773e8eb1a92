/** Checks that stand at the door, on the built command line: references to other tables, imports and training that are blocked, and documents. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  test('a reference that is not there is a clear error', async () => {
    const outcome = await cli('validate', 'orders.csv', '--reference', 'depots.csv');
    expect(outcome.json()).toMatchObject({ error: { code: 'not-found' } });
    expect(outcome.exitCode).toBe(3);
  });
});
