import { expect, test } from 'vitest';
import type { z } from 'zod';
import { pageRequestSchema } from '@shared/areas/datasets';
import { openDatasets } from './openDatasets';

type PageOptions = Partial<z.input<typeof pageRequestSchema>>;

const header = 'name,price,day,flag';
const rows: [string, string, string, string][] = Array.from({ length: 1000 }, (_, i) => [i % 10 === 0 ? '' : `Item ${i % 7}`, String((i * 37) % 101), `2025-01-${String((i % 28) + 1).padStart(2, '0')}`, i % 3 === 0 ? 'true' : 'false']);

async function openPage() {
  const open = openDatasets();
  const snapshot = await open.stored([header, ...rows.map((row) => row.join(','))].join('\n'));
  const page = (options: PageOptions) => open.datasets.handlers['datasets.page'](pageRequestSchema.parse({ snapshotId: snapshot.id, offset: 0, limit: 1000, ...options }), open.context);
  /** Row numbers that plain JavaScript finds. */
  const expected = (keep: (row: (typeof rows)[number], number: number) => boolean): number[] => rows.flatMap((row, i) => (keep(row, i + 1) ? [i + 1] : []));
  return { page, expected, open, snapshot };
}

test('without order and filter, a page is a range of the file', async () => {
  const { page } = await openPage();
  const found = await page({ offset: 990, limit: 20 });
  expect(found.total).toBe(1000);
  expect(found.rowNumbers).toEqual([991, 992, 993, 994, 995, 996, 997, 998, 999, 1000]);
  expect(found.rows[0]).toEqual([null, (990 * 37) % 101, '2025-01-11', true]);
  expect((await page({ offset: 1000 })).rows).toEqual([]);
});

test('pages of a sorted table join to the whole, ties in file order, missing last', async () => {
  const { page } = await openPage();
  for (const descending of [false, true]) {
    const numbers: number[] = [];
    for (let offset = 0; offset < 1000; offset += 170) numbers.push(...(await page({ offset, limit: 170, sort: [{ column: 'name', descending }, { column: 'price', descending: true }] })).rowNumbers);
    const byHand = rows
      .map((row, i) => ({ name: row[0], price: Number(row[1]), number: i + 1 }))
      .sort((a, b) => Number(a.name === '') - Number(b.name === '') || (descending ? -1 : 1) * (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || b.price - a.price || a.number - b.number)
      .map(({ number }) => number);
    expect(numbers).toEqual(byHand);
  }
});

test('each filter keeps exactly its rows', async () => {
  const { page, expected } = await openPage();
  const cases: [PageOptions['filters'], ReturnType<typeof expected>][] = [
    [[{ column: 'name', operator: 'contains', value: 'ITEM 3' }], expected(([name]) => name === 'Item 3')],
    [[{ column: 'name', operator: 'equals', value: 'Item 3' }], expected(([name]) => name === 'Item 3')],
    [[{ column: 'name', operator: 'not-equals', value: 'Item 3' }], expected(([name]) => name !== 'Item 3')],
    [[{ column: 'name', operator: 'empty' }], expected(([name]) => name === '')],
    [[{ column: 'name', operator: 'not-empty' }], expected(([name]) => name !== '')],
    [[{ column: 'name', operator: 'one-of', values: ['Item 1', 'Item 2', null] }], expected(([name]) => ['Item 1', 'Item 2', ''].includes(name))],
    [[{ column: 'name', operator: 'one-of', values: [] }], []],
    [[{ column: 'price', operator: 'less', value: 10 }], expected(([, price]) => Number(price) < 10)],
    [[{ column: 'price', operator: 'less-or-equal', value: '10' }], expected(([, price]) => Number(price) <= 10)],
    [[{ column: 'price', operator: 'greater', value: 9.5 }, { column: 'price', operator: 'less', value: 11 }], expected(([, price]) => Number(price) === 10)],
    [[{ column: 'day', operator: 'greater-or-equal', value: '2025-01-27' }], expected(([, , day]) => day >= '2025-01-27')],
    [[{ column: 'day', operator: 'equals', value: '2025-01-27' }], expected(([, , day]) => day === '2025-01-27')],
    [[{ column: 'flag', operator: 'equals', value: true }], expected(([, , , flag]) => flag === 'true')],
    [[{ column: 'flag', operator: 'contains', value: 'als' }], expected(([, , , flag]) => flag === 'false')],
  ];
  for (const [filters, numbers] of cases) {
    const found = await page({ filters });
    expect(found.rowNumbers, JSON.stringify(filters)).toEqual(numbers);
    expect(found.total).toBe(numbers.length);
  }
});

test('search looks into every column, as text', async () => {
  const { page, expected } = await openPage();
  // Numbers, dates and flags are looked at only where they can hold the text; parts of each are found all the same.
  for (const search of ['item 4', '2025-01-09', '100', '5-01', '-', 'RUE', 'fals', 'e', '7', "o'brien", '%']) {
    const wanted = search.toLowerCase();
    expect((await page({ search })).rowNumbers, search).toEqual(expected((row) => row.some((cell) => cell.toLowerCase().includes(wanted))));
  }
});

test('a column that is not there and a value of another form are refused', async () => {
  const { page } = await openPage();
  await expect(page({ sort: [{ column: 'nothing' }] })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(page({ filters: [{ column: 'price', operator: 'less', value: 'cheap' }] })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(page({ filters: [{ column: 'day', operator: 'less', value: 'soon' }] })).rejects.toMatchObject({ code: 'invalid-input' });
});

test('columns come as typed arrays in shared memory', async () => {
  const { open, snapshot } = await openPage();
  const { rows: count, columns } = await open.datasets.readColumns(snapshot.id, ['day', 'name', 'flag', 'price']);
  expect(count).toBe(1000);
  expect(columns.map(({ name, kind }) => [name, kind])).toEqual([['day', 'number'], ['name', 'text'], ['flag', 'number'], ['price', 'number']]);
  const [day, name, flag, price] = columns;
  if (day?.kind !== 'number' || name?.kind !== 'text' || flag?.kind !== 'number' || price?.kind !== 'number') throw new Error('other kinds');
  expect(day.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(day.values[27]).toBe(Date.UTC(2025, 0, 28));
  expect([...name.codes].map((code) => (code === -1 ? '' : name.levels[code]))).toEqual(rows.map(([text]) => text));
  expect([...flag.values]).toEqual(rows.map((row) => (row[3] === 'true' ? 1 : 0)));
  expect([...price.values]).toEqual(rows.map((row) => Number(row[1])));
});

test('many rows give the same columns as few', async () => {
  const open = openDatasets();
  const { id } = await open.stored(['n,text', ...Array.from({ length: 30_000 }, (_, i) => `${i % 9 === 0 ? '' : i},${i % 5 === 0 ? '' : `word ${(i * 31) % 77}`}`)].join('\n'));
  const [n, text] = (await open.datasets.readColumns(id)).columns;
  if (n?.kind !== 'number' || text?.kind !== 'text') throw new Error('other kinds');
  expect(text.levels).toHaveLength(77);
  for (let i = 0; i < 30_000; i++) {
    expect(n.values[i]).toBe(i % 9 === 0 ? Number.NaN : i);
    expect(text.levels[text.codes[i] ?? -1] ?? '').toBe(i % 5 === 0 ? '' : `word ${(i * 31) % 77}`);
  }
  expect(text.levels.slice(0, 2)).toEqual(['word 31', 'word 62']);
});
