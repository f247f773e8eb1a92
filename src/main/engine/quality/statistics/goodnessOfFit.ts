/** Pearson's chi-square of a column's values against the weights of a partition. Follows expect_column_chisquare_test_p_value_to_be_greater_than of Great Expectations 0.13. */
import { chiSquareSurvival, sum } from '../../math';
import { alignCounts } from './alignedCounts';
import type { CategoricalPartition } from './partition';
import { totalCount, type ValueCount } from './valueCounts';

export interface GoodnessOfFit {
  /** 0 where a value turned up that has no weight; NaN without values. */
  readonly pValue: number;
  readonly observed: CategoricalPartition;
  readonly expected: CategoricalPartition;
}

export function chiSquareFit(counts: readonly ValueCount[], partition: CategoricalPartition, tailHoldout: number): GoodnessOfFit {
  const { values, observed, expected } = alignCounts(counts, partition, tailHoldout);
  const rows = totalCount(counts);
  const statistic = observed.reduce((total, count, i) => total + (count - expected[i]! * rows) ** 2 / (expected[i]! * rows), 0);
  const allExpected = sum(expected);
  return {
    pValue: Number.isNaN(statistic) ? NaN : chiSquareSurvival(statistic, values.length - 1),
    observed: { values, weights: observed.map((count) => count / rows) },
    expected: { values, weights: expected.map((weight) => weight / allExpected) },
  };
}
