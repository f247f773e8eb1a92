import { expect, test } from 'vitest';
import type { Snapshot } from '@shared/areas/datasets';
import { checkSchema, dataSchemaSchema } from '@shared/areas/qualitySchema';
import { repairsSchema } from '@shared/areas/repairs';
import { openDatasets, type OpenDatasets } from '../../datasets/openDatasets';

const csv = ['sku,size,price,sold', ...Array.from({ length: 30 }, (_, i) => `a${i},${['S', 'M', 'L'][i % 3]},${10 + i},${i}`), 'b1,Size S,12,1', 'b2,s,13,2', 'b3,S.,900,', 'b4,one size,14,4', ''].join('\n');
const sizes = checkSchema.parse({ check: 'one-of', column: 'size', args: { values: ['S', 'M', 'L'] } });

function act({ quality, context }: OpenDatasets) {
  const { handlers } = quality;
  return {
    propose: (snapshot: Snapshot, check: unknown) => handlers['quality.proposeRepairs']({ snapshotId: snapshot.id, check: checkSchema.parse(check) }, context),
    proposeAll: (snapshot: Snapshot) => handlers['quality.proposeRepairs']({ snapshotId: snapshot.id }, context),
    trial: (snapshot: Snapshot, repairs: unknown, check?: unknown) => handlers['quality.tryRepair']({ snapshotId: snapshot.id, repairs: repairsSchema.parse(repairs), check: check === undefined ? undefined : checkSchema.parse(check) }, context),
    repair: (snapshot: Snapshot, repairs: unknown[], takeBack: number[] = []) => handlers['quality.repair']({ snapshotId: snapshot.id, repairs: repairs.length === 0 ? [] : repairsSchema.parse(repairs), takeBack }, context),
    setAside: (snapshot: Snapshot) => handlers['quality.setAside']({ snapshotId: snapshot.id, offset: 0, limit: 100 }, context),
    variants: (snapshot: Snapshot) => handlers['quality.variants']({ snapshotId: snapshot.id }, context),
  };
}

test('a set of values proposes to merge spellings first, with counts and the first rows, and to set aside last', async () => {
  const open = openDatasets();
  const { failures, proposals } = await act(open).propose(await open.stored(csv), sizes);
  expect(failures).toBe(4);
  expect(proposals[0]).toMatchObject({
    title: 'Merge other spellings into the allowed values',
    reason: '3 of the 4 rows are only spelled differently: S., Size S, s → S',
    repairs: [{ kind: 'merge', column: 'size', into: [{ value: 'S', spellings: ['S.', 'Size S', 's'] }] }],
    trial: { rows: { before: 34, after: 34 }, failures: { before: 4, after: 1 } },
  });
  expect(proposals[0]?.trial.examples).toEqual([
    { row: 31, line: 32, setAside: false, cells: [{ column: 'size', before: 'Size S', after: 'S' }] },
    { row: 32, line: 33, setAside: false, cells: [{ column: 'size', before: 's', after: 'S' }] },
    { row: 33, line: 34, setAside: false, cells: [{ column: 'size', before: 'S.', after: 'S' }] },
  ]);
  expect(proposals.at(-1)).toMatchObject({ title: 'Set the rows aside', reason: '4 rows go, 30 stay', trial: { failures: { before: 4, after: 0 }, rows: { before: 34, after: 30 } } });
});

const proposed: readonly { readonly name: string; readonly check: unknown; readonly first: string; readonly content?: string }[] = [
  { name: 'missing numbers', check: { check: 'not-null', column: 'sold' }, first: 'Fill with the median' },
  { name: 'a range', check: { check: 'range', column: 'price', args: { max: 100 } }, first: 'Keep the rows, make price missing' },
  { name: 'repeated rows', check: { check: 'unique', column: 'size' }, first: 'Keep the first of each, set the repeated ones aside' },
  { name: 'undeclared columns', check: { check: 'columns-are', args: { columns: ['sku', 'size'] } }, first: 'Leave out 2 columns that are not declared' },
  { name: 'a pattern in another case', check: { check: 'pattern', column: 'sku', args: { pattern: '[AB][0-9]+' } }, first: 'Take away white space and write in upper case' },
  { name: 'text that should be numbers', check: { check: 'type', column: 'n', args: { type: 'integer' } }, first: 'Read the cells as integer, what is none becomes missing', content: `n,x\n${Array.from({ length: 12 }, (_, i) => `${i},${i}\n`).join('')}many,3\n` },
];

