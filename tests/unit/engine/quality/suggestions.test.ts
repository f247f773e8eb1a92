import { expect, test } from 'vitest';
import { allHeld, nextIsKnown, shareAtLeast } from '@engine/quality/inference/confidence';
import { openDatasets, type OpenDatasets } from '../datasets/openDatasets';

test.each([
  // scipy 1.17.1: binomtest(n, n).proportion_ci(.90, 'exact').low is the one-sided 95 % bound.
  ['all of 60 held', allHeld(60), 0.951296],
  ['all of 1,573 held', allHeld(1573), 0.998097],
  ['nothing seen', allHeld(0), 0],
  // statsmodels 0.15: proportion_confint(51, 60, method='wilson')[0]
  ['51 of 60 held', shareAtLeast(51, 60), 0.738854],
  ['none of ten held', shareAtLeast(0, 10), 0],
  ['five of a hundred seen once', nextIsKnown(5, 100), 0.95],
])('%s', (_, found, expected) => expect(found).toBeCloseTo(expected, 4));

async function suggested(open: OpenDatasets, snapshotId: string) {
  return open.quality.handlers['quality.suggestions']({ snapshotId }, open.context);
}

const shop = (rows: number, change: (cells: string[], i: number) => string[] = (cells) => cells): string =>
  ['sku,day,price,retail_price,size', ...Array.from({ length: rows }, (_, i) => change([`S${i % 10}`, `2025-01-${String(1 + Math.floor(i / 10)).padStart(2, '0')}`, String(5 + (i % 40)), String(6 + (i % 40)), ['S', 'M', 'L'][i % 3] ?? ''], i).join(','))].join('\n');

test('the first version has nothing to be tried on', async () => {
  const open = openDatasets();
  const { id } = await open.stored(shop(200));
  const found = await suggested(open, id);
  expect(found.length).toBeGreaterThan(6);
  expect(found.every(({ backtest, rule, check }) => backtest === null && rule !== '' && (check.evidence ?? '') !== '')).toBe(true);
  expect(found.find(({ check }) => check.check === 'range' && check.column === 'price')).toMatchObject({ check: { evidence: '0 of 200 are negative; seen from 5 to 44' }, confidence: allHeld(200) });
});

test('one price above another is suggested where nearly every row has it so', async () => {
  const open = openDatasets();
  const { id } = await open.stored(shop(200, (cells, i) => (i === 7 ? [...cells.slice(0, 2), '300', ...cells.slice(3)] : cells)));
  const pair = (await suggested(open, id)).filter(({ check }) => check.check === 'pair-greater');
  expect(pair.map(({ check }) => [check.columns, check.mostly, check.evidence])).toEqual([[['retail_price', 'price'], 0.97, 'so in 199 of 200 rows']]);
});

test('suggestions are tried on earlier versions', async () => {
  const open = openDatasets();
  await open.stored(shop(190, (cells, i) => (i === 3 ? [...cells.slice(0, 4), 'XXL'] : cells)));
  await open.stored(shop(200, (cells, i) => (i === 3 ? [...cells.slice(0, 4), ''] : cells)));
  const { id } = await open.stored(shop(210));
  const found = await suggested(open, id);
  const of = (kind: string, column?: string) => found.find(({ check }) => check.check === kind && check.column === column)?.backtest;
  expect(of('one-of', 'size')).toEqual({ versions: 2, failed: 1 });
  expect(of('not-null', 'size')).toEqual({ versions: 2, failed: 1 });
  expect(of('not-null', 'price')).toEqual({ versions: 2, failed: 0 });
  expect(found.some(({ check }) => check.check === 'volume')).toBe(true);
});

test('a set with rare values is suggested by its frequent ones', async () => {
  const open = openDatasets();
  const sizes = [...Array.from({ length: 120 }, (_, i) => ['S', 'M', 'L', 'XL', 'XS', 'XXL', '2XL', '3XL'][i % 8] ?? ''), 'odd', 'even'];
  const { id } = await open.stored(`size,n\n${sizes.map((size, i) => `${size},${i}`).join('\n')}\n`);
  const set = (await suggested(open, id)).find(({ check }) => check.check === 'one-of');
  expect(set?.check).toMatchObject({ args: { values: ['2XL', '3XL', 'L', 'M', 'S', 'XL', 'XS', 'XXL'] }, mostly: 0.94, severity: 'info' });
});
