/** One-sample Kolmogorov-Smirnov test of numbers against a distribution with given parameters. Follows scipy 1.17.1 (kstest, two-sided, exact distribution of D). */
import { kolmogorovSurvival } from '../../math';
import { cumulative, type DistributionName } from './continuousDistribution';
import { totalCount, type ValueCount } from './valueCounts';

export interface DistributionFit {
  /** Largest distance between the two distribution functions. */
  readonly statistic: number;
  /** NaN without values. */
  readonly pValue: number;
}

/** `counts` in ascending order of value. */
export function distributionFit(counts: readonly ValueCount<number>[], name: DistributionName, parameters: readonly number[]): DistributionFit {
  return fitTo(counts, (value) => cumulative(name, parameters, value));
}

/** The same against any distribution function. */
export function fitTo(counts: readonly ValueCount<number>[], expectedBelow: (value: number) => number): DistributionFit {
  const rows = totalCount(counts);
  if (rows === 0) return { statistic: NaN, pValue: NaN };
  let statistic = 0;
  let seen = 0;
  for (const { value, count } of counts) {
    const expected = expectedBelow(value);
    statistic = Math.max(statistic, expected - seen / rows, (seen + count) / rows - expected);
    seen += count;
  }
  return { statistic, pValue: kolmogorovSurvival(rows, statistic) };
}
