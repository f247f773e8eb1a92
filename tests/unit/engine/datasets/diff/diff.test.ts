/** The rules of the difference of two versions, each on a table small enough to check by eye. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { comparable, compareColumns } from '@engine/datasets/diff/comparedColumns';
import { snapshotTable } from '@engine/datasets/snapshotTable';
import { literal } from '@engine/storage/tableSession';
import { openDiff, told } from './openDiff';

const shop = 'sku,colour,price,units\nA-1,red,1.50,10\nA-2,blue,2.00,20\nA-3,red,3.25,30\nA-4,green,4.00,40\n';

describe('rows by key', () => {
  test('changed, added and removed rows, with the cells of both sides and their lines', async () => {
    const { version, diff, rows } = openDiff();
    const before = await version(shop);
    const after = await version('sku,colour,price,units\nA-1,red,1.75,10\nA-3,red,3.25,30\nA-4,grey,4.00,41\nA-5,red,5.00,50\n');
    const found = await diff(before, after, ['sku']);
    expect([found.added, found.removed, found.changed, found.unchanged, found.changedCells]).toEqual([1, 1, 2, 1, 3]);
    const page = await rows(before, after, ['sku']);
    expect(told(page)).toEqual(['changed 1 1 price', 'removed 2 -', 'changed 4 3 colour units', 'added - 4']);
    expect(page.rows[2]).toMatchObject({ before: { row: 4, line: 5 }, after: { row: 3, line: 4 }, beforeCells: ['A-4', 'green', 4, 40], afterCells: ['A-4', 'grey', 4, 41] });
    expect(page.rows[1]).toMatchObject({ after: null, beforeCells: ['A-2', 'blue', 2, 20], afterCells: [null, null, null, null] });
    expect(found.sentences[0]).toBe('2 rows changed, 1 was added and 1 was removed.');
    expect(found.distributions.map(({ column, changedCells }) => [column, changedCells])).toEqual([['sku', 0], ['colour', 1], ['price', 1], ['units', 1]]);
  });

  test('rows inserted, removed or in another order are no changes', async () => {
    const { version, diff } = openDiff();
    const before = await version(shop);
    const after = await version('sku,colour,price,units\nA-4,green,4.00,40\nA-9,red,9.00,90\nA-1,red,1.50,10\nA-3,red,3.25,30\n');
    expect(await diff(before, after, ['sku'])).toMatchObject({ added: 1, removed: 1, changed: 0, changedCells: 0 });
  });

  test('a version against itself is empty, and says so', async () => {
    const { version, diff, rows } = openDiff();
    const same = await version(shop);
    const found = await diff(same, same);
    expect(found).toMatchObject({ added: 0, removed: 0, changed: 0, unchanged: 4, columns: { added: [], removed: [], renamed: [], retyped: [], roles: [], reordered: false } });
    expect(found.sentences).toEqual(['Both versions hold the same data.']);
    expect(found.distributions.every(({ distance, strength }) => distance === 0 && strength === 'none')).toBe(true);
    expect((await rows(same, same)).total).toBe(0);
  });

  test('values are compared, not their text, and an empty cell is a missing one', async () => {
    const { version, diff, rows } = openDiff();
    const before = await version('sku,price,note\nA-1,1.50,x\nA-2,-0.0,\nA-3,,y\nA-4,7.5,z\n');
    const after = await version('sku,price,note\nA-1,1.5,x\nA-2,0,""\nA-3,0,y\nA-4,7.5,\n');
    expect(told(await rows(before, after, ['sku']))).toEqual(['changed 3 3 price', 'changed 4 4 note']);
    const [price, note] = (await diff(before, after, ['sku'])).distributions.slice(1);
    expect([price?.before.missing, price?.after.missing, note?.before.missing, note?.after.missing]).toEqual([1, 0, 1, 2]);
  });

  test('NaN is NaN, -0 is 0, an empty text is missing, and the next number is another one', async () => {
    const { version, tables, folder } = openDiff();
    const stored = await version('sku,price\nA-1,1.5\n');
    const sides = ['before', 'after'] as const;
    const values = { before: `('nan'::double, ''), (-0.0, 'a'), (0.30000000000000004::double, null)`, after: `('nan'::double, null), (0.0, 'a'), (0.3, 'b')` };
    const made = await Promise.all(sides.map(async (side) => {
      const path = join(folder, `${side}.parquet`);
      await tables.rows(`copy (select row_number() over () as row, 1 as line, d as c0, t as c1 from (values ${values[side]}) v(d, t)) to ${literal(path)} (format parquet)`);
      const columns = [{ ...stored.columns[1]!, name: 'd', digest: side }, { ...stored.columns[0]!, name: 't', digest: side }];
      return { snapshot: { ...stored, rows: 3, columns }, table: snapshotTable(path, 3, columns, [false, false]) };
    }));
    const { shared } = compareColumns(made[0]!, made[1]!);
    const differs = shared.map((column) => `hash(${comparable(column, 'before', 'b.')}) <> hash(${comparable(column, 'after', 'a.')}), ${comparable(column, 'before', 'b.')} is distinct from ${comparable(column, 'after', 'a.')}`);
    const { rows } = await tables.rows(`select ${differs.join(', ')} from ${made[0]!.table.source} b join ${made[1]!.table.source} a using (row) order by row`);
    expect(rows).toEqual([[false, false, false, false], [false, false, false, false], [true, true, true, true]]);
  });

  test('a key of two columns, and one whose cells are missing', async () => {
    const { version, rows } = openDiff();
    const before = await version('store,week,units\nN,1,10\nN,2,11\nS,1,12\n,1,13\n');
    const after = await version('store,week,units\nS,1,12\nN,1,15\n,1,14\nN,3,16\n');
    expect(told(await rows(before, after, ['store', 'week']))).toEqual(['changed 1 2 units', 'removed 2 -', 'changed 4 3 units', 'added - 4']);
  });
});

describe('rows that a key does not tell apart', () => {
  test('repeated keys are counted, and their rows compared as whole rows', async () => {
    const { version, diff, rows } = openDiff();
    const before = await version('sku,price\nA-1,1\nA-1,1\nA-1,2\nA-2,5\nA-3,6\n');
    const after = await version('sku,price\nA-1,1\nA-1,3\nA-2,5\nA-3,7\n');
    const found = await diff(before, after, ['sku']);
    expect(found.key.repeated).toEqual({ before: { keys: 1, rows: 3 }, after: { keys: 1, rows: 2 } });
    expect([found.added, found.removed, found.changed]).toEqual([1, 2, 1]);
    expect(told(await rows(before, after, ['sku']))).toEqual(['added - 2', 'removed 2 -', 'removed 3 -', 'changed 5 4 price']);
    expect(found.sentences).toContain('In the earlier version 1 value of the key stands more than once, in 3 rows; these are compared as whole rows.');
  });

  test('repeated keys in the same order, where only another column moved', async () => {
    const { version, diff } = openDiff();
    const before = await version('sku,size,price\nA-1,S,1\nA-1,M,2\nA-2,L,3\n');
    const after = await version('sku,size,price\nA-1,S,2\nA-1,M,1\nA-2,L,3\n');
    // The prices are the same pair, but they belong to other sizes now.
    expect(await diff(before, after, ['sku'])).toMatchObject({ added: 2, removed: 2, changed: 0 });
  });

  test('without a key rows are a multiset, and no row counts as changed', async () => {
    const { version, diff, rows } = openDiff();
    const before = await version('colour,size\nred,S\nred,S\nblue,M\nred,L\n');
    const after = await version('colour,size\nblue,M\nred,S\nred,XL\n');
    const found = await diff(before, after);
    expect(found.key).toMatchObject({ columns: [], origin: 'none' });
    expect([found.added, found.removed, found.changed, found.changedCells]).toEqual([1, 2, null, null]);
    expect(told(await rows(before, after))).toEqual(['removed 2 -', 'added - 3', 'removed 4 -']);
    expect(found.sentences).toContain('Without a key rows are compared as whole rows: a row with a changed cell counts as removed and added.');
  });
});

describe('the key that is proposed', () => {
  const propose = async (before: string, after: string): Promise<readonly string[]> => {
    const { version, diff } = openDiff();
    return (await diff(await version(before), await version(after))).key.columns;
  };
  const numbered = (header: string, row: (i: number) => string, from = 0): string => `${header}\n${Array.from({ length: 60 }, (_, i) => row(i + from)).join('\n')}\n`;

  test('an id that is unique in both goes before another unique column', async () => {
    const row = (i: number): string => `${1000 + i},P-${i}-x,${i % 7}`;
    expect(await propose(numbered('page,product_id,units', row), numbered('page,product_id,units', row, 3))).toEqual(['product_id']);
  });

  test('a unique column, but no measure that is unique by chance', async () => {
    expect(await propose(numbered('price,page', (i) => `${i}.25,${i}`), numbered('price,page', (i) => `${i}.5,${i}`))).toEqual(['page']);
    expect(await propose(numbered('price,colour', (i) => `${i}.25,red`), numbered('price,colour', (i) => `${i}.5,red`))).toEqual([]);
  });

  test('the smallest pair, where no column is enough', async () => {
    const row = (i: number): string => `S${i % 6},${Math.floor(i / 6)},${i % 5}`;
    expect(await propose(numbered('store,week,units', row), numbered('store,week,units', (i) => row(59 - i)))).toEqual(expect.arrayContaining(['store', 'week']));
  });

  test('what is unique in one version only is no key', async () => {
    expect(await propose('sku,units\nA-1,1\nA-2,1\n', 'sku,units\nA-1,1\nA-1,1\n')).toEqual([]);
  });
});

describe('columns', () => {
  test('added, removed and moved columns are said and change no row', async () => {
    const { version, diff } = openDiff();
    const found = await diff(await version('sku,price,stock\nA-1,1,5\nA-2,2,6\n'), await version('price,sku,label\n1,A-1,x\n2,A-2,y\n'), ['sku']);
    expect(found.columns).toMatchObject({ added: ['label'], removed: ['stock'], renamed: [], reordered: true });
    expect([found.added, found.removed, found.changed]).toEqual([0, 0, 0]);
    expect(found.sentences[0]).toBe('All 2 rows are the same.');
  });

  test('the same values under another name are a renamed column', async () => {
    const { version, diff } = openDiff();
    const found = await diff(await version('sku,price\nA-1,1\nA-2,2\n'), await version('sku,cost\nA-1,1\nA-2,2\n'), ['sku']);
    expect(found.columns).toMatchObject({ added: [], removed: [], renamed: [{ before: 'price', after: 'cost' }] });
    expect([found.added, found.removed, found.changed]).toEqual([0, 0, 0]);
  });

  test('a whole number that became a decimal is compared as a number', async () => {
    const { version, diff, rows } = openDiff();
    const [before, after] = [await version('sku,price\nA-1,1\nA-2,2\n'), await version('sku,price\nA-1,1.0\nA-2,2.5\n')];
    expect((await diff(before, after, ['sku'])).columns.retyped).toEqual([{ column: 'price', before: 'integer', after: 'decimal' }]);
    expect(told(await rows(before, after, ['sku']))).toEqual(['changed 2 2 price']);
  });

  test('a number column that fell to text differs only where its cells do', async () => {
    const { version, diff, rows } = openDiff();
    const [before, after] = [await version('sku,price\nA-1,1.50\nA-2,2.00\nA-3,3\n'), await version('sku,price\nA-1,1.50\nA-2,2.00\nA-3,on request\n')];
    const found = await diff(before, after, ['sku']);
    expect(found.distributions[1]).toMatchObject({ compared: 'text', type: { before: 'decimal' }, changedCells: 1 });
    expect(told(await rows(before, after, ['sku']))).toEqual(['changed 3 3 price']);
  });

  test('a role that was set for the whole dataset is no difference of its versions', async () => {
    const { version, diff, datasets, context } = openDiff();
    const [before, after] = [await version('sku,price\nA-1,1\nA-2,2\n'), await version('sku,price\nA-1,1\nA-2,3\n')];
    await datasets.handlers['datasets.setColumns']({ datasetId: after.datasetId, columns: [{ name: 'price', role: 'target' }] }, context);
    expect((await diff(before, after)).columns.roles).toEqual([]);
  });
});

describe('pages', () => {
  test('by kind, by column, and a part of them', async () => {
    const { version, rows } = openDiff();
    const before = await version(shop);
    const after = await version('sku,colour,price,units\nA-1,red,1.75,10\nA-3,rose,3.25,31\nA-4,grey,4.00,40\nA-5,red,5.00,50\n');
    expect(told(await rows(before, after, ['sku'], { kinds: ['added', 'removed'] }))).toEqual(['removed 2 -', 'added - 4']);
    expect(told(await rows(before, after, ['sku'], { column: 'colour' }))).toEqual(['changed 3 2 colour units', 'changed 4 3 colour']);
    const part = await rows(before, after, ['sku'], { offset: 2, limit: 2 });
    expect([part.total, told(part)]).toEqual([5, ['removed 2 -', 'changed 4 3 colour']]);
    expect(await rows(before, after, ['sku'], { kinds: [] })).toMatchObject({ total: 0, rows: [] });
  });

  test('more columns than one word of bits holds', async () => {
    const { version, rows } = openDiff();
    const names = Array.from({ length: 130 }, (_, i) => `m${i}`);
    const csv = (value: (i: number) => number): string => `sku,${names.join(',')}\nA-1,${names.map((_, i) => value(i)).join(',')}\nA-2,${names.map((_, i) => i).join(',')}\n`;
    const [before, after] = [await version(csv((i) => i)), await version(csv((i) => ([0, 60, 61, 62, 123, 124, 129].includes(i) ? i + 1000 : i)))];
    expect(told(await rows(before, after, ['sku']))).toEqual(['changed 1 1 m0 m60 m61 m62 m123 m124 m129']);
    expect((await rows(before, after, ['sku'], { column: 'm124' })).total).toBe(1);
    expect((await rows(before, after, ['sku'], { column: 'm125' })).total).toBe(0);
  });
});

test('what cannot be asked is refused with the reason', async () => {
  const { version, diff, rows } = openDiff();
  const before = await version('sku,price,stock\nA-1,1,5\nA-2,2,6\n');
  const after = await version('sku,price\nA-1,1\nA-2,3\n');
  await expect(diff(before, after, ['ean'])).rejects.toThrow('Neither version has a column "ean", so it cannot be the key. Columns of both are "sku", "price".');
  await expect(diff(before, after, ['stock'])).rejects.toThrow('"stock" is a column of shop@1 only; shop@2 has none of that name');
  await expect(diff(before, after, ['sku', 'sku'])).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(rows(before, after, ['sku'], { column: 'stock' })).rejects.toThrow('"stock" is a column of one version only');
  await expect(rows(before, after, ['sku'], { column: 'ean' })).rejects.toThrow('Neither version has a column "ean"');
  await expect(diff(before, { ...after, id: 'gone' })).rejects.toMatchObject({ code: 'not-found' });
});

test('a comparison that is cancelled leaves nothing behind, and the same question is answered afterwards', async () => {
  const { version, diff, datasets, context, folder } = openDiff();
  const [before, after] = [await version(shop), await version(shop.replace('1.50', '1.60'))];
  const abort = new AbortController();
  const asked = { beforeId: before.id, afterId: after.id };
  const cancelled = datasets.handlers['datasets.diff'](asked, { ...context, signal: abort.signal, report: ({ fraction }) => fraction > 0 && abort.abort() });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(join(folder, 'tmp')).filter((name) => name.endsWith('.differences.parquet'))).toEqual([]);
  expect(await diff(before, after)).toMatchObject({ changed: 1 });
});

test('only the comparisons looked at last are kept', async () => {
  const { version, diff, rows, folder } = openDiff();
  const first = await version(shop);
  for (let i = 0; i < 6; i++) await diff(first, await version(shop.replace('1.50', `1.6${i}`)));
  await expect.poll(() => readdirSync(join(folder, 'tmp')).filter((name) => name.endsWith('.differences.parquet')).length).toBe(4);
  expect((await rows(first, await version(shop.replace('1.50', '1.60')))).total).toBe(1);
});
