/** Identifiers that repeat, rows that are nearly the same, and pairs that name a row. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { findRepeats } from '@engine/training';
import { numbers, tableOf, texts } from '../tables';

/** 200 products of 40 sellers; every fifth product stands twice, the second time with another banner. */
function listings() {
  const random = createRandom(4);
  const rows = Array.from({ length: 200 }, (_, product) => ({ product: `p${product}`, seller: `s${product % 40}`, banner: 'no', facts: Array.from({ length: 9 }, () => random.integer(500)), units: random.integer(900) }));
  const all = rows.flatMap((row, i) => (i % 5 === 0 ? [row, { ...row, banner: 'yes' }] : [row]));
  return tableOf([
    numbers('units', all.map(({ units }) => units)),
    texts('product', all.map(({ product }) => product), 'id'),
    texts('seller', all.map(({ seller }) => seller), 'id'),
    texts('banner', all.map(({ banner }) => banner)),
    ...Array.from({ length: 9 }, (_, fact) => numbers(`fact ${fact}`, all.map(({ facts }) => facts[fact]!))),
  ]);
}

describe('what repeats', () => {
  it('is counted, compared and placed inside what holds it', () => {
    const { keys, nearDuplicates, pair } = findRepeats({ table: listings(), target: 'units', keys: ['product', 'seller'] });
    const [product, seller] = keys;
    expect(product).toMatchObject({ column: 'product', distinct: 200, repeats: 40, sameTarget: 1, within: ['seller'] });
    expect(product?.alike).toBeCloseTo(10 / 11, 9);
    expect(seller).toMatchObject({ column: 'seller', distinct: 40, repeats: 200, within: [] });
    expect(seller?.alike).toBeLessThan(0.5);
    expect(nearDuplicates).toEqual({ rows: 40, identical: 0, differIn: ['banner'] });
    expect(pair).toBeNull();
  });

  it('a table without repeats has nothing to say', () => {
    const random = createRandom(5);
    const honest = tableOf([numbers('units', Array.from({ length: 300 }, () => random.next())), ...Array.from({ length: 10 }, (_, i) => numbers(`x${i}`, Array.from({ length: 300 }, () => random.integer(i < 5 ? 3 : 300))))]);
    expect(findRepeats({ table: honest, target: 'units', keys: [] })).toMatchObject({ keys: [], nearDuplicates: { rows: 0 }, pair: null });
  });

  it('a panel is named by article and week', () => {
    const weeks = Array.from({ length: 120 }, (_, row) => Date.UTC(2026, 0, 5 + 7 * (row % 12)));
    const panel = tableOf([numbers('units', weeks.map((_, i) => i)), texts('article', weeks.map((_, i) => `a${Math.floor(i / 12)}`), 'id'), numbers('week', weeks, 'date')]);
    expect(findRepeats({ table: panel, target: 'units', keys: ['article'] }).pair).toEqual(['article', 'week']);
  });
});
