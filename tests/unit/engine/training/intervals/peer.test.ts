/** The same quantile on the same misses as MAPIE (fixture: its version stands inside; prefit models that answer a column). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { intervalMethodOf } from '@engine/training';

const list = z.array(z.number());
const bounds = z.array(z.object({ level: z.number(), lower: list, upper: list }));
const fixture = z
  .object({ tool: z.string(), predicted: list, actual: list, low: list, high: list, asked: z.object({ predicted: list, low: list, high: list }), split: bounds, quantiles: bounds })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../../fixtures/intervals/mapie.json'), 'utf8')));

test.each(['split', 'quantiles'] as const)(`%s bounds as ${fixture.tool}`, (name) => {
  const { predicted, actual, low, high, asked } = fixture;
  const of = (values: readonly number[]): Float64Array => Float64Array.from(values);
  const body = intervalMethodOf[name].calibrate({ predicted: of(predicted), actual: of(actual), companions: [of(low), of(high)], categories: null }, { steps: null });
  const bound = intervalMethodOf[name].restore(body);
  expect(fixture[name]).toHaveLength(3);
  for (const { level, lower, upper } of fixture[name]) {
    const found = bound({ predicted: of(asked.predicted), companions: [of(asked.low), of(asked.high)], categories: null }, level);
    found.lower.forEach((value, row) => expect(value).toBeCloseTo(lower[row]!, 9));
    found.upper.forEach((value, row) => expect(value).toBeCloseTo(upper[row]!, 9));
  }
});
