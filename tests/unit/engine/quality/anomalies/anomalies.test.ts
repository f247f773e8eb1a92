/** Anomalies in series against the fixed numbers of deequ 2.0's own tests; its random numbers are those of the JDK (java.util.Random, seeds 1 and 42). */
import { describe, expect, test } from 'vitest';
import type { JudgedPoint } from '@engine/quality/anomalies/anomalyMethod';
import { batchNormal } from '@engine/quality/anomalies/batchNormal';
import { absoluteChange, relativeChange } from '@engine/quality/anomalies/change';
import { holtWinters } from '@engine/quality/anomalies/holtWinters';
import { onlineNormal } from '@engine/quality/anomalies/onlineNormal';
import { simpleThreshold } from '@engine/quality/anomalies/simpleThreshold';

/** The generator that the JDK documents for java.util.Random: 48 bits, nextGaussian by the polar method. */
function javaGaussians(seed: bigint, count: number): number[] {
  const mask = (1n << 48n) - 1n;
  let state = (seed ^ 0x5deece66dn) & mask;
  const bits = (n: bigint): bigint => {
    state = (state * 0x5deece66dn + 0xbn) & mask;
    return state >> (48n - n);
  };
  const uniform = (): number => Number((bits(26n) << 27n) + bits(27n)) / 2 ** 53;
  const found: number[] = [];
  while (found.length < count) {
    const [a, b] = [2 * uniform() - 1, 2 * uniform() - 1];
    const s = a * a + b * b;
    if (s >= 1 || s === 0) continue;
    const factor = Math.sqrt((-2 * Math.log(s)) / s);
    found.push(a * factor, b * factor);
  }
  return found.slice(0, count);
}

/** Noise with a burst at 20 to 30 that changes its sign. */
const burst = (count: number): number[] => javaGaussians(1n, count).map((value, i) => (i >= 20 && i <= 30 ? value + i + (i % 2) * -2 * i : value));
const whole = { start: 0, end: Infinity };
const found = (points: readonly JudgedPoint[], from = 0): number[] => points.flatMap(({ anomalous }, i) => (anomalous ? [i + from] : []));
const range = (from: number, to: number, step = 1): number[] => Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

test('the JDK generator', () => {
  expect(javaGaussians(1n, 3)).toEqual([1.561581040188955, -0.6081826070068602, -1.0912278829447088]);
});

describe('batch normal', () => {
  const data = burst(50);
  test('only in the interval, with the band of what lies outside it', () => {
    const points = batchNormal(data, { start: 25, end: 50 }, { below: 1, above: 1 });
    expect(found(points, 25)).toEqual(range(25, 30));
    expect(points[0]!.lower).toBeCloseTo(-9.280850004177061, 12);
    expect(points[0]!.upper).toBeCloseTo(10.639954755150061, 12);
  });
  test('one side open', () => {
    const above = batchNormal(data, { start: 20, end: 31 }, { below: null, above: 1 });
    expect(found(above, 20)).toEqual(range(20, 30, 2));
    expect(above[0]!.lower).toBe(-Infinity);
    expect(above[0]!.upper).toBeCloseTo(0.7781496015857838, 12);
    const below = batchNormal(data, { start: 10, end: 30 }, { below: 1, above: null });
    expect(found(below, 10)).toEqual(range(21, 29, 2));
    expect(below[0]!.lower).toBeCloseTo(-5.063730045618394, 12);
  });
  test('values in the interval do not count', () => {
    const points = batchNormal([1, 1, 1, 1000, 500, 1], { start: 3, end: 5 });
    expect(points).toEqual([{ lower: 1, upper: 1, anomalous: true }, { lower: 1, upper: 1, anomalous: true }]);
  });
  test('nothing is said where nothing remains to compare with', () => {
    expect(batchNormal(data, { start: 0, end: 50 })).toEqual([]);
  });
});

