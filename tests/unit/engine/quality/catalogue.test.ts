import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { checkSchema, dataSchemaSchema } from '@shared/areas/qualitySchema';
import { openDatasets, type OpenDatasets } from '../datasets/openDatasets';

const csv = [
  'id,price,old,size,day,note,twin',
  'a1,1.5,2,S,2025-01-01,x,S',
  'a2,300,300,M,2025-01-02,,M',
  'a2,-4,1,L,2025-02-01,red,XL',
  ',1.5,,XXL,,y,XXL',
  'B4,,7,M,2026-01-01,red,M',
  'a1,1.5,2,S,2025-01-01,x,S',
].join('\n');

type Check = z.input<typeof checkSchema>;

async function outcome(open: OpenDatasets, snapshotId: string, check: Check) {
  return open.quality.handlers['quality.tryCheck']({ snapshotId, check: checkSchema.parse(check) }, open.context);
}

test.each<[string, Check, readonly number[]]>([
  ['null', { check: 'null', column: 'note' }, [1, 3, 4, 5, 6]],
  ['unique, all but the first', { check: 'unique', column: 'id', args: { report: 'exclude-first' } }, [3, 6]],
  ['unique, all but the last', { check: 'unique', column: 'id', args: { report: 'exclude-last' } }, [1, 2]],
  ['unique together', { check: 'unique-together', columns: ['size', 'day'] }, [1, 6]],
  ['different within the row', { check: 'different-within-row', columns: ['size', 'twin'] }, [1, 2, 4, 5, 6]],
  ['range, strict', { check: 'range', column: 'price', args: { min: -4, strictMin: true, max: 300, strictMax: true } }, [2, 3]],
  ['increasing', { check: 'increasing', column: 'day' }, [6]],
  ['increasing strictly', { check: 'increasing', column: 'old', args: { strictly: true } }, [3, 6]],
  ['decreasing', { check: 'decreasing', column: 'price' }, [2, 4]],
  ['equal', { check: 'equal', column: 'price', args: { value: 1.5 } }, [2, 3]],
  ['not equal', { check: 'not-equal', column: 'size', args: { value: 'M' } }, [2, 5]],
  ['none of', { check: 'not-one-of', column: 'price', args: { values: [300, '-4.0'] } }, [2, 3]],
  ['pattern from the start', { check: 'pattern', column: 'id', args: { pattern: 'a', where: 'start' } }, [5]],
  ['pattern anywhere', { check: 'pattern', column: 'size', args: { pattern: 'L', where: 'anywhere' } }, [1, 2, 5, 6]],
  ['not a pattern', { check: 'not-pattern', column: 'size', args: { pattern: 'X+L' } }, [4]],
  ['any of patterns', { check: 'patterns', column: 'id', args: { patterns: ['a1', 'B.'] } }, [2, 3]],
  ['all of patterns', { check: 'patterns', column: 'id', args: { patterns: ['a', '1'], match: 'all', where: 'anywhere' } }, [2, 3, 5]],
  ['none of patterns', { check: 'not-patterns', column: 'id', args: { patterns: ['1', 'B'], where: 'anywhere' } }, [1, 5, 6]],
  ['begins with', { check: 'starts-with', column: 'id', args: { text: 'a' } }, [5]],
  ['ends with', { check: 'ends-with', column: 'id', args: { text: '1' } }, [2, 3, 5]],
  ['length', { check: 'length', column: 'size', args: { min: 1, max: 2 } }, [4]],
  ['pair equal', { check: 'pair-equal', columns: ['size', 'twin'] }, [3]],
  ['pair greater', { check: 'pair-greater', columns: ['old', 'price'] }, [2]],
  ['pair greater or equal', { check: 'pair-greater', columns: ['old', 'price'], args: { orEqual: true } }, []],
  ['pair greater, missing cells looked at', { check: 'pair-greater', columns: ['old', 'price'], args: { orEqual: true, ignore: 'never' } }, [4, 5]],
  ['pairs in a set', { check: 'pairs-in-set', columns: ['size', 'price'], args: { pairs: [['S', 1.5], ['M', 300]], ignore: 'any' } }, [3, 4]],
  ['sum', { check: 'sum-equals', columns: ['price', 'old'], args: { total: 3.5 } }, [2, 3]],
  ['all equal', { check: 'all-equal', columns: ['size', 'twin'] }, [3]],
  ['distinct rows', { check: 'distinct-rows' }, [1, 6]],
  ['counts up by one', { check: 'sequential', column: 'old' }, [2, 3, 5, 6]],
  ['not cut off', { check: 'whole', column: 'price' }, []],
  ['ASCII', { check: 'ascii', column: 'note' }, []],
  ['usual length', { check: 'usual-length', column: 'size', args: { interval: 1, shortest: 1 } }, [4]],
  ['formula', { check: 'formula', args: { formula: 'price * 2 <= old + 1' } }, [2]],
  ['only rows a condition chooses', { check: 'range', column: 'price', args: { min: 0, max: 10 }, condition: { any: [{ column: 'size', operator: 'equal', value: 'L' }, { column: 'note', operator: 'missing' }] } }, [2, 3]],
  ['repeated among the chosen rows', { check: 'unique', column: 'id', condition: { column: 'size', operator: 'not-equal', value: 'L' } }, [1, 6]],
  ['missing cells may fail', { check: 'range', column: 'price', args: { min: -10 }, nulls: 'fail' }, [5]],
])('%s', async (_, check, failing) => {
  const open = openDatasets();
  const { id } = await open.stored(csv);
  const result = await outcome(open, id, check);
  expect(result.sample.map(({ row }) => row)).toEqual(failing);
  expect(result.failures).toBe(failing.length);
});

