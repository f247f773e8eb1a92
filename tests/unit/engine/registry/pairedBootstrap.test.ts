/** The interval of a paired difference: against scipy, and by what must hold of any data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { metricNames, type MetricName } from '@shared/areas/tracking';
import { compareTask, pairedBootstrap, type CompareTask } from '@engine/registry/gate/pairedBootstrap';
import { learnedRow, newRow, pairRowsTask } from '@engine/registry/gate/pairRows';
import { resampledMetric } from '@engine/registry/gate/resampledMetric';
import { scoreOf } from '@engine/registry/gate/scoreOf';
import { createRandom } from '@engine/math';
import { scoreFold, type TrainingColumn } from '@engine/training';

const interval = z.object({ difference: z.number(), lower: z.number(), upper: z.number() });
/** Made by scipy.stats.bootstrap (version in the file), percentile, paired, 200,000 resamples. */
const scipy = z
  .object({ scipy: z.string(), level: z.number(), actual: z.array(z.number()), candidate: z.array(z.number()), against: z.array(z.number()), groups: z.array(z.number()), metrics: z.record(z.string(), interval), rmseByGroup: interval })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/pairedBootstrap.json'), 'utf8')));

const task = (metric: MetricName, more: Partial<CompareTask> = {}): CompareTask => ({
  metric,
  forecastLevel: 0.9,
  actual: Float64Array.from(scipy.actual),
  candidate: Float64Array.from(scipy.candidate),
  against: Float64Array.from(scipy.against),
  steps: null,
  groups: null,
  slices: [],
  resamples: 20_000,
  level: scipy.level,
  seed: 1,
  ...more,
});

/** Two bootstraps with other random numbers agree within this share of the interval's width. */
const tolerance = 0.03;

function expectClose(found: ReturnType<typeof pairedBootstrap>, expected: z.infer<typeof interval>): void {
  const width = expected.upper - expected.lower;
  expect(found?.difference).toBeCloseTo(expected.difference, 9);
  expect(Math.abs((found?.lower ?? NaN) - expected.lower)).toBeLessThan(tolerance * width);
  expect(Math.abs((found?.upper ?? NaN) - expected.upper)).toBeLessThan(tolerance * width);
}

describe(`as scipy.stats.bootstrap ${scipy.scipy}`, () => {
  it.each(['rmse', 'mae', 'rmsle', 'r2', 'wape'] as const)('%s', (metric) => expectClose(pairedBootstrap(task(metric)), scipy.metrics[metric] ?? { difference: NaN, lower: NaN, upper: NaN }));
  it('rmse, whole groups drawn', () => {
    const found = pairedBootstrap(task('rmse', { groups: Int32Array.from(scipy.groups) }));
    expectClose(found, scipy.rmseByGroup);
    expect(found?.groups).toBe(20);
  });
});

