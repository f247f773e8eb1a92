/** Quantiles against numpy 2.4.6 (percentile) and pandas 3.1.1 (quantile), which agree here. */
import { expect, test } from 'vitest';
import { quantilePosition, type Interpolation } from '@engine/quality/statistics/interpolatedQuantile';

function quantile(values: readonly number[], share: number, interpolation: Interpolation): number {
  const { low, high, weight } = quantilePosition(values.length, share, interpolation);
  return values[low]! + weight * (values[high]! - values[low]!);
}

test.each<[Interpolation, number[]]>([
  ['linear', [1, 1.5, 3, 6, 12, 24, 32]],
  ['lower', [1, 1, 2, 4, 8, 16, 32]],
  ['higher', [1, 2, 4, 8, 16, 32, 32]],
  ['midpoint', [1, 1.5, 3, 6, 12, 24, 32]],
  ['nearest', [1, 1, 4, 4, 16, 16, 32]],
])('%s', (interpolation, expected) => expect([0, 0.1, 0.3, 0.5, 0.7, 0.9, 1].map((share) => quantile([1, 2, 4, 8, 16, 32], share, interpolation))).toEqual(expected));

test('half way goes to the even position', () => expect([0.125, 0.375, 0.625, 0.875].map((share) => quantile([1, 2, 4, 8, 16], share, 'nearest'))).toEqual([1, 4, 4, 16]));
