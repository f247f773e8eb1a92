/** What moved in a column: figures by hand, bins that both versions share, the distance, and the words. */
import { expect, test } from 'vitest';
import type { ColumnDifference } from '@shared/areas/diff';
import { periodEdges } from '@engine/datasets/diff/binEdges';
import { openDiff } from './openDiff';

async function columnOf(before: readonly string[], after: readonly string[]): Promise<ColumnDifference> {
  const { version, diff } = openDiff();
  const csv = (cells: readonly string[]): string => `sku,cell\n${cells.map((cell, i) => `S-${i},${cell}`).join('\n')}\n`;
  const found = (await diff(await version(csv(before)), await version(csv(after)), ['sku'])).distributions[1];
  if (!found) throw new Error('no column');
  return found;
}

const total = (column: ColumnDifference, side: 'before' | 'after'): number => column.bins.reduce((sum, bin) => sum + bin[side], 0);

test('numbers: mean, sd and quartiles of both sides, missing cells apart', async () => {
  const found = await columnOf(['1.5', '2.5', '3.5', '4.5', ''], ['1.5', '2.5', '3.5', '8.5', '5.5']);
  expect(found.before).toEqual({ rows: 5, missing: 1, distinct: 4, mean: 3, sd: Math.sqrt(5 / 3), min: 1.5, lowerQuartile: 2.25, median: 3, upperQuartile: 3.75, max: 4.5 });
  expect(found.after).toMatchObject({ missing: 0, mean: 4.3, median: 3.5, max: 8.5 });
  expect(found.sentences.slice(0, 4)).toEqual(['Mean rose from 3.00 to 4.30', 'Median rose from 3.00 to 3.50', 'Values reach from 1.5 to 8.5, before from 1.5 to 4.5', 'Missing cells fell from 20.0 % to 0.0 % (1 to 0)']);
  expect(found.bins.map(({ label }) => label)).toEqual(['1.5', '2.5', '3.5', '4.5', '5.5', '8.5', '']);
  // Shares .2 .2 .2 .2 0 0 .2 against .2 .2 .2 0 .2 .2 0: two fifths moved, so the divergence is .4 of ln 2.
  expect(found.distance).toBeCloseTo(Math.sqrt(0.4), 12);
  expect(found.strength).toBe('strong');
});

test('many numbers are counted in common bins that hold every row', async () => {
  const cells = (shift: number): string[] => Array.from({ length: 400 }, (_, i) => (shift + Math.sin(i) * 10 + i / 7).toFixed(3));
  const found = await columnOf([...cells(0), '5000'], [...cells(3), '5000']);
  expect(found.bins).toHaveLength(24);
  expect([total(found, 'before'), total(found, 'after')].map((sum) => sum.toFixed(9))).toEqual(['1.000000000', '1.000000000']);
  expect(found.bins.every(({ from, to }, i) => from! < to! && (i === 0 || from === found.bins[i - 1]!.to))).toBe(true);
  // One far value stands in the last bin and does not flatten the others.
  expect(found.bins[22]!.to!).toBeLessThan(100);
  expect(found.distance).toBeGreaterThan(0);
});

test('more numbers than are counted one by one get the same figures', async () => {
  const { version, diff } = openDiff();
  const csv = (rows: number, shift: number): string => `sku,x\n${Array.from({ length: rows }, (_, i) => `S-${i},${(shift + i / 8).toFixed(3)}`).join('\n')}\n`;
  const found = (await diff(await version(csv(20_500, 0)), await version(csv(20_500, 2))))?.distributions[1];
  expect(found?.before).toMatchObject({ distinct: 20_500, mean: 1281.1875, min: 0, max: 2562.375, median: 1281.1875, lowerQuartile: 640.59375, upperQuartile: 1921.78125 });
  expect(found?.after.mean).toBeCloseTo(1283.1875, 9);
  expect(found?.bins.reduce((sum, bin) => sum + bin.before * 20_500, 0)).toBeCloseTo(20_500, 6);
});

test('values: shares by name, what is new and what is gone', async () => {
  const found = await columnOf(['red', 'red', 'blue', 'green', 'blue'], ['red', 'red', 'red', 'teal', 'blue']);
  expect(found.drawn).toBe('values');
  expect(found.bins.map(({ label, before, after }) => [label, before, after])).toEqual([['red', 0.4, 0.6], ['blue', 0.4, 0.2], ['green', 0.2, 0], ['teal', 0, 0.2]]);
  expect(found.sentences).toEqual(expect.arrayContaining(['A value is new: "teal"', 'A value is gone: "green"', '2 cells changed']));
  expect(found.sentences[2]).toMatch(/^"(red|blue)" (rose|fell) from 40\.0 % to [26]0\.0 % of rows$/);
  // Where less comes and goes than one value moves, that one is the finding.
  const moved = await columnOf(['red', 'red', 'red', 'red', 'blue', 'green'], ['red', 'blue', 'blue', 'blue', 'blue', 'teal']);
  expect(moved.sentences[0]).toMatch(/^"(red|blue)" (rose|fell)/);
});

test('many values: the rest together, and the distance still over all of them', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `colour ${i}`);
  const before = [...names, ...names];
  const after = [...names, ...names.map((name, i) => (i === 29 ? 'colour 28' : name))];
  const found = await columnOf(before, after);
  expect(found.bins.at(-1)).toMatchObject({ kind: 'rest', label: '' });
  expect([total(found, 'before'), total(found, 'after')].map((sum) => sum.toFixed(9))).toEqual(['1.000000000', '1.000000000']);
  expect(found.distance).toBeGreaterThan(0);
});

test('dates by period, texts by their length', async () => {
  const dates = await columnOf(['2026-01-05', '2026-02-10', '2026-03-15'], ['2026-01-05', '2026-02-10', '2026-04-15']);
  expect(dates).toMatchObject({ drawn: 'dates', before: { min: '2026-01-05', max: '2026-03-15' }, after: { max: '2026-04-15' } });
  const texts = await columnOf(Array.from({ length: 1200 }, (_, i) => `title no ${i} of this list`), Array.from({ length: 1200 }, (_, i) => `title no ${i} of this longer list`));
  expect(texts).toMatchObject({ drawn: 'lengths', changedCells: 1200 });
  expect(texts.sentences[0]).toBe('Mean length rose from 25.08 to 32.08 characters');
});

test('periods begin where people begin them', () => {
  const days = (from: string, to: string): string[] => periodEdges(Date.parse(from), Date.parse(to)).map((edge) => new Date(edge).toISOString().slice(0, 10));
  expect(days('2026-03-04', '2026-03-06')).toEqual(['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07']);
  expect(days('2026-01-07', '2026-03-20').slice(0, 2)).toEqual(['2026-01-05', '2026-01-12']);
  expect(days('2024-02-10', '2026-03-20').slice(0, 2)).toEqual(['2024-02-01', '2024-03-01']);
  expect(days('2020-05-10', '2026-03-20').slice(0, 2)).toEqual(['2020-04-01', '2020-07-01']);
  expect(days('2000-05-10', '2026-03-20').at(-1)).toBe('2027-01-01');
  expect(days('1700-05-10', '2026-03-20').length).toBeLessThan(41);
});