test.each<[string, Check, boolean, number | null]>([
  ['share of filled cells', { check: 'present-share', column: 'note', args: { min: 0.9 } }, false, 5 / 6],
  ['number of different values', { check: 'distinct-count', column: 'size', args: { min: 4, max: 4 } }, true, 4],
  ['share of different values', { check: 'distinct-share', column: 'id', args: { max: 0.5 } }, false, 0.6],
  ['no values beyond', { check: 'distinct-in-set', column: 'size', args: { values: ['S', 'M', 'L', 'XXL', 'XS'] } }, true, 4],
  ['exactly the values', { check: 'distinct-equals', column: 'size', args: { values: ['S', 'M', 'L', 'XXL', 'XS'] } }, false, 4],
  ['at least the values', { check: 'distinct-contains', column: 'price', args: { values: ['1.50', 300] } }, true, 3],
  ['most frequent, a tie', { check: 'most-common', column: 'size', args: { values: ['S'] } }, false, null],
  ['most frequent, a tie allowed', { check: 'most-common', column: 'size', args: { values: ['S'], ties: true } }, true, null],
  ['smallest', { check: 'smallest', column: 'price', args: { min: 0 } }, false, -4],
  ['largest', { check: 'largest', column: 'day', args: { max: '2026-01-01' } }, true, null],
  ['mean', { check: 'mean', column: 'price', args: { min: 60, max: 61 } }, true, 60.1],
  ['median', { check: 'median', column: 'price', args: { min: 2 } }, false, 1.5],
  ['sum', { check: 'sum', column: 'price', args: { max: 300.5, strictMax: true } }, false, 300.5],
  ['standard deviation', { check: 'standard-deviation', column: 'old', args: { min: 132, max: 134 } }, true, 132.8],
  ['mean of the chosen rows', { check: 'mean', column: 'price', args: { min: 0 }, condition: { column: 'price', operator: 'less', value: 100 } }, true, 0.125],
  ['rows', { check: 'row-count', args: { min: 6, max: 6 } }, true, 6],
  ['columns', { check: 'column-count', args: { max: 6 } }, false, 7],
  ['a column', { check: 'column-exists', args: { name: 'price', position: 2 } }, true, null],
  ['a column at another place', { check: 'column-exists', args: { name: 'price', position: 1 } }, false, null],
  ['columns, exactly', { check: 'columns-are', args: { columns: ['id', 'price'] } }, false, null],
  ['columns among others, in order', { check: 'columns-ordered', args: { columns: ['id', 'size'], others: true } }, true, null],
  ['columns, out of order', { check: 'columns-ordered', args: { columns: ['size', 'id'], others: true } }, false, null],
  ['first version', { check: 'volume' }, true, 6],
  ['fresh', { check: 'freshness', column: 'day', args: { within: 1 } }, false, null],
])('%s', async (_, check, success, figure) => {
  const open = openDatasets();
  const { id } = await open.stored(csv);
  const result = await outcome(open, id, check);
  expect(result.success).toBe(success);
  if (figure !== null) expect(result.figure).toBeCloseTo(figure, 1);
  expect(result.failures).toBe(0);
});

