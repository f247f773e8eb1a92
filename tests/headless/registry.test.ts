/** Gate, promote, rollback and ledger on the built command line: documents, exit codes, and bad input. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '@engine/math';
import { runCli } from '../helpers/builtProgram';

const dir = mkdtempSync(join(tmpdir(), 'almanac-registry-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const cli = (...args: string[]) => runCli([...args, '--json', '--quiet'], dir);

function shop(): string {
  const random = createRandom(5);
  const rows = Array.from({ length: 160 }, () => {
    const price = 1 + random.integer(60) / 4;
    const colour = random.integer(3);
    return `${price},${['red', 'white', 'blue'][colour] ?? ''},m${random.integer(20)},${Math.round(Math.exp(5 - price / 8 + (colour === 0 ? 0.8 : 0) + random.normal() * 0.2))}`;
  });
  return `price,colour,merchant_id,units_sold\n${rows.join('\n')}\n`;
}

interface Entries {
  readonly entries: readonly { readonly kind: string; readonly version: number | null; readonly runNumber: number; readonly reason: string; readonly gateId: string | null }[];
}

describe('from a first run to a rollback', () => {
  beforeAll(async () => {
    writeFileSync(join(dir, 'shop.csv'), shop());
    const trained = await cli('train', 'shop.csv', '--target', 'units_sold', '--models', 'median,ridge,gradient-boosting', '--group-by', 'merchant_id');
    expect(trained.exitCode).toBe(0);
  });

  test('the first champion passes alone, and the ledger has it', async () => {
    const gate = await cli('gate', '2');
    expect(gate.json()).toMatchObject({ verdict: 'pass', comparison: null, reasons: [expect.stringMatching(/no champion yet/), ...Array<unknown>(3).fill(expect.any(String))] });
    expect(gate.exitCode).toBe(0);
    const promoted = await cli('promote', '2', '--as', 'champion', '--reason', 'Steady.');
    expect(promoted.json()).toMatchObject({ verdict: 'pass', decision: { kind: 'promoted', version: 1, reason: 'Steady.', overridden: false } });
    expect(promoted.exitCode).toBe(0);
  });

  test('a worse run is refused with exit 1 and its reasons, by gate and by promote alike', async () => {
    const gate = await cli('gate', '1');
    expect(gate.json()).toMatchObject({ verdict: 'fail', comparison: { metric: 'rmsle', rowsPaired: 160, groups: 20 }, rules: expect.arrayContaining([expect.objectContaining({ state: 'fail' })]) as unknown });
    expect(gate.exitCode).toBe(1);
    const refused = await cli('promote', '1', '--as', 'champion', '--reason', 'I like medians.');
    expect(refused.json()).toMatchObject({ verdict: 'fail', reasons: expect.arrayContaining([expect.stringMatching(/Clearly worse than the champion, run 2/)]) as unknown, decision: { kind: 'refused', version: null } });
    expect(refused.exitCode).toBe(1);
    expect((await cli('predict', '--row', '{"price":4,"colour":"red"}', '--model', 'units_sold of shop@champion')).exitCode).toBe(0);
  });

  test('override promotes and says so; rollback gives the alias back; the ledger keeps all of it', async () => {
    expect((await cli('promote', '1', '--as', 'champion', '--reason', 'A test of the shop.', '--override')).json()).toMatchObject({ verdict: 'fail', decision: { kind: 'promoted', overridden: true, version: 2, previousVersion: 1 } });
    expect((await cli('promote', '3', '--as', 'challenger', '--reason', 'Promising.')).json()).toMatchObject({ verdict: 'pass', decision: { alias: 'challenger', version: 3 } });
    const back = await cli('rollback', '--reason', 'The test is over.');
    expect(back.json()).toMatchObject({ decision: { kind: 'rolled-back', version: 1, previousVersion: 2 } });
    expect(back.exitCode).toBe(0);
    const { entries } = (await cli('ledger')).json() as Entries;
    expect(entries.map(({ kind, runNumber }) => `${kind} ${runNumber}`)).toEqual(['rolled-back 2', 'promoted 3', 'promoted 1', 'refused 1', 'promoted 2']);
    expect((await cli('ledger', '--at', '2020-05-12')).json()).toEqual({ entries: [], championAt: null });
    expect((await cli('ledger', '--at', '2999-01-01')).json()).toMatchObject({ championAt: { runNumber: 2 } });
    const plain = await runCli(['ledger', '--quiet'], dir);
    expect(plain.stdout).toMatch(/Promoted Median v2 in place of v1, although the gate did not pass it\./);
  });

  test('rules go out and come back as a document, and are obeyed', async () => {
    expect((await cli('gate', 'rules', '-o', 'rules.json')).json()).toMatchObject({ version: 0, written: join(dir, 'rules.json') });
    const document = JSON.parse(readFileSync(join(dir, 'rules.json'), 'utf8')) as { thresholds: Record<string, unknown> };
    document.thresholds['rmsle'] = { threshold: 0.0001, greater_is_better: false };
    writeFileSync(join(dir, 'strict.json'), JSON.stringify(document));
    expect((await cli('gate', 'rules', '--from', 'strict.json')).json()).toMatchObject({ version: 1, rules: expect.arrayContaining([{ rule: 'bound', metric: 'rmsle', threshold: 0.0001, greaterIsBetter: false }]) as unknown });
    const gate = await cli('gate', '2');
    expect(gate.json()).toMatchObject({ verdict: 'fail', reasons: [expect.stringMatching(/outside the bound/)] });
    expect(gate.exitCode).toBe(1);
  });

  test.each<[string, string[], string, RegExp, number]>([
    ['gate without a run', ['gate'], 'invalid-input', /needs a run/, 2],
    ['gate of an unknown run', ['gate', '99'], 'not-found', /no run 99/, 3],
    ['promote without a reason', ['promote', '2', '--as', 'champion'], 'invalid-input', /--reason is needed/, 2],
    ['promote with a blank reason', ['promote', '3', '--as', 'champion', '--reason', '  '], 'invalid-input', /Say why/, 2],
    ['promote to an unknown alias', ['promote', '2', '--as', 'king', '--reason', 'x'], 'invalid-input', /champion, challenger/, 2],
    ['promote the champion again', ['promote', '2', '--as', 'champion', '--reason', 'x'], 'conflict', /champion already/, 2],
    ['rollback without a reason', ['rollback'], 'invalid-input', /--reason is needed/, 2],
    ['rollback where nothing was before', ['rollback', '--reason', 'x'], 'conflict', /nothing to go back to/, 2],
    ['rollback of an unknown model', ['rollback', '--model', 'Winter', '--reason', 'x'], 'not-found', /no registered model "Winter"/, 3],
    ['ledger at no date', ['ledger', '--at', 'soon'], 'invalid-input', /needs a date/, 2],
    ['rules from nowhere', ['gate', 'rules', '--from', 'missing.json'], 'not-found', /no file at .*missing\.json/, 3],
    ['rules that are none', ['gate', 'rules', '--from', 'shop.csv'], 'invalid-input', /not JSON/, 2],
    ['predict with an unknown version', ['predict', '--row', '{"price":1}', '--model', 'units_sold of shop@9'], 'not-found', /no version 9/, 3],
  ])('%s is a clear error', async (_, args, code, message, exitCode) => {
    const before = (await cli('ledger')).stdout;
    const outcome = await cli(...args);
    expect(outcome.json()).toMatchObject({ error: { code, message: expect.stringMatching(message) as string } });
    expect(outcome.exitCode).toBe(exitCode);
    expect((await cli('ledger')).stdout).toBe(before);
  });
});
