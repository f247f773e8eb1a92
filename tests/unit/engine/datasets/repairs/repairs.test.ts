import { expect, test } from 'vitest';
import type { Snapshot } from '@shared/areas/datasets';
import { repairsSchema, type Repair } from '@shared/areas/repairs';
import { openDatasets, type OpenDatasets } from '../openDatasets';

const csv = ['sku,size,price,sold,day', 'a1,S,9.5,10,2025-01-31', 'a2,Size S,12,,2025-02-01', 'a3, M ,900,7,2025-02-02', 'a4,s,,3,', 'a5,M,4,5,2025-02-04', 'a6,XL,-3,1,2025-02-05', ''].join('\n');
const tooDear = { kind: 'quarantine', check: { check: 'range', column: 'price', args: { min: 0, max: 100 } } };
const spelled = { kind: 'merge', column: 'size', into: [{ value: 'S', spellings: ['Size S', 's'] }] };

function repairs(...given: unknown[]): Repair[] {
  return repairsSchema.parse(given);
}

async function repair(open: OpenDatasets, snapshot: Snapshot, ...given: unknown[]): Promise<Snapshot> {
  return (await open.datasets.repair(snapshot.id, repairs(...given), open.context)).snapshot;
}

async function values(open: OpenDatasets, snapshot: Snapshot): Promise<Record<string, unknown[]>> {
  const page = await open.datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: 0, limit: 1000, sort: [], filters: [] }, open.context);
  return Object.fromEntries(page.columns.map((column, i) => [column, page.rows.map((row) => row[i])]));
}

async function lines(open: OpenDatasets, snapshot: Snapshot): Promise<number[][]> {
  const table = await open.datasets.table(snapshot.id);
  const { rows } = await open.tables.rows(`select row, line from ${table.source} order by row`);
  return rows.map((row) => row.map(Number));
}

test('rows that fail a check are set aside: the rest is numbered anew and keeps its lines, the law of records holds, and they can be read', async () => {
  const open = openDatasets();
  const first = await open.stored(csv);
  const second = await repair(open, first, tooDear);
  expect(second).toMatchObject({ datasetId: first.datasetId, number: 2, rows: 4, sourceSha256: first.sourceSha256, records: { in: 6, stored: 4, quarantined: 2 } });
  expect(second.reading.repaired?.outcomes).toEqual([{ changed: 0, setAside: 2 }]);
  expect(second.warnings.map(({ code, count }) => [code, count])).toContainEqual(['set-aside-rows', 2]);
  expect((await values(open, second))['sku']).toEqual(['a1', 'a2', 'a4', 'a5']);
  expect(await lines(open, second)).toEqual([[1, 2], [2, 3], [3, 5], [4, 6]]);
  const aside = await open.datasets.setAsideRows(second.id);
  const { rows } = await open.tables.rows(`select row, line, aside, c0 from ${aside?.source ?? ''} order by row`);
  expect(rows).toEqual([[3, 4, 0, 'a3'], [6, 7, 0, 'a6']]);
  expect(second.columns.map(({ name, type, nulls, distinct }) => [name, type, nulls, distinct])).toEqual([['sku', first.columns[0]?.type, 0, 4], ['size', first.columns[1]?.type, 0, 4], ['price', 'decimal', 1, 3], ['sold', 'integer', 1, 3], ['day', 'date', 1, 3]]);
  expect(open.datasets.snapshot('shop').id).toBe(second.id);
});