test('values of another dataset, its rows and its columns', async () => {
  const open = openDatasets();
  await open.stored('code,label\nS,small\nM,middle\n', { fileName: 'sizes.csv', name: 'sizes' });
  const { id } = await open.stored(csv);
  const within = await outcome(open, id, { check: 'in-other-table', columns: ['size'], args: { dataset: 'sizes', columns: ['code'] } });
  expect(within.sample.map(({ row, value }) => [row, value])).toEqual([[3, 'L'], [4, 'XXL']]);
  expect(await outcome(open, id, { check: 'same-row-count', args: { dataset: 'sizes' } })).toMatchObject({ success: false, observed: '6 rows here, 2 there' });
  expect(await outcome(open, id, { check: 'same-columns', args: { dataset: 'sizes' } })).toMatchObject({ success: false });
  await expect(outcome(open, id, { check: 'same-columns', args: { dataset: 'gone' } })).rejects.toMatchObject({ code: 'invalid-input' });
});

test('one check that cannot be run spoils no other', async () => {
  const open = openDatasets();
  const { id } = await open.stored(csv);
  const schema = dataSchemaSchema.parse({
    format: 'almanac-schema',
    formatVersion: 2,
    columns: [],
    checks: [{ check: 'mean', column: 'day' }, { check: 'not-null', column: 'note' }, { check: 'range', column: 'price', args: { min: 'cheap' } }, { check: 'not-null', column: 'gone' }, { check: 'unique', column: 'id', enabled: false }],
  });
  const { results, success } = await open.quality.handlers['quality.validate']({ snapshotId: id, schema }, open.context);
  expect(results.map(({ check, error, failures }) => [check, error?.code ?? null, failures])).toEqual([
    ['mean', 'invalid-input', 0],
    ['not-null', null, 1],
    ['range', 'invalid-input', 0],
    ['not-null', null, 6],
  ]);
  expect(success).toBe(false);
});

test.each<[string, unknown, RegExp]>([
  ['an unknown check', { check: 'rangee', column: 'price' }, /no kind of check named rangee.*range/],
  ['a wrong argument', { check: 'range', column: 'price', args: { minimum: 1 } }, /range of price has no argument minimum: it takes min, strictMin, max, strictMax/],
  ['an argument of the wrong kind', { check: 'length', column: 'note', args: { min: 'two' } }, /min/],
  ['a column too few', { check: 'pair-equal', columns: ['price'] }, /two columns/],
  ['a formula that cannot be read', { check: 'formula', args: { formula: 'price >' } }, /price >|expected|ends/i],
  ['a pattern that RE2 does not know', { check: 'pattern', column: 'id', args: { pattern: 'a(?=b)' } }, /look-around/],
])('%s is refused, and nothing is stored', async (_, check, message) => {
  const open = openDatasets();
  const { id, datasetId } = await open.stored(csv);
  const schema = dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [], checks: [check] });
  await expect(open.quality.handlers['quality.saveSchema']({ datasetId, schema }, open.context)).rejects.toThrow(message);
  await expect(open.quality.handlers['quality.validate']({ snapshotId: id, schema }, open.context)).rejects.toMatchObject({ code: 'invalid-input' });
  expect(await open.quality.handlers['quality.schema']({ datasetId }, open.context)).toBeNull();
  expect(open.quality.lastValidation(id)).toBeNull();
});

test('declared columns: presence, patterns of names, order, strictness', async () => {
  const open = openDatasets();
  const { id } = await open.stored('w1,w2,label,extra\n1,2,a,9\n3,x,b,9\n');
  const schema = dataSchemaSchema.parse({
    format: 'almanac-schema',
    formatVersion: 2,
    table: { strict: 'error', ordered: true },
    columns: [{ name: 'label', type: 'text' }, { name: 'w\\d', pattern: true, type: 'integer' }, { name: 'maybe', required: false }],
    checks: [{ check: 'range', column: 'w\\d', args: { max: 2 } }, { check: 'not-null', column: 'maybe' }],
  });
  const { results } = await open.quality.handlers['quality.validate']({ snapshotId: id, schema }, open.context);
  expect(results.map(({ check, column, success, failures }) => [check, column, success, failures])).toEqual([
    ['columns-are', null, false, 0],
    ['columns-ordered', null, false, 0],
    ['type', 'label', true, 0],
    ['type', 'w1', true, 0],
    ['type', 'w2', false, 1],
    ['range', 'w1', false, 1],
    ['range', 'w2', false, 1],
  ]);
  const other = dataSchemaSchema.parse({ ...schema, columns: [{ name: 'somewhere', type: 'text' }], checks: [] });
  await expect(open.quality.handlers['quality.validate']({ snapshotId: id, schema: other }, open.context)).rejects.toThrow(/other columns.*somewhere/);
});