describe('online normal', () => {
  const data = burst(51);
  test('all of them, with the bands', () => {
    const points = onlineNormal(data, whole, { deviations: { below: 3.5, above: 3.5 }, ignoredStart: 0.2 });
    expect(found(points)).toEqual(range(20, 30));
    const bands = [[-14.868489924421404, 14.255383455388895], [-13.6338479733374, 13.02074150430489], [-16.71733585267535, 16.104229383642842], [-17.346915620547467, 16.733809151514958], [-17.496117397890874, 16.883010928858365], [-17.90391150851199, 17.29080503947948], [-17.028892797350824, 16.415786328318315], [-17.720100310354653, 17.106993841322144], [-18.23663168508628, 17.62352521605377], [-19.32641622778204, 18.71330975874953], [-18.96540323993527, 18.35229677090276]] as const;
    for (const [i, [lower, upper]] of bands.entries()) {
      expect(points[20 + i]!.lower).toBeCloseTo(lower, 11);
      expect(points[20 + i]!.upper).toBeCloseTo(upper, 11);
    }
  });
  test('only in the interval', () => {
    const points = onlineNormal(data, { start: 25, end: 31 }, { deviations: { below: 1.5, above: 1.5 }, ignoredStart: 0.2 });
    expect(found(points)).toEqual(range(25, 30));
    expect(points[25]!.lower).toBeCloseTo(-15.630116599125694, 11);
    expect(points[30]!.upper).toBeCloseTo(15.899275835271913, 11);
  });
  test('one side open', () => {
    expect(found(onlineNormal(data, whole, { deviations: { below: null, above: 1.5 } }))).toEqual(range(20, 30, 2));
    const below = onlineNormal(data, whole, { deviations: { below: 1.5, above: null } });
    expect(found(below)).toEqual(range(21, 29, 2));
    expect(below[29]!.lower).toBeCloseTo(-12.097995027317015, 11);
  });
  test('an anomaly is kept out of the mean, or not', () => {
    const values = [1, 1, 1, 2, 1, 1, 1];
    const deviations = { below: 1.5, above: 1.5 };
    const out = onlineNormal(values, whole, { deviations, ignoredStart: 0.2 }).at(-1)!;
    expect([out.lower, out.upper]).toEqual([1, 1]);
    const kept = onlineNormal(values, whole, { deviations, ignoredStart: 0.2, ignoreAnomalies: false }).at(-1)!;
    expect((kept.lower + kept.upper) / 2).toBeCloseTo(8 / 7, 12);
    expect(onlineNormal([], whole)).toEqual([]);
  });
});

describe('change', () => {
  const jagged = (low: (i: number) => number): number[] => range(0, 50).map((i) => (i < 20 || i > 30 ? 1 : i % 2 === 0 ? i : low(i)));
  test('absolute', () => {
    const data = jagged((i) => -i);
    expect(found(absoluteChange(data, whole, { least: -2, most: 2, order: 1 }), 1)).toEqual(range(20, 31));
    expect(found(absoluteChange(data, { start: 25, end: 50 }, { least: -2, most: 2, order: 1 }), 25)).toEqual(range(25, 31));
    expect(found(absoluteChange(data, whole, { least: -Infinity, most: 1, order: 1 }), 1)).toEqual(range(20, 30, 2));
    expect(found(absoluteChange(data, whole, { least: -1, most: Infinity, order: 1 }), 1)).toEqual(range(21, 31, 2));
  });
  test('relative', () => {
    const data = jagged(() => 1);
    expect(found(relativeChange(data, whole, { least: 0.5, most: 2, order: 1 }), 1)).toEqual(range(20, 31));
    expect(found(relativeChange(data, { start: 25, end: 50 }, { least: 0.5, most: 2, order: 1 }), 25)).toEqual(range(25, 31));
    expect(found(relativeChange(data, whole, { least: -Infinity, most: 1, order: 1 }), 1)).toEqual(range(20, 30, 2));
    expect(relativeChange([4, 6], whole, { least: 0.5, most: 2, order: 1 })).toEqual([{ lower: 2, upper: 8, anomalous: false }]);
  });
  test('higher orders keep their indices', () => {
    const data = [0, 1, 3, 6, 18, 72];
    expect(found(absoluteChange(data, whole, { least: -Infinity, most: 8, order: 2 }), 2)).toEqual([4, 5]);
    expect(found(relativeChange(data, whole, { least: -Infinity, most: 8, order: 2 }), 2)).toEqual([2, 5]);
    expect(found(relativeChange(data, { start: 5, end: 6 }, { least: -Infinity, most: 8, order: 2 }), 5)).toEqual([5]);
    expect(found(absoluteChange([1, -1, 4, -7], whole, { least: -2, most: 2, order: 0 }))).toEqual([2, 3]);
  });
});

