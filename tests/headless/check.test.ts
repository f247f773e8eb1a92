/** check --stdin through the built command line: one answer a line, in order, and the peers' cases where they are here. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replayCases } from '../../scripts/prove/replayCases';
import { answerLines, lineProgram } from '../helpers/answerLines';
import { root, runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const program = lineProgram('check');
const answer = (lines: readonly string[]): Promise<unknown[]> => answerLines(program, lines);

test('answers come in order; a line that is no request is answered with its error and the rest go on', async () => {
  const answers = await answer(['{"op":"parse-cell","type":"integer","text":"7"}', '', 'nonsense', '[]', '{"op":"alert","rule":"zeros","share":0.5}']);
  expect(answers).toEqual([
    { value: 7, valid: true },
    { error: { code: 'invalid-input', message: expect.stringMatching(/not JSON/) as string, details: {} } },
    { error: { code: 'invalid-input', message: expect.stringMatching(/not valid/) as string, details: {} } },
    { alert: true, threshold: 0.01 },
  ]);
});

test('without --stdin it says what it needs', async () => {
  const outcome = await runCli(['check', '--json'], temporaryFolder());
  expect(outcome.exitCode).toBe(2);
  expect(outcome.json()).toMatchObject({ error: { message: expect.stringMatching(/--stdin is needed/) as string } });
});

const folder = join(root, '../shared/cases');
const here = existsSync(folder);
if (!here) process.stderr.write('Skipped: shared/cases is not here.\n');

(here ? test : test.skip).each(['frictionless_cell_parse.json', 'table_schema_spec.json', 'quality_misc.json'])('the cases of %s', async (file) => {
  const replay = await replayCases(folder, file, program, ({ op }) => op !== undefined);
  expect(replay?.failures).toEqual([]);
  expect(replay?.cases).toBeGreaterThan(0);
});

(here ? test : test.skip).each(['pandera_checks.json', 'pandera_schema.json'])('the cases of %s', async (file) => {
  const replay = await replayCases(folder, file, program);
  expect(replay?.failures).toEqual([]);
  expect(replay?.cases).toBeGreaterThan(0);
});
