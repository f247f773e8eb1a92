/** What must hold for every method and every history: scale, shift, order of the series, and the same answer twice. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forecastGlobally, forecastLocally, localMethods, type LocalForecastTask } from '@engine/training/series';
import { bandAround, crossBands, fitBands, type BacktestErrors } from '@engine/training/series/bands';
import { naiveErrors, scoreSeries } from '@engine/training/series/seriesScores';
import { createRandom } from '@engine/math';

const context = { report: () => undefined };
const settings = { season: 4, window: 8 };
const historyOf = (seed: number, length: number): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, (_, t) => Math.round(40 + 10 * Math.sin((t * Math.PI) / 2) + t / 4 + 6 * random.normal()) + 20);
};
const near = (ours: ArrayLike<number>, theirs: ArrayLike<number>, scale: number, share = 1e-3): void => {
  for (let i = 0; i < theirs.length; i++) expect(Math.abs(ours[i]! - theirs[i]!) / scale, `${ours[i]} against ${theirs[i]}`).toBeLessThan(share);
};

test.each(localMethods.map((method) => [method.kind, method] as const))('%s: a history in other units gives the forecast in other units', (_, method) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0.01, 3, 1000), (seed, factor) => {
      const history = historyOf(seed, 40);
      const other = history.map((value) => value * factor);
      near(method.forecast(other, 5, settings), method.forecast(history, 5, settings).map((value) => value * factor), 80 * factor);
    }),
    { numRuns: 12, seed: 1 },
  );
});

test.each((['naive', 'seasonal-naive', 'drift', 'window-mean', 'short-window-mean', 'window-median', 'ses'] as const).map((kind) => [kind]))('%s: a shifted history gives a shifted forecast', (kind) => {
  const method = localMethods.find((each) => each.kind === kind)!;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(-500, 7, 10_000), (seed, shift) => {
      const history = historyOf(seed, 30);
      near(method.forecast(history.map((value) => value + shift), 5, settings), method.forecast(history, 5, settings).map((value) => value + shift), 80);
    }),
    { numRuns: 12, seed: 2 },
  );
});

test.each(localMethods.map((method) => [method.kind, method] as const))('%s: finite on awkward histories it accepts', (_, method) => {
  const awkward = [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5], [0, 0, 0, 0, 0, 0, 0, 0, 0, 9], [-3, 4, -5, 6, -7, 8, -9, 10, -11, 12], [1e12, 1, 1e12, 1, 1e12, 1, 1e12, 1, 1e12, 1], [1], [2, 3], [1e-9, 2e-9, 1e-9, 3e-9, 1e-9, 2e-9, 1e-9, 2e-9]];
  for (const values of awkward) {
    const history = Float64Array.from(values);
    if (method.obstacle(history, settings) === null) expect([...method.forecast(history, 3, settings)].every(Number.isFinite), values.join()).toBe(true);
  }
});

function panelOf(histories: readonly Float64Array[]): LocalForecastTask['panel'] {
  const periods = histories[0]!.length;
  const values = new Float64Array(histories.length * periods);
  histories.forEach((history, i) => values.set(history, i * periods));
  return { values, periods, starts: new Int32Array(histories.length) };
}

test('the order of the series does not matter to methods for one series, and the same seed gives the same trees', async () => {
  const histories = Array.from({ length: 12 }, (_, i) => historyOf(i + 1, 40));
  const methods = localMethods.map(({ kind }) => kind);
  const forward = await forecastLocally({ panel: panelOf(histories), series: Int32Array.from(histories.keys()), origin: 40, horizon: 3, methods, settings }, context);
  const backward = await forecastLocally({ panel: panelOf([...histories].reverse()), series: Int32Array.from(histories.keys()), origin: 40, horizon: 3, methods, settings }, context);
  methods.forEach((_, m) => histories.forEach((__, i) => {
    const at = (series: number): number => (m * 12 + series) * 3;
    expect([...forward.predictions.subarray(at(i), at(i) + 3)]).toEqual([...backward.predictions.subarray(at(11 - i), at(11 - i) + 3)]);
  }));

  const task = { panel: panelOf(histories), prices: null, calendar: { place: Int32Array.from({ length: 44 }, (_, t) => t % 4), month: new Int32Array(44).fill(1) }, series: Int32Array.from(histories.keys()), origin: 40, steps: [1, 2], season: 4, loss: 'absolute' as const, trees: 30, seed: 5 };
  const [one, two] = [await forecastGlobally(task, context), await forecastGlobally(task, context)];
  expect([...one.predictions]).toEqual([...two.predictions]);
  expect([...one.predictions].every(Number.isFinite)).toBe(true);
  expect([...(await forecastGlobally({ ...task, seed: 6 }, context)).predictions]).not.toEqual([...one.predictions]);
});

test('a forecast from an origin never sees what comes after it', async () => {
  const histories = Array.from({ length: 8 }, (_, i) => historyOf(i + 1, 40));
  const changed = histories.map((history) => history.map((value, t) => (t >= 30 ? 1e6 : value)));
  const methods = localMethods.map(({ kind }) => kind);
  const task = { series: Int32Array.from(histories.keys()), origin: 30, horizon: 3, methods, settings };
  expect([...(await forecastLocally({ ...task, panel: panelOf(histories) }, context)).predictions]).toEqual([...(await forecastLocally({ ...task, panel: panelOf(changed) }, context)).predictions]);
  const trees = { prices: null, calendar: { place: new Int32Array(44), month: new Int32Array(44) }, series: Int32Array.from(histories.keys()), origin: 30, steps: [1, 3], season: 4, loss: 'squared' as const, trees: 20, seed: 1 };
  expect([...(await forecastGlobally({ ...trees, panel: panelOf(histories) }, context)).predictions]).toEqual([...(await forecastGlobally({ ...trees, panel: panelOf(changed) }, context)).predictions]);
});

test('scores by hand: wape and bias pooled, scaled errors a mean over series that have a scale', () => {
  const scales = [naiveErrors(Float64Array.of(1, 3, 2), 1), naiveErrors(Float64Array.of(5, 5, 5), 1)];
  expect(scales[0]).toEqual({ absolute: 1.5, square: 2.5 });
  const scores = scoreSeries({ actual: Float64Array.of(4, 6, 0, 10), predicted: Float64Array.of(5, 4, 0, 7), lower: Float64Array.of(4, 5, 1, 0), upper: Float64Array.of(6, 7, 2, 20), series: Int32Array.of(0, 0, 1, 1), scales });
  expect(scores.wape).toBeCloseTo(6 / 20, 12);
  expect(scores.bias).toBeCloseTo((16 - 20) / 20, 12);
  // The second series never changed, so it has no scale and is left out.
  expect(scores.mase).toBeCloseTo(1.5 / 1.5, 12);
  expect(scores.rmsse).toBeCloseTo(Math.sqrt(2.5 / 2.5), 12);
  expect(scores.smape).toBeCloseTo(((200 / 9 + 400 / 10) / 2 + (0 + 600 / 17) / 2) / 2, 12);
  expect(scores.coverage).toBe(0.75);
  expect(scoreSeries({ actual: Float64Array.of(0, 0), predicted: Float64Array.of(1, 1), lower: null, upper: null, series: Int32Array.of(0, 0), scales: [{ absolute: 0, square: 0 }] })).toMatchObject({ wape: null, bias: null, mase: null, rmsse: null, coverage: null });
});

test('bands hold what they promise on origins the quantile never saw', () => {
  const random = createRandom(3);
  const origins = Array.from({ length: 6 }, (): BacktestErrors => {
    const n = 400;
    return { actual: Float64Array.from({ length: n }, () => 50 + 10 * random.normal()), predicted: new Float64Array(n).fill(50), step: Int32Array.from({ length: n }, (_, i) => i % 2), scale: new Float64Array(n).fill(10) };
  });
  const bounds = crossBands(origins, 2, 0.9, 0)!;
  const inside = origins.flatMap(({ actual }, k) => [...actual].map((value, i) => bounds[k]!.lower[i]! <= value && value <= bounds[k]!.upper[i]!));
  expect(inside.filter(Boolean).length / inside.length).toBeGreaterThan(0.87);
  expect(inside.filter(Boolean).length / inside.length).toBeLessThan(0.93);
  expect(crossBands(origins.slice(0, 1), 2, 0.9, 0)).toBeNull();
  expect(bandAround(1, 0, 10, fitBands(origins, 2, 0.9), 0).lower).toBe(0);
  expect(fitBands([], 2, 0.9)).toEqual([null, null]);
});