const cells: readonly { readonly name: string; readonly given: unknown[]; readonly column: string; readonly becomes: unknown[]; readonly changed: number; readonly asRead: string[] }[] = [
  { name: 'replace', given: [{ kind: 'replace', column: 'price', from: 900, to: 9 }], column: 'price', becomes: [9.5, 12, 9, null, 4, -3], changed: 1, asRead: ['9.5', '12', '900', '', '4', '-3'] },
  { name: 'replace by missing', given: [{ kind: 'replace', column: 'day', from: '2025-02-04', to: null }], column: 'day', becomes: ['2025-01-31', '2025-02-01', '2025-02-02', null, null, '2025-02-05'], changed: 1, asRead: ['2025-01-31', '2025-02-01', '2025-02-02', '', '2025-02-04', '2025-02-05'] },
  { name: 'trim', given: [{ kind: 'trim', column: 'size' }], column: 'size', becomes: ['S', 'Size S', 'M', 's', 'M', 'XL'], changed: 1, asRead: ['S', 'Size S', ' M ', 's', 'M', 'XL'] },
  { name: 'trim in upper case', given: [{ kind: 'trim', column: 'size', case: 'upper' }], column: 'size', becomes: ['S', 'SIZE S', 'M', 'S', 'M', 'XL'], changed: 3, asRead: ['S', 'Size S', ' M ', 's', 'M', 'XL'] },
  { name: 'merge', given: [spelled], column: 'size', becomes: ['S', 'S', ' M ', 'S', 'M', 'XL'], changed: 2, asRead: ['S', 'Size S', ' M ', 's', 'M', 'XL'] },
  { name: 'fill', given: [{ kind: 'fill', column: 'price', value: 1 }], column: 'price', becomes: [9.5, 12, 900, 1, 4, -3], changed: 1, asRead: ['9.5', '12', '900', '', '4', '-3'] },
  { name: 'fill by the median', given: [{ kind: 'fill', column: 'price', statistic: 'median' }], column: 'price', becomes: [9.5, 12, 900, 9.5, 4, -3], changed: 1, asRead: ['9.5', '12', '900', '', '4', '-3'] },
  { name: 'fill by the mean of whole numbers', given: [{ kind: 'fill', column: 'sold', statistic: 'mean' }], column: 'sold', becomes: [10, 5, 7, 3, 5, 1], changed: 1, asRead: ['10', '', '7', '3', '5', '1'] },
  { name: 'fill by the most common day, the smallest of equals', given: [{ kind: 'fill', column: 'day', statistic: 'most-common' }], column: 'day', becomes: ['2025-01-31', '2025-02-01', '2025-02-02', '2025-01-31', '2025-02-04', '2025-02-05'], changed: 1, asRead: ['2025-01-31', '2025-02-01', '2025-02-02', '', '2025-02-04', '2025-02-05'] },
  { name: 'coerce', given: [{ kind: 'coerce', column: 'price', type: 'integer', misfits: 'missing' }], column: 'price', becomes: [null, 12, 900, null, 4, -3], changed: 5, asRead: ['9.5', '12', '900', '', '4', '-3'] },
  { name: 'coerce to text', given: [{ kind: 'coerce', column: 'price', type: 'text' }], column: 'price', becomes: ['9.5', '12', '900', null, '4', '-3'], changed: 5, asRead: ['9.5', '12', '900', '', '4', '-3'] },
  { name: 'clear', given: [{ kind: 'clear', check: { check: 'range', column: 'price', args: { min: 0, max: 100 } } }], column: 'price', becomes: [9.5, 12, null, null, 4, null], changed: 2, asRead: ['9.5', '12', '900', '', '4', '-3'] },
  { name: 'add a column', given: [{ kind: 'add-column', column: 'shop', type: 'category', value: 'north' }], column: 'shop', becomes: Array.from({ length: 6 }, () => 'north'), changed: 6, asRead: ['', '', '', '', '', ''] },
];

test.each(cells)('$name: the cells change, what was read can be shown, and the table is made again from its source', async ({ given, column, becomes, changed, asRead }) => {
  const open = openDatasets();
  const first = await open.stored(csv);
  const second = await repair(open, first, ...given);
  expect((await values(open, second))[column]).toEqual(becomes);
  expect(second.reading.repaired?.outcomes.map((outcome) => outcome.changed)).toEqual([changed]);
  const shown = await open.cells(second);
  const at = shown[0]?.indexOf(column) ?? -1;
  expect(shown.slice(1).map((row) => row[at])).toEqual(asRead);
  expect(second.columns.find(({ name }) => name === column)?.nulls).toBe(becomes.filter((value) => value === null).length);

  const stored = open.datasets.storedVersions().find(({ id }) => id === second.id);
  open.blobs.remove(stored?.tableSha256 ?? '');
  expect((await values(open, second))[column]).toEqual(becomes);
  open.blobs.remove(open.datasets.storedVersions().find(({ id }) => id === second.id)?.tableSha256 ?? '');
  expect(await open.datasets.handlers['datasets.verify']({ deep: true }, open.context)).toMatchObject({ ok: true, problems: [] });
});