test.each(proposed)('$name: $first', async ({ check, first, content }) => {
  const open = openDatasets();
  const { proposals } = await act(open).propose(await open.stored(content ?? csv), check);
  expect(proposals[0]?.title).toBe(first);
  expect(proposals[0]?.trial.failures?.after).toBe(0);
});

test('a default of the rules fills before any statistic', async () => {
  const open = openDatasets();
  const snapshot = await open.stored(csv);
  await open.quality.handlers['quality.saveSchema']({ datasetId: snapshot.datasetId, schema: dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [{ name: 'sold', default: 0 }], checks: [] }) }, open.context);
  const { proposals } = await act(open).propose(snapshot, { check: 'not-null', column: 'sold' });
  expect(proposals[0]).toMatchObject({ title: 'Fill with the default, "0"', repairs: [{ kind: 'fill', column: 'sold', value: 0 }] });
});

test('a trial stores nothing and says what still fails; one that does not fit is refused', async () => {
  const open = openDatasets();
  const snapshot = await open.stored(csv);
  const trial = await act(open).trial(snapshot, [{ kind: 'trim', column: 'size', case: 'upper' }, { kind: 'quarantine', check: sizes }], sizes);
  expect(trial).toMatchObject({ steps: [{ changed: 3, setAside: 0 }, { changed: 0, setAside: 3 }], rows: { before: 34, after: 31 }, failures: { before: 4, after: 0 } });
  expect(trial.examples.map(({ row, setAside }) => [row, setAside])).toEqual([[31, true], [32, false], [33, true], [34, true]]);
  expect(open.datasets.storedVersions()).toHaveLength(1);
  await expect(act(open).trial(snapshot, [{ kind: 'trim', column: 'colour' }])).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(act(open).propose(snapshot, { check: 'one-of', column: 'colour', args: { values: ['red'] } })).resolves.toMatchObject({ proposals: [] });
});

test('a repair makes a version in use, counts its rules, and taken back the version before is in use again, also for the next file', async () => {
  const open = openDatasets();
  const snapshot = await open.stored(csv);
  await open.quality.handlers['quality.saveSchema']({ datasetId: snapshot.datasetId, schema: dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [], checks: [sizes] }) }, open.context);
  const [merge] = (await act(open).propose(snapshot, sizes)).proposals;
  const first = await act(open).repair(snapshot, merge?.repairs ?? []);
  expect(first).toMatchObject({ alreadyThere: false, snapshot: { number: 2, rows: 34 }, validation: { success: false, results: [{ failures: 1 }] } });
  const second = await act(open).repair(first.snapshot, [{ kind: 'quarantine', check: sizes }]);
  expect(second).toMatchObject({ snapshot: { number: 3, rows: 33 }, validation: { success: true, snapshotId: second.snapshot.id } });
  const aside = await act(open).setAside(second.snapshot);
  expect(aside).toMatchObject({ total: 1, rowNumbers: [34], lines: [35], places: [1], rows: [['b4', 'one size', 14, 4]] });
  expect(aside.steps.map(({ text, changed, setAside, reason }) => [text, changed, setAside, reason])).toEqual([
    ['Merge spellings in "size": "S.", "Size S", "s" → "S"', 3, 0, null],
    ['Set aside rows where size fails: one of S, M, L', 0, 1, 'size not one of S, M, L'],
  ]);
  const back = await act(open).repair(second.snapshot, [], [0, 1]);
  expect(back).toMatchObject({ alreadyThere: true, snapshot: { id: snapshot.id } });
  expect(open.datasets.snapshot('shop').id).toBe(snapshot.id);
  expect((await open.datasets.handlers['datasets.recipe']({ name: 'shop' }, open.context)).recipe.reading).not.toHaveProperty('repairs');
  await expect(act(open).repair(snapshot, [], [0])).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(act(open).repair(snapshot, [])).rejects.toMatchObject({ code: 'invalid-input' });
});

test('spellings of every category are listed, and can be merged as they are proposed', async () => {
  const open = openDatasets();
  const snapshot = await open.stored(csv);
  const [found] = await act(open).variants(snapshot);
  expect(found).toMatchObject({ column: 'size', rows: 3, groups: [{ value: 'S', rows: 13, spellings: [{ value: 'S', rows: 10 }, { value: 'S.', rows: 1 }, { value: 'Size S', rows: 1 }, { value: 's', rows: 1 }] }] });
  const into = (found?.groups ?? []).map(({ value, spellings }) => ({ value, spellings: spellings.map((spelling) => spelling.value).filter((spelling) => spelling !== value) }));
  const { snapshot: merged } = await act(open).repair(snapshot, [{ kind: 'merge', column: 'size', into }]);
  expect(await act(open).variants(merged)).toEqual([]);
  expect(merged.columns[1]?.distinct).toBe(4);
});