test('an all-missing column and no rows left hold, and say so', async () => {
  const open = openDatasets();
  const { id } = await open.stored('a,b\n1,\n2,\n');
  expect(await outcome(open, id, { check: 'range', column: 'b', args: { min: 0 } })).toMatchObject({ success: true, considered: 0, missing: 2 });
  expect(await outcome(open, id, { check: 'mean', column: 'b', args: { min: 0 } })).toMatchObject({ success: false, figure: null });
});

test('what the import found in the file is a check', async () => {
  const open = openDatasets();
  const clean = await open.stored(csv);
  expect(await outcome(open, clean.id, { check: 'file-structure' })).toMatchObject({ success: true, observed: 'nothing was found while reading' });
  const ragged = await open.stored('a,b\n1,2\n3,4,5\n6,7\n', { fileName: 'ragged.csv', reading: { onRagged: 'quarantine' } });
  const told = await outcome(open, ragged.id, { check: 'file-structure' });
  expect(told).toMatchObject({ success: false, figure: 1 });
  expect(told.observed).toMatch(/1 row was set aside/);
  expect(await outcome(open, ragged.id, { check: 'file-structure', args: { codes: ['blank-lines'] } })).toMatchObject({ success: true });
});

test('values cut off at the limits of a database', async () => {
  const open = openDatasets();
  const { id } = await open.stored(`n,t\n32767,${'a'.repeat(255)}\n32766,${'a'.repeat(254)}\n2147483647,b\n`);
  expect((await outcome(open, id, { check: 'whole', column: 'n' })).sample.map(({ row }) => row)).toEqual([1, 3]);
  expect((await outcome(open, id, { check: 'whole', column: 't' })).sample.map(({ row }) => row)).toEqual([1]);
});

test('5,000 columns are profiled and checked', async () => {
  const open = openDatasets();
  const names = Array.from({ length: 5000 }, (_, i) => `w${i}`);
  const { id } = await open.stored(`${names.join(',')}\n${names.map((_, i) => i).join(',')}\n${names.map((_, i) => (i % 1000 === 0 ? '' : i)).join(',')}\n`);
  expect((await open.quality.profile(id, open.context.signal)).columns.map(({ max }) => max)).toEqual(names.map((_, i) => i));
  const schema = dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, table: { strict: 'error' }, columns: names.map((name) => ({ name, type: 'integer' })), checks: names.map((column) => ({ check: 'not-null', column })) });
  const { results, statistics } = await open.quality.handlers['quality.validate']({ snapshotId: id, schema }, open.context);
  expect(statistics).toMatchObject({ checks: 10_001, failed: 5, failingRows: 1 });
  expect(results.filter(({ success }) => !success).map(({ column }) => column)).toEqual(['w0', 'w1000', 'w2000', 'w3000', 'w4000']);
}, 120_000);

test('a figure is asked of each group by itself', async () => {
  const open = openDatasets();
  const { id } = await open.stored(csv);
  const failing = await outcome(open, id, { check: 'mean', column: 'price', args: { min: 0 }, by: 'size' });
  expect(failing).toMatchObject({ success: false, figure: 1, rule: 'mean at least 0, in each size', observed: 'fails in 1 of 4 groups (L: mean -4)' });
  expect(await outcome(open, id, { check: 'mean', column: 'price', args: { min: -4 }, by: 'size', condition: { column: 'size', operator: 'not-equal', value: 'L' } })).toMatchObject({ success: true, observed: 'holds in all 3 groups' });
  await expect(outcome(open, id, { check: 'not-null', column: 'price', by: 'size' })).rejects.toThrow(/each group/);
  await expect(outcome(open, id, { check: 'distinct-in-set', column: 'price', args: { values: [1] }, by: 'size' })).rejects.toThrow(/each group/);
  await expect(outcome(open, id, { check: 'mean', column: 'price', by: 'gone' })).rejects.toMatchObject({ code: 'invalid-input' });
});

test('the catalogue is written down: every kind with its arguments', async () => {
  const open = openDatasets();
  const written = readFileSync('docs/checks.md', 'utf8');
  for (const { kind, fields } of await open.quality.handlers['quality.catalogue']({}, open.context)) {
    const line = written.split('\n').find((each) => each.startsWith(`| \`${kind}\``));
    expect(line, kind).toBeDefined();
    const bounds = fields.length === 4 && fields[0]?.name === 'min';
    for (const { name } of bounds ? [] : fields) expect(line, `${kind} ${name}`).toContain(name);
  }
});
