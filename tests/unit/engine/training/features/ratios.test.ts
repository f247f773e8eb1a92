import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { encodeFeatures, featureSources, fitFeaturePlan } from '@engine/training/features/featurePlan';
import { featureNames } from '@engine/training/features/featureNames';
import { proposeRatios } from '@engine/training/features/proposeRatios';
import { nameWords } from '@engine/training/features/words';
import type { TrainingColumn } from '@engine/training';
import { numbers, range, tableOf, texts } from '../tables';

const random = createRandom(5);
const draw = (low: number, high: number, rows = 60): number[] => Array.from({ length: rows }, () => low + random.next() * (high - low));
const whole = (low: number, high: number): number[] => draw(low, high).map(Math.round);

function proposed(columns: readonly TrainingColumn[]): string[] {
  const table = tableOf(columns);
  return proposeRatios(table, columns.map(({ name }) => name), range(0, table.rows)).map(({ column, by, form }) => `${form}: ${column.name} / ${by.name}`);
}

describe('ratios', () => {
  it('reads the words of a name', () => {
    expect(['compPrice', 'comp_price', 'Comp price', 'COMP-PRICE'].map(nameWords)).toEqual(Array(4).fill(['comp', 'price']));
  });

  it('proposes a discount where a price has a reference, and a charge as a share of the price', () => {
    expect(proposed([numbers('price', draw(5, 20)), numbers('retail_price', draw(5, 60)), numbers('shipping_option_price', draw(1, 5))])).toEqual(['discount: price / retail_price', 'share: shipping_option_price / price']);
    expect(proposed([numbers('CompPrice', draw(90, 160)), numbers('Price', draw(50, 190)), numbers('Income', draw(20, 100))])).toEqual(['discount: Price / CompPrice']);
  });

  it('proposes none for prices of another scale, for negative numbers, dates and texts', () => {
    expect(proposed([numbers('price', draw(5, 20)), numbers('retail_price', draw(5000, 60_000))])).toEqual([]);
    expect(proposed([numbers('price', draw(-5, 20)), numbers('retail_price', draw(5, 60))])).toEqual([]);
    expect(proposed([numbers('price', draw(5, 20)), numbers('list_price_date', draw(5, 60), 'date'), texts('retail_price', draw(5, 60).map(String))])).toEqual([]);
  });

  it('takes counts as shares of the nearest count they never exceed', () => {
    const five = whole(0, 50);
    const four = whole(0, 30);
    const count = five.map((value, i) => value + four[i]! + 1);
    const shop = count.map((value) => value + 100);
    expect(proposed([numbers('rating_five_count', five, 'integer'), numbers('rating_four_count', four, 'integer'), numbers('rating_count', count, 'integer'), numbers('merchant_rating_count', shop, 'integer'), numbers('visits', count, 'integer')])).toEqual([
      'share: rating_five_count / rating_count',
      'share: rating_four_count / rating_count',
      'share: rating_count / merchant_rating_count',
    ]);
  });

  it('decides on the training rows alone', () => {
    const price = numbers('price', [...draw(5, 20, 40), ...draw(-9, -1, 20)]);
    const columns = [price, numbers('retail_price', draw(5, 60))];
    expect(proposeRatios(tableOf(columns), ['price', 'retail_price'], range(0, 40))).toHaveLength(1);
    expect(proposeRatios(tableOf(columns), ['price', 'retail_price'], range(0, 60))).toHaveLength(0);
  });

  it.each(['tree', 'linear'] as const)('%s view: a zero divisor or a missing cell gives no ratio', (view) => {
    const columns = [numbers('price', [10, 5, NaN, 8, 30, 6]), numbers('retail_price', [20, 5, 10, 0, 15, 8])];
    const table = tableOf(columns);
    const { plan, features } = fitFeaturePlan({ table, rows: range(0, 6), target: new Float64Array(6), groups: null, columns: ['price', 'retail_price'], view, seed: 1 });
    const expected = [0.5, 0, NaN, NaN, -1, 0.25].map((value) => (Number.isNaN(value) && view === 'linear' ? 0.125 : value));
    expect([...features.at(-1)!]).toEqual(expected);
    expect([...encodeFeatures(plan, table, range(0, 6)).at(-1)!]).toEqual(expected);
    expect(featureNames(plan).at(-1)).toMatchObject({ name: '1 - price / retail_price', columns: ['price', 'retail_price'] });
    expect(featureSources(plan).at(-1)).toEqual(['price', 'retail_price']);
  });
});
