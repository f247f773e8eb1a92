/** Expectations as requests, against what great_expectations 1.2.0 over pandas 2.1.4 answered (tests/fixtures/greatExpectationsAnswers.json). */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createCheckRequests } from '@engine/interop/checkRequests';
import { createTableSession } from '@engine/storage/tableSession';

const requests = createCheckRequests({ clock: { now: () => Date.UTC(2026, 10, 26, 12) }, tables: createTableSession({ tempDir: tmpdir(), memoryLimitMiB: 256, threads: 1 }) });
const caseSchema = z.object({ input: z.looseObject({ type: z.string(), kwargs: z.looseObject({}) }), expected: z.record(z.string(), z.unknown()) });
const cases = z.array(caseSchema).parse(JSON.parse(readFileSync(join(process.cwd(), 'tests/fixtures/greatExpectationsAnswers.json'), 'utf8')));

test.each(cases.map(({ input, expected }) => [input.type.replace('expect_', ''), JSON.stringify(input.kwargs), input, expected] as const))('%s %s', async (_, __, input, expected) => {
  if ('error' in expected) {
    await expect(requests.answer(input)).rejects.toMatchObject({ code: 'invalid-input' });
    return;
  }
  const answer = await requests.answer(input);
  for (const [name, value] of Object.entries(expected)) expect(nearly(answer[name]), name).toEqual(nearly(value));
});

/** Numbers to twelve digits. */
function nearly(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (Array.isArray(value)) return value.map(nearly);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, nearly(each)])) : value;
}

test('parameters are worked out: given values, arithmetic, moments', async () => {
  const ask = async (parameter: unknown) => (await requests.answer({ type: 'expect_column_max_to_be_between', data: { t: ['2026-11-20T00:00:00', null] }, dtypes: { t: 'datetime64' }, kwargs: { column: 't', min_value: parameter } }))['success'];
  expect(await ask({ $PARAMETER: 'now() - timedelta(weeks=1)' })).toBe(true);
  expect(await ask({ $PARAMETER: 'now() - timedelta(days=2, hours=1)' })).toBe(false);
  expect(await ask({ $PARAMETER: 'start', '$PARAMETER.start': '2026-11-01' })).toBe(true);
  await expect(ask({ $PARAMETER: 'now() * 2' })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(ask({ $PARAMETER: '('.repeat(2000) })).rejects.toMatchObject({ code: 'invalid-input' });
});

test('an answer carries at most twenty of many failing values in its parts, and all in the whole', async () => {
  const answer = await requests.answer({ type: 'expect_column_values_to_be_between', data: { x: Array.from({ length: 50 }, (_, i) => i) }, kwargs: { column: 'x', max_value: 9 } });
  expect(answer['partial_unexpected_list']).toHaveLength(20);
  expect(answer['unexpected_list']).toHaveLength(40);
  expect(answer['unexpected_index_list']).toEqual(Array.from({ length: 40 }, (_, i) => i + 10));
});