test('the lineage of a repaired version goes by its repairs to the file', async () => {
  const open = openDatasets();
  const { snapshot } = await act(open).repair(await open.stored(csv), [{ kind: 'quarantine', check: sizes }, { kind: 'trim', column: 'sku', case: 'upper' }]);
  const { lineage, offspring } = open.datasets;
  expect(lineage['snapshot']?.(snapshot.id).origins).toEqual([{ kind: 'repairs', id: snapshot.id, label: 'repaired by' }]);
  expect(lineage['repairs']?.(snapshot.id)).toMatchObject({ node: { title: '2 repairs', facts: ['Set aside by size, 4 rows', 'Trimmed sku, 30 cells'] }, origins: [{ kind: 'source' }] });
  expect(lineage['rows']?.(snapshot.id).node).toMatchObject({ title: '34 rows', facts: [] });
  expect([offspring['source']?.(snapshot.id), offspring['repairs']?.(snapshot.id)]).toEqual([[{ kind: 'repairs', id: snapshot.id }], [{ kind: 'snapshot', id: snapshot.id }]]);
});

test('a repair of the same file is no other arrival: rows are held against the file before', async () => {
  const open = openDatasets();
  await open.stored(csv);
  const second = await open.stored(csv.replace('b4,one size,14,4\n', ''), { fileName: 'june.csv', name: 'shop' });
  const volume = checkSchema.parse({ check: 'volume' });
  const { snapshot } = await act(open).repair(second, [{ kind: 'quarantine', check: sizes }]);
  const result = await open.quality.handlers['quality.tryCheck']({ snapshotId: snapshot.id, check: volume }, open.context);
  expect(result).toMatchObject({ figure: 30, observed: expect.stringContaining('34') as string });
});

test('cancelled midway, nothing is stored', async () => {
  const open = openDatasets();
  const snapshot = await open.stored(csv);
  const controller = new AbortController();
  const cancelling = { ...open.context, signal: controller.signal, report: ({ fraction }: { fraction: number }) => (fraction > 0.5 ? controller.abort() : undefined) };
  const before = open.blobs.list().map(({ sha256 }) => sha256);
  await expect(open.quality.handlers['quality.repair']({ snapshotId: snapshot.id, repairs: repairsSchema.parse([{ kind: 'quarantine', check: sizes }]), takeBack: [] }, cancelling)).rejects.toThrow();
  expect([open.datasets.storedVersions().length, open.blobs.list().map(({ sha256 }) => sha256)]).toEqual([1, before]);
});

test('the whole table: declared columns, defaults and types as steps, then every row aside that fails a critical check', async () => {
  const open = openDatasets();
  const snapshot = await open.stored(csv.replace(',13,2', ',13.0,2'));
  const schema = dataSchemaSchema.parse({
    format: 'almanac-schema',
    formatVersion: 2,
    table: { strict: 'filter' },
    columns: [{ name: 's.*', pattern: true }, { name: 'price', type: 'integer', coerce: true }, { name: 'sold', type: 'date', coerce: true, default: 0 }, { name: 'shop', type: 'category', default: 'north' }],
    checks: [sizes, { check: 'range', column: 'price', args: { max: 100 }, severity: 'warning' }],
  });
  await open.quality.handlers['quality.saveSchema']({ datasetId: snapshot.datasetId, schema }, open.context);
  expect((await act(open).proposeAll(snapshot)).proposals.map(({ repairs }) => repairs.map(({ kind }) => kind))).toEqual([['fill', 'add-column', 'coerce']]);
  await open.quality.handlers['quality.validate']({ snapshotId: snapshot.id, schema }, open.context);
  const { proposals } = await act(open).proposeAll(snapshot);
  expect(proposals.at(-1)).toMatchObject({ title: 'Set aside every row that fails a critical check', reason: '4 rows go, 30 stay', repairs: [{ kind: 'quarantine', check: { check: 'one-of', column: 'size' } }] });

  const filtered = dataSchemaSchema.parse({ ...schema, columns: [{ name: 'sku' }, { name: 'price' }] });
  await open.quality.handlers['quality.saveSchema']({ datasetId: snapshot.datasetId, schema: filtered }, open.context);
  const [declared] = (await act(open).proposeAll(snapshot)).proposals;
  expect(declared).toMatchObject({ repairs: [{ kind: 'keep-columns', columns: ['sku', 'price'] }], trial: { columns: { before: 4, after: 2 } } });
  expect((await act(open).repair(snapshot, declared?.repairs ?? [])).snapshot.columns.map(({ name }) => name)).toEqual(['sku', 'price']);
});
