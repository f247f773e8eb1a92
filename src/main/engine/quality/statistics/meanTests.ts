/** Tests of means after Student and Welch, from counts, means and sample variances. Checked against scipy 1.17.1 (ttest_1samp, ttest_ind). */
import { studentTCumulative, studentTTwoSided } from '../../math';

export interface SampleMoments {
  readonly count: number;
  readonly mean: number;
  /** Divisor count - 1. */
  readonly variance: number;
}

export interface MeanTest {
  readonly statistic: number;
  readonly degrees: number;
}

export function oneSampleTest({ count, mean, variance }: SampleMoments, expected: number): MeanTest {
  return { statistic: (mean - expected) / Math.sqrt(variance / count), degrees: count - 1 };
}

export function twoSampleTest(first: SampleMoments, second: SampleMoments, equalVariance: boolean): MeanTest {
  const difference = first.mean - second.mean;
  if (equalVariance) {
    const degrees = first.count + second.count - 2;
    const pooled = ((first.count - 1) * first.variance + (second.count - 1) * second.variance) / degrees;
    return { statistic: difference / Math.sqrt(pooled * (1 / first.count + 1 / second.count)), degrees };
  }
  const [a, b] = [first.variance / first.count, second.variance / second.count];
  return { statistic: difference / Math.sqrt(a + b), degrees: (a + b) ** 2 / (a ** 2 / (first.count - 1) + b ** 2 / (second.count - 1)) };
}

export type Relationship = 'greater_than' | 'less_than' | 'not_equal' | 'equal';

/** P-value against the alternative; `equal` and `not_equal` look at both sides. NaN where the samples are too small. */
export function pValueOf({ statistic, degrees }: MeanTest, relationship: Relationship): number {
  if (Number.isNaN(statistic) || !(degrees > 0)) return NaN;
  if (relationship === 'greater_than') return studentTCumulative(-statistic, degrees);
  if (relationship === 'less_than') return studentTCumulative(statistic, degrees);
  return studentTTwoSided(statistic, degrees);
}
