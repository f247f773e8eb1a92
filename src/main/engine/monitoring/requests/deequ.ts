/** Measures of deequ (Distance.scala, 2.0): L-infinity plain and robust, chi-square with small cells regrouped, PSI over given buckets. */
import { EngineError } from '@shared/contract/errors';
import { chiSquareSurvival } from '../../math';

export type CountTable = ReadonlyMap<string, number>;

/** Without alpha deequ uses this constant in place of c(alpha). */
const defaultCAlpha = 1.8;

/** Largest difference of two values' shares. */
export function largestShareDifference(sample: CountTable, baseline: CountTable): number {
  const [n, m] = [totalOf(sample), totalOf(baseline)];
  return Math.max(0, ...[...new Set([...sample.keys(), ...baseline.keys()])].map((key) => Math.abs((sample.get(key) ?? 0) / n - (baseline.get(key) ?? 0) / m)));
}

/** The difference beyond what two samples of these sizes show by chance (Knuth, TAOCP 2, 3.3.1, (15)). */
export function robust(difference: number, n: number, m: number, alpha: number | undefined): number {
  const c = alpha === undefined ? defaultCAlpha : Math.sqrt(-Math.log(alpha / 2) / 2);
  return Math.max(0, difference - c * Math.sqrt((n + m) / (n * m)));
}

/** sup |F - G| of two lists of numbers. */
export function largestRankDifference(sample: readonly number[], baseline: readonly number[]): number {
  const below = (list: readonly number[], value: number): number => list.filter((each) => each <= value).length / list.length;
  return Math.max(0, ...[...sample, ...baseline].map((value) => Math.abs(below(sample, value) - below(baseline, value))));
}

export function bucketPsi(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) throw new EngineError('invalid-input', `Both samples need the same number of buckets, not ${actual.length} and ${expected.length}.`);
  const [all, allExpected] = [actual.reduce((a, b) => a + b, 0), expected.reduce((a, b) => a + b, 0)];
  return actual.reduce((total, count, i) => total + (count / all - expected[i]! / allExpected) * Math.log(count / all / (expected[i]! / allExpected)), 0);
}

export interface RegroupingThresholds {
  /** Tables of more than two values: at most `shareYates` of them may be expected less often than `yates`. */
  readonly yates: number;
  readonly shareYates: number;
  /** Tables of two values: both must be expected at least so often (Cochran 1952). */
  readonly cochran: number;
}

export const defaultRegrouping: RegroupingThresholds = { yates: 5, shareYates: 0.2, cochran: 10 };

/** Pearson's test after the rarest values were merged; null below two values. */
export function regroupedChiSquare(sample: CountTable, baseline: CountTable, thresholds: RegroupingThresholds): { readonly statistic: number; readonly pValue: number } | null {
  const known = [...sample].reduce((total, [key, count]) => total + (baseline.has(key) ? count : 0), 0);
  const all = totalOf(baseline);
  const observed = new Map(sample);
  const expected = new Map([...baseline].map(([key, count]) => [key, (count / all) * known]));
  while (expected.size >= 2 && isTooThin(expected, thresholds)) mergeRarest(observed, expected);
  if (expected.size < 2) return null;
  const keys = [...expected.keys()];
  // The test scales the expected counts to what was observed of these values.
  const scale = keys.reduce((total, key) => total + (observed.get(key) ?? 0), 0) / totalOf(expected);
  const statistic = keys.reduce((total, key) => {
    const wanted = (expected.get(key) ?? 0) * scale;
    return total + ((observed.get(key) ?? 0) - wanted) ** 2 / wanted;
  }, 0);
  return { statistic, pValue: chiSquareSurvival(statistic, keys.length - 1) };
}

function isTooThin(expected: CountTable, { yates, shareYates, cochran }: RegroupingThresholds): boolean {
  const pair = expected.size === 2;
  const thin = [...expected.values()].filter((count) => count < (pair ? cochran : yates)).length;
  return thin > (pair ? 0 : Math.trunc(shareYates * expected.size));
}

function mergeRarest(observed: Map<string, number>, expected: Map<string, number>): void {
  const rarest = takeLeast(expected);
  const seen = observed.get(rarest.key) ?? 0;
  expected.delete(rarest.key);
  observed.delete(rarest.key);
  const next = takeLeast(expected);
  expected.set(next.key, next.count + rarest.count);
  observed.set(next.key, seen + (observed.get(next.key) ?? 0));
}

function takeLeast(counts: CountTable): { readonly key: string; readonly count: number } {
  let least = { key: '', count: Infinity };
  for (const [key, count] of counts) if (count < least.count) least = { key, count };
  return least;
}

function totalOf(counts: CountTable): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
