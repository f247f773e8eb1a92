/** drift, drift-test and monitor through the built command line: documents, exit codes, and clear errors for bad input. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { replayCases } from '../../scripts/prove/replayCases';
import { answerLines, lineProgram } from '../helpers/answerLines';
import { root, runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const program = lineProgram('drift-test');
const answer = (lines: readonly string[]): Promise<unknown[]> => answerLines(program, lines);

function shop(shift: number, colours: readonly string[]): string {
  return ['price,colour,units', ...Array.from({ length: 80 }, (_, i) => `${(5 + ((i * 7) % 23) / 2 + shift).toFixed(2)},${colours[i % colours.length] ?? ''},${20 + ((i * 37) % 50)}`)].join('\n');
}

function shopFolder(): string {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'before.csv'), shop(0, ['red', 'blue']));
  writeFileSync(join(dir, 'now.csv'), shop(4, ['red', 'teal']));
  return dir;
}

describe('drift', () => {
  test('one document with the dataset and every column; --fail-on-drift is the verdict', async () => {
    const dir = shopFolder();
    const outcome = await runCli(['drift', '--reference', 'before.csv', '--current', 'now.csv', '--json', '--fail-on-drift'], dir);
    expect(outcome.json()).toMatchObject({
      dataset: { drifted: true, threshold: 0.5 },
      columns: [
        { column: 'price', type: 'num', method: 'ks', threshold: 0.05, drifted: true },
        { column: 'colour', type: 'cat', method: 'chisquare', score: 0, drifted: true },
        { column: 'units', drifted: false },
      ],
    });
    expect(outcome.exitCode).toBe(1);
    const one = await runCli(['drift', '--reference', 'before', '--current', 'now', '--columns', 'units', '--method', 'psi', '--threshold', '9', '--types', '{"units":"num"}', '--json', '--fail-on-drift'], dir);
    expect(one.json()).toMatchObject({ dataset: { drifted: false, share: 0 }, columns: [{ column: 'units', method: 'psi', threshold: 9, drifted: false }] });
    expect(one.exitCode).toBe(0);
  });

  test.each([
    [['--current', 'now.csv'], /--reference is needed/, 2],
    [['--reference', 'before.csv', '--current', 'now.csv', '--method', 'magic'], /--method must be one of/, 2],
    [['--reference', 'before.csv', '--current', 'now.csv', '--types', '{"price":"blob"}'], /num, cat or text/, 2],
    [['--reference', 'before.csv', '--current', 'now.csv', '--threshold', 'much'], /--threshold needs a number/, 2],
    [['--reference', 'before.csv', '--current', 'now.csv', '--columns', 'nope'], /no column nope/, 2],
    [['--reference', 'before.csv', '--current', 'before.csv'], /with itself/, 2],
    [['--reference', 'before.csv', '--current', 'gone'], /gone/, 3],
  ])('%j is refused with its reason', async (args, message, exitCode) => {
    const outcome = await runCli(['drift', ...args, '--json'], shopFolder());
    expect(outcome.json()).toMatchObject({ error: { message: expect.stringMatching(message) as string } });
    expect(outcome.exitCode).toBe(exitCode);
  });
});

test('monitor keeps looks and tells alerts', async () => {
  const dir = shopFolder();
  const alone = await runCli(['monitor', 'run', '--current', 'before.csv', '--json'], dir);
  expect(alone.json()).toMatchObject({ error: { code: 'invalid-input' } });
  expect(alone.exitCode).toBe(2);
  const run = await runCli(['monitor', 'run', '--reference', 'before.csv', '--current', 'now.csv', '--json'], dir);
  expect(run.exitCode).toBe(0);
  expect(run.json()).toMatchObject({ snapshots: [{ number: 1, drifted: ['price', 'colour'] }], alerts: expect.arrayContaining([expect.objectContaining({ kind: 'firing', column: 'price' })]) as unknown });
  expect((await runCli(['monitor', 'history', '--json'], dir)).json()).toMatchObject({ snapshots: [{ number: 1 }] });
  expect((await runCli(['monitor', 'alerts', '--json'], dir)).json()).toMatchObject({ alerts: expect.arrayContaining([expect.objectContaining({ state: 'firing' })]) as unknown });
});

describe('drift-test', () => {
  test('answers line by line; a line that is no request is answered with the error and the rest go on', async () => {
    const answers = await answer([
      '{"test":"ks","column_type":"num","reference":[1,2,3,4,5,6],"current":[11,12,13,14,15,16]}',
      'not json',
      '',
      '{"op":"nothing"}',
      '[1]',
      '{"test":"ks","column_type":"num","reference":[],"current":[1]}',
      '{"test":"ks","column_type":"num","reference":["a"],"current":[1]}',
      '{"op":"select-default-test","column_type":"num","reference_rows":1001,"unique_values_in_both":6}',
    ]);
    expect(answers).toMatchObject([{ test: 'ks', method: 'ks', drifted: true }, { error: { code: 'invalid-input' } }, { error: {} }, { error: {} }, { error: { message: expect.stringMatching(/empty/) as string } }, { error: { message: expect.stringMatching(/not a number/) as string } }, { test: 'wasserstein' }]);
  });

  test('without --stdin it says what it needs', async () => {
    const outcome = await runCli(['drift-test', '--json'], temporaryFolder());
    expect(outcome.exitCode).toBe(2);
    expect(outcome.json()).toMatchObject({ error: { message: expect.stringMatching(/--stdin/) as string } });
  });

  const folder = join(root, '../shared/cases');
  const here = existsSync(folder);
  if (!here) process.stderr.write('Skipped: shared/cases is not here.\n');
  (here ? test : test.skip).each(['drift_derived.json', 'drift_evidently_tests.json', 'drift_deequ.json', 'drift_nannyml.json'])('the cases of %s', async (file) => {
    const replay = await replayCases(folder, file, program);
    expect(replay?.failures).toEqual([]);
    expect(replay?.cases).toBeGreaterThan(0);
  });
});
