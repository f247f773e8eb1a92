import { expect, it } from 'vitest';
import type { Profile } from '@shared/areas/quality';
import { checkForAlert } from '../../../../../../src/renderer/features/quality/alerts/alertChecks';

const profile: Profile = {
  snapshotId: 's', rows: 100, duplicateRows: 3, alerts: [], associations: [], associationRows: 100, nearDuplicates: [], pricesAbove: [{ price: 'price', reference: 'retail_price', rows: 4 }],
  columns: [
    { name: 'price', type: 'decimal', rows: 100, nulls: 0, distinct: 60, zeros: 0, negatives: 0, min: 1, max: 90, mean: 5, sd: 2, quantiles: null, histogram: null, topValues: [], lengths: null, skewness: 7, infinite: 0, variants: 0, imbalance: null, uniformity: null },
    { name: 'size', type: 'category', rows: 100, nulls: 7, distinct: 2, zeros: null, negatives: null, min: 'M', max: 'S', mean: null, sd: null, quantiles: null, histogram: null, topValues: [{ value: 'S', count: 60 }, { value: 'M', count: 33 }], lengths: null, skewness: null, infinite: null, variants: 0, imbalance: null, uniformity: null },
  ],
};
const alert = (code: string, column: string | null = 'size') => ({ code, column, severity: 'warning' as const, message: '' });

it('an alert leads to the check that would have told it', () => {
  expect(checkForAlert(alert('missing'), profile)).toMatchObject({ check: 'not-null', column: 'size', mostly: 0.93, severity: 'warning' });
  expect(checkForAlert(alert('variants'), profile)).toMatchObject({ check: 'one-of', args: { values: ['S', 'M'] } });
  expect(checkForAlert(alert('duplicate-rows', null), profile)).toMatchObject({ check: 'distinct-rows' });
  expect(checkForAlert(alert('price-above', 'price'), profile)).toMatchObject({ check: 'pair-greater', columns: ['retail_price', 'price'], args: { orEqual: true } });
  expect(checkForAlert(alert('skewed', 'price'), profile)).toMatchObject({ check: 'range', args: { min: 1, max: 90 } });
  expect(checkForAlert(alert('stepped-target'), profile)).toBeNull();
});