describe('what holds of any data', () => {
  it('a model against itself differs by nothing', () => {
    expect(pairedBootstrap(task('rmse', { against: Float64Array.from(scipy.candidate) }))).toMatchObject({ difference: 0, lower: 0, upper: 0 });
  });

  it('the same seed gives the same interval, turned round it changes sign', () => {
    const one = pairedBootstrap(task('mae', { resamples: 2000 }));
    const turned = pairedBootstrap(task('mae', { resamples: 2000, candidate: Float64Array.from(scipy.against), against: Float64Array.from(scipy.candidate) }));
    expect(pairedBootstrap(task('mae', { resamples: 2000 }))).toEqual(one);
    expect(turned?.difference).toBeCloseTo(-(one?.difference ?? NaN), 12);
    expect(turned?.lower).toBeCloseTo(-(one?.upper ?? NaN), 12);
    expect(turned?.upper).toBeCloseTo(-(one?.lower ?? NaN), 12);
  });

  it('bias is compared by its distance from zero, and shown as such', () => {
    const actual = Float64Array.from({ length: 200 }, (_, i) => 10 + (i % 5));
    const found = pairedBootstrap(task('bias', { actual, candidate: actual.map((y) => y * 0.9), against: actual.map((y) => y * 1.3) }));
    expect(found?.difference).toBeCloseTo(-0.2, 9);
  });

  it('a metric that is not defined on the rows has no interval', () => {
    expect(pairedBootstrap(task('rmsle', { actual: Float64Array.from(scipy.actual, (y, i) => (i === 3 ? -1 : y)) }))).toBeNull();
    expect(pairedBootstrap(task('rmsse'))).toBeNull();
    expect(pairedBootstrap(task('mae', { actual: new Float64Array(0), candidate: new Float64Array(0), against: new Float64Array(0) }))).toBeNull();
  });

  it('sums give what scoring the drawn rows anew gives, for every metric and any draw', () => {
    const rows = fc.array(fc.record({ y: fc.integer({ min: 0, max: 500 }), p: fc.double({ min: -5, max: 900, noNaN: true }), times: fc.integer({ min: 0, max: 3 }) }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(rows, fc.constantFrom(...metricNames), (made, metric) => {
        const actual = Float64Array.from(made, ({ y }) => y);
        const predicted = Float64Array.from(made, ({ p }) => p);
        const drawn = Int32Array.from(made.flatMap(({ times }, row) => Array<number>(times).fill(row)));
        if (drawn.length === 0) return;
        const answers = { actual, predicted, steps: null };
        const found = resampledMetric(metric, answers, made.map((_, row) => Int32Array.of(row)))(drawn);
        const expected = scoreOf(scoreFold({ actual: Float64Array.from(drawn, (row) => actual[row]!), predicted: Float64Array.from(drawn, (row) => predicted[row]!), steps: null, interval: null }), metric);
        // A spread of exactly nothing is nothing only up to rounding once it is taken apart.
        if ((metric === 'r2' || metric === 'r2Log') && (expected === null || Math.abs(expected) > 1e6)) return;
        if (expected === null) expect(found).toBeNull();
        else expect(Math.abs((found ?? NaN) - expected)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(expected)));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('slices are scored with both models on their own rows', () => {
    const { slices } = compareTask(task('mae', { resamples: 2000, slices: [{ column: 'shop', metric: 'mae', codes: Int32Array.from(scipy.actual, (_, i) => (i < 40 ? 0 : i < 50 ? -1 : 1)), labels: ['a', 'b', 'empty'] }] }));
    const mae = (from: number, to: number): number => scipy.actual.slice(from, to).reduce((sum, y, i) => sum + Math.abs(y - (scipy.candidate[from + i] ?? 0)), 0) / (to - from);
    expect(slices[0]?.values.map(({ label, rows }) => [label, rows])).toEqual([['a', 40], ['b', 70], ['empty', 0]]);
    expect(slices[0]?.values[0]?.candidate).toBeCloseTo(mae(0, 40), 12);
    expect(slices[0]?.values[2]).toMatchObject({ candidate: null, against: null });
  });

  it('a random prediction is no better than another: about one in twenty intervals leaves out zero', () => {
    const random = createRandom(3);
    const noise = (): Float64Array => Float64Array.from({ length: 150 }, () => random.normal());
    const outside = Array.from({ length: 200 }, (_, seed) => pairedBootstrap(task('rmse', { actual: noise(), candidate: noise(), against: noise(), resamples: 400, seed }))).filter((found) => (found?.lower ?? 0) > 0 || (found?.upper ?? 0) < 0).length;
    expect(outside).toBeGreaterThan(2);
    expect(outside).toBeLessThan(25);
  });
});

describe('pairing rows', () => {
  const side = (rowNumbers: readonly number[], prices: readonly number[], colours: readonly (string | null)[], actual: readonly number[]) => {
    const levels = [...new Set(colours)].filter((colour) => colour !== null);
    const columns: TrainingColumn[] = [
      { kind: 'number', name: 'price', type: 'decimal', values: Float64Array.from(prices) },
      { kind: 'text', name: 'colour', type: 'category', codes: Int32Array.from(colours, (colour) => (colour === null ? -1 : levels.indexOf(colour))), levels },
    ];
    return { rowNumbers: Int32Array.from(rowNumbers), actual: Float64Array.from(actual), table: { rows: rowNumbers.length, rowNumbers: Int32Array.from(rowNumbers), columns } };
  };

  it('finds rows of another snapshot by content, missing values and other codes included', () => {
    const candidate = side([1, 2, 3, 4], [5, 6, NaN, 5], ['blue', 'red', null, 'blue'], [10, 20, 30, 11]);
    const against = { ...side([7, 8, 9], [6, 5, NaN], ['red', 'blue', null], [20, 10, 30]), answered: Uint8Array.of(1, 1, 0) };
    expect([...pairRowsTask({ candidate, against, sameSnapshot: false })]).toEqual([1, 0, learnedRow, newRow]);
  });

  it('within one snapshot the row number decides first', () => {
    const candidate = side([1, 2], [5, 5], ['blue', 'blue'], [10, 10]);
    const against = { ...side([2, 1], [5, 5], ['blue', 'blue'], [10, 10]), answered: Uint8Array.of(1, 1) };
    expect([...pairRowsTask({ candidate, against, sameSnapshot: true })]).toEqual([1, 0]);
    expect([...pairRowsTask({ candidate, against: { ...against, answered: Uint8Array.of(0, 1) }, sameSnapshot: true })]).toEqual([1, learnedRow]);
  });
});