test('simple threshold', () => {
  const data = [-1, 2, 3, 0.5];
  expect(found(simpleThreshold(data, whole, { lower: -Infinity, upper: 1 }))).toEqual([1, 2]);
  expect(found(simpleThreshold(data, whole, { lower: -0.5, upper: 1 }))).toEqual([0, 1, 2]);
});

describe('Holt-Winters', () => {
  const noise = javaGaussians(42n, 14);
  const week = [1, 1, 1.2, 1.3, 1.5, 2.1, 1.9];
  const twoWeeks = [...week, ...week].map((value, i) => value + noise[i]!);
  test('less than two cycles says nothing', () => {
    expect(holtWinters([1, 2, 3], whole, 7)).toEqual([]);
    expect(holtWinters([...twoWeeks, 1], { start: 13, end: 15 }, 7)).toEqual([]);
  });
  test('two weeks of noise: the same value is none, zero is one', () => {
    expect(found(holtWinters([...twoWeeks, twoWeeks[0]!], { start: 14, end: 15 }, 7), 14)).toEqual([]);
    expect(found(holtWinters([...twoWeeks, 0], { start: 14, end: Infinity }, 7), 14)).toEqual([14]);
    expect(found(holtWinters([...twoWeeks, ...twoWeeks], { start: 26, end: Infinity }, 7), 26)).toEqual([]);
  });
  test('constant and exact series', () => {
    expect(found(holtWinters(range(0, 20).map(() => 1), { start: 14, end: Infinity }, 7))).toEqual([]);
    expect(found(holtWinters([...range(0, 19).map(() => 1), 0], { start: 14, end: Infinity }, 7), 14)).toEqual([20]);
    expect(found(holtWinters(range(0, 47), { start: 36, end: Infinity }, 7))).toEqual([]);
    expect(found(holtWinters(range(0, 47).map((t) => Math.sin((2 * Math.PI * t) / 7) + t), { start: 36, end: Infinity }, 7))).toEqual([]);
  });
  test('a season that stops', () => {
    const train = [0, 1, 1, 1, 1, 1, 1];
    expect(found(holtWinters([...train, ...train, 1, 1, 1, 1, 1, 1, 1], { start: 14, end: 21 }, 7), 14)).toEqual([14]);
  });
  test('months with a yearly season', () => {
    // Pounds of milk per cow, and cars sold in Quebec: four years each, of the Time Series Data Library.
    const milk = [589, 561, 640, 656, 727, 697, 640, 599, 568, 577, 553, 582, 600, 566, 653, 673, 742, 716, 660, 617, 583, 587, 565, 598, 628, 618, 688, 705, 770, 736, 678, 639, 604, 611, 594, 634, 658, 622, 709, 722, 782, 756, 702, 653, 615, 621, 602, 635];
    const cars = [6550, 8728, 12026, 14395, 14587, 13791, 9498, 8251, 7049, 9545, 9364, 8456, 7237, 9374, 11837, 13784, 15926, 13821, 11143, 7975, 7610, 10015, 12759, 8816, 10677, 10947, 15200, 17010, 20900, 16205, 12143, 8997, 5568, 11474, 12256, 10583, 10862, 10965, 14405, 20379, 20128, 17816, 12268, 8642, 7962, 13932, 15936, 12628];
    expect(found(holtWinters(milk, { start: 36, end: 48 }, 12))).toHaveLength(7);
    expect(found(holtWinters(cars, { start: 36, end: 48 }, 12))).toHaveLength(3);
  });
});