test('columns are left out by name, or all but some are', async () => {
  const open = openDatasets();
  const first = await open.stored(csv);
  const dropped = await repair(open, first, { kind: 'drop-columns', columns: ['size', 'day'] });
  expect(dropped.columns.map(({ name }) => name)).toEqual(['sku', 'price', 'sold']);
  expect(dropped.columns[1]).toEqual(first.columns[2]);
  const kept = await repair(open, first, { kind: 'keep-columns', columns: ['sold', 'sku'] });
  expect(kept.columns.map(({ name }) => name)).toEqual(['sku', 'sold']);
  expect(await values(open, kept)).toEqual({ sku: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'], sold: [10, null, 7, 3, 5, 1] });
  for (const { tableSha256 } of open.datasets.storedVersions()) open.blobs.remove(tableSha256);
  expect(await open.datasets.handlers['datasets.verify']({ deep: true }, open.context)).toMatchObject({ ok: true });
});

test('repairs stand on each other: a later one sees what an earlier one did, and rows go by their numbers as read', async () => {
  const open = openDatasets();
  const first = await open.stored(csv);
  const allowed = { kind: 'quarantine', check: { check: 'one-of', column: 'size', args: { values: ['S', 'M'] } } };
  const second = await repair(open, first, tooDear, { kind: 'trim', column: 'size' }, spelled, allowed, { kind: 'fill', column: 'price', statistic: 'mean' });
  expect(await values(open, second)).toMatchObject({ sku: ['a1', 'a2', 'a4', 'a5'], size: ['S', 'S', 'S', 'M'], price: [9.5, 12, 8.5, 4] });
  const { rows } = await open.tables.rows(`select row, aside, c1 from ${(await open.datasets.setAsideRows(second.id))?.source ?? ''} order by row`);
  expect(rows).toEqual([[3, 0, ' M '], [6, 0, 'XL']]);
});

test('the same repairs give the same version: again, from another version, and at the import of the file', async () => {
  const open = openDatasets();
  const first = await open.stored(csv);
  const second = await repair(open, first, spelled);
  const third = await repair(open, second, spelled, tooDear);
  expect([second.number, third.number]).toEqual([2, 3]);
  expect((await open.datasets.repair(first.id, repairs(spelled, tooDear), open.context))).toMatchObject({ alreadyThere: true, snapshot: { id: third.id } });
  expect(await open.datasets.repair(third.id, repairs(spelled), open.context)).toMatchObject({ alreadyThere: true, snapshot: { id: second.id } });
  expect(open.datasets.snapshot('shop').id).toBe(second.id);

  const other = openDatasets();
  const imported = await other.importBytes(csv, { reading: { repairs: repairs(spelled, tooDear) } });
  expect(imported).toMatchObject({ verdict: 'warn', snapshot: { id: third.id, number: 1 }, records: { in: 6, stored: 4, quarantined: 2 } });
  expect(imported.snapshot).toMatchObject({ reading: third.reading, columns: third.columns });
});

test('without its repairs a version is the one that was read, also where that was never stored', async () => {
  const open = openDatasets();
  const repaired = await open.stored(csv, { reading: { repairs: repairs(spelled, tooDear, { kind: 'drop-columns', columns: ['day'] }) } });
  const { snapshot: plain } = await open.datasets.repair(repaired.id, [], open.context);
  const other = openDatasets();
  expect(plain).toMatchObject({ id: (await other.stored(csv)).id, number: 2, rows: 6, records: { in: 6, stored: 6, quarantined: 0 }, warnings: [] });
  expect(plain.reading.repairs).toBeUndefined();
  expect((await open.datasets.repair(plain.id, repairs(spelled, tooDear, { kind: 'drop-columns', columns: ['day'] }), open.context)).snapshot.id).toBe(repaired.id);
});

test('the next file of the shape is repaired by the recipe, as far as it has the columns', async () => {
  const open = openDatasets();
  const first = await open.stored(csv);
  await repair(open, first, spelled, tooDear);
  const next = await open.stored(csv.replace('a5,M', 'a5,Size S').replace('XL,-3', 'XL,3'), { fileName: 'next.csv', name: 'shop', recipe: { name: 'shop' } });
  expect(await values(open, next)).toMatchObject({ sku: ['a1', 'a2', 'a4', 'a5', 'a6'], size: ['S', 'S', 'S', 'S', 'XL'] });
  expect(next).toMatchObject({ number: 3, rows: 5, records: { quarantined: 1 } });

  const without = csv.split('\n').map((line) => line.split(',').filter((_, i) => i !== 2).join(',')).join('\n');
  const asked = await open.importBytes(without, { fileName: 'third.csv', name: 'shop', recipe: { name: 'shop' } });
  expect(asked).toMatchObject({ verdict: 'ask', questions: [{ code: 'recipe-misfit' }] });
  const used = await open.stored(without, { fileName: 'third.csv', name: 'shop', recipe: { name: 'shop' }, reading: { onAmbiguous: 'guess' } });
  expect(used.reading.repairs).toEqual(repairs(spelled));
  expect((await values(open, used))['size']).toEqual(['S', 'S', ' M ', 'S', 'M', 'XL']);

  await open.datasets.repair(first.id, [], open.context);
  const { recipe } = await open.datasets.handlers['datasets.recipe']({ name: 'shop' }, open.context);
  expect(recipe.reading).not.toHaveProperty('repairs');
});

const bad: readonly { readonly name: string; readonly given: unknown[]; readonly says: RegExp }[] = [
  { name: 'an unknown column', given: [{ kind: 'trim', column: 'colour' }], says: /no column "colour"/ },
  { name: 'a column that an earlier repair left out', given: [{ kind: 'drop-columns', columns: ['size'] }, { kind: 'trim', column: 'size' }], says: /no column "size"/ },
  { name: 'a check of an unknown column', given: [{ kind: 'quarantine', check: { check: 'range', column: 'cost', args: { min: 0 } } }], says: /no column "cost"/ },
  { name: 'an unknown check', given: [{ kind: 'quarantine', check: { check: 'rnage', column: 'price', args: { min: 0 } } }], says: /rnage/ },
  { name: 'a check of one figure', given: [{ kind: 'quarantine', check: { check: 'mean', column: 'price', args: { min: 0 } } }], says: /no rows to set aside/ },
  { name: 'all rows set aside', given: [{ kind: 'quarantine', check: { check: 'not-one-of', column: 'price', args: { values: [9.5, 12, 900, 4, -3] }, nulls: 'fail' } }], says: /No row would be left: all 6 rows/ },
  { name: 'a repair of all rows in steps', given: [tooDear, { kind: 'quarantine', check: { check: 'length', column: 'sku', args: { min: 5 } } }], says: /No row would be left/ },
  { name: 'no column left', given: [{ kind: 'drop-columns', columns: ['sku', 'size', 'price', 'sold', 'day'] }], says: /No column would be left/ },
  { name: 'spellings of numbers', given: [{ kind: 'merge', column: 'price', into: [{ value: '1', spellings: ['2'] }] }], says: /not text/ },
  { name: 'one spelling for two values', given: [{ kind: 'merge', column: 'size', into: [{ value: 'S', spellings: ['s'] }, { value: 'M', spellings: ['s'] }] }], says: /two different values/ },
  { name: 'a value of another type', given: [{ kind: 'fill', column: 'sold', value: 1.5 }], says: /cannot stand in "sold", which holds integer values/ },
  { name: 'a mean of text', given: [{ kind: 'fill', column: 'size', statistic: 'mean' }], says: /no mean/ },
  { name: 'cells that are no numbers', given: [{ kind: 'coerce', column: 'size', type: 'integer' }], says: /6 cells of "size" cannot be read as integer, such as "S"/ },
  { name: 'a check of several columns to clear', given: [{ kind: 'clear', check: { check: 'pair-equal', columns: ['sku', 'size'] } }], says: /looks at several columns/ },
];

test.each(bad)('$name: nothing is stored', async ({ given, says }) => {
  const open = openDatasets();
  const first = await open.stored(csv);
  const before = [open.blobs.list().map(({ sha256 }) => sha256).sort(), await open.datasets.handlers['datasets.recipes']({}, open.context)];
  await expect(repair(open, first, ...given)).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(says) as string });
  await expect(open.importBytes(csv, { name: 'other', reading: { repairs: repairs(...given) } })).rejects.toMatchObject({ code: 'invalid-input' });
  expect([open.blobs.list().map(({ sha256 }) => sha256).sort(), await open.datasets.handlers['datasets.recipes']({}, open.context)]).toEqual(before);
  expect(open.datasets.storedVersions()).toHaveLength(1);
});
