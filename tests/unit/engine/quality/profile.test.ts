import { expect, test } from 'vitest';
import { histogramEdges } from '@engine/quality/profile/histogram';
import { openDatasets } from '../datasets/openDatasets';

test('figures of a column match NumPy 2.4.6', async () => {
  const open = openDatasets();
  const values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, -2, 0, '', 8.5];
  const { id } = await open.stored(`x,row\n${values.map((value, i) => `${value},${i}`).join('\n')}\n`);
  const { columns } = await open.quality.profile(id, open.context.signal);
  const x = columns[0];
  // numpy.mean, std(ddof=1), quantile(linear) over the 14 values.
  expect(x).toMatchObject({ rows: 15, nulls: 1, distinct: 10, zeros: 1, negatives: 1, min: -2, max: 9, lengths: null });
  expect(x?.mean).toBeCloseTo(3.607142857142857, 12);
  expect(x?.sd).toBeCloseTo(3.1143499842143343, 12);
  for (const [i, expected] of [-1.74, -0.7, 1.25, 3.5, 5, 8.675, 8.935].entries()) expect(x?.quantiles?.[i]).toBeCloseTo(expected, 10);
  expect(x?.topValues.slice(0, 3)).toEqual([{ value: '5', count: 3 }, { value: '1', count: 2 }, { value: '3', count: 2 }]);
  const { edges = [], counts = [] } = x?.histogram ?? {};
  expect(counts.reduce((a, b) => a + b, 0)).toBe(14);
  expect([edges.length - counts.length, edges[0], edges.at(-1)]).toEqual([1, -2, 9]);
  for (const [bar, count] of counts.entries()) {
    const low = edges[bar] ?? 0;
    const high = edges[bar + 1] ?? 0;
    expect(count).toBe(values.filter((value) => typeof value === 'number' && value >= low && (value < high || (bar === counts.length - 1 && value === high))).length);
  }
});

test('edges rise and hold both ends', () => {
  expect(histogramEdges(1, 4, true)).toEqual([0.5, 1.5, 2.5, 3.5, 4.5]);
  expect(histogramEdges(2, 2, false)).toEqual([1.5, 2.5]);
  const edges = histogramEdges(-5, 12.5, false);
  expect([edges.length, edges[0], edges.at(-1)]).toEqual([31, -5, 12.5]);
});

test('dates, text and truth values have their own figures', async () => {
  const open = openDatasets();
  const { id } = await open.stored('day,note,flag\n2025-01-31,ab,true\n2025-02-02,abcd,false\n,"",true\n');
  const { columns } = await open.quality.profile(id, open.context.signal);
  expect(columns.map(({ min, max, mean, lengths, topValues }) => ({ min, max, mean, lengths, topValues }))).toEqual([
    { min: '2025-01-31', max: '2025-02-02', mean: null, lengths: null, topValues: [{ value: '2025-01-31', count: 1 }, { value: '2025-02-02', count: 1 }] },
    { min: null, max: null, mean: null, lengths: { min: 2, max: 4, mean: 3 }, topValues: [{ value: 'ab', count: 1 }, { value: 'abcd', count: 1 }] },
    { min: null, max: null, mean: null, lengths: null, topValues: [{ value: 'true', count: 2 }, { value: 'false', count: 1 }] },
  ]);
  expect(columns[0]?.histogram?.edges[0]).toBe(Date.UTC(2025, 0, 31));
});

test('copies of rows are counted, and what stands out is said', async () => {
  const open = openDatasets();
  const rows = Array.from({ length: 100 }, (_, i) => `p${i % 90},${i % 20},EUR,${i % 10 === 0 ? '' : i % 4},${i < 97 ? 'white' : 'White '},${i % 90}`);
  const { id } = await open.stored(`product_id,units_sold,currency,stock,colour,same\n${rows.join('\n')}\n`, { columns: [{ name: 'product_id', type: 'id', role: 'id' }] });
  const profile = await open.quality.profile(id, open.context.signal);
  const { alerts, duplicateRows } = profile;
  expect(duplicateRows).toBe(rows.length - new Set(rows).size);
  expect(alerts.map(({ code, column }) => `${code} ${column ?? ''}`.trim())).toEqual(expect.arrayContaining(['repeated-ids product_id', 'stepped-target units_sold', 'constant currency', 'missing stock', 'variants colour']));
  expect(await open.quality.profile(id, open.context.signal)).toEqual(profile);
});

test('columns that follow each other are measured as scipy 1.17.1 measures them, Cramér’s V with the bias correction of Bergsma', async () => {
  const open = openDatasets();
  const rows = Array.from({ length: 60 }, (_, i) => {
    const k = (i * 7) % 13;
    return [k, k ** 2 + (i % 3), 'abcd'[k % 4], 'uvw'[((k % 4) + (i % 5 === 0 ? 1 : 0)) % 3]].join(',');
  });
  const { id } = await open.stored(`x,y,c,d\n${rows.join('\n')}\n`);
  const { associations, associationRows, columns } = await open.quality.profile(id, open.context.signal);
  const of = (a: string, b: string) => associations.find((each) => each.a === a && each.b === b);
  expect(associationRows).toBe(60);
  expect(of('x', 'y')).toMatchObject({ method: 'spearman' });
  expect(of('x', 'y')?.value).toBeCloseTo(0.9962395451161127, 12);
  expect(of('c', 'd')?.value).toBeCloseTo(0.6780874680531035, 12);
  // scipy.stats.entropy(counts, base=2) and chisquare(counts).
  expect(columns[2]?.imbalance).toBeCloseTo(0.004617675132249088, 12);
  expect(columns[2]?.uniformity).toBeCloseTo(0.8494670333918255, 12);
});

test('alerts follow the roles that columns have now', async () => {
  const open = openDatasets();
  const rows = Array.from({ length: 80 }, (_, i) => `${i % 40},${(i % 40) * 2 + 1},${i % 5 === 0 ? 9 : 5},${(i * 37) % 80}`);
  const { id, datasetId } = await open.stored(`units_sold,echo,price,retail_price\n${rows.join('\n')}\n`, { columns: [{ name: 'units_sold', role: 'target' }, { name: 'echo', role: 'feature' }] });
  const codes = async () => (await open.quality.profile(id, open.context.signal)).alerts.map(({ code, column }) => `${code} ${column ?? ''}`.trim());
  expect(await codes()).toEqual(expect.arrayContaining(['tells-target echo', 'price-above price']));
  await open.datasets.handlers['datasets.setColumns']({ datasetId, columns: [{ name: 'echo', role: 'ignore' }] }, open.context);
  expect(await codes()).not.toContain('tells-target echo');
});
