import { expect, test } from 'vitest';
import { checkSchema, type DataSchema } from '@shared/areas/qualitySchema';
import { roundOutside } from '@engine/quality/inference/rules/bounds';
import { commonPattern } from '@engine/quality/inference/textShape';
import { openDatasets, type OpenDatasets } from '../datasets/openDatasets';

test.each<[string, readonly string[], string | null]>([
  ['long hexadecimal ids', ['5c80e8a150c63d28c67b8f14', '5e9a74e447f7d92c8db8d14b'], '[0-9a-f]{24}'],
  ['codes with a fixed word', ['SKU-0042', 'SKU-1137', 'SKU-0001'], 'SKU-\\d{4}'],
  ['parts of different length', ['A1.x', 'BC22.yz'], '[A-Z]{1,2}\\d{1,2}\\.[a-z]{1,2}'],
  ['months', ['2020-08', '2021-12'], '\\d{4}-\\d{2}'],
  ['UUIDs', ['123e4567-e89b-12d3-a456-426614174000'], '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'],
  ['words', ['red', 'blue'], null],
  ['no common form', ['A1', '1A'], null],
  ['nothing', [], null],
])('form of %s', (_, values, pattern) => {
  expect(commonPattern(values)).toBe(pattern);
  if (pattern !== null) for (const value of values) expect(value).toMatch(new RegExp(`^(?:${pattern})$`));
});

test.each([
  [49, 100],
  [50, 100],
  [51, 200],
  [0.3, 1],
  [252, 1000],
  [100_000, 200_000],
])('a bound well outside %d is %d', (value, bound) => expect(roundOutside(value)).toBeCloseTo(bound, 9));

async function inferred(open: OpenDatasets, csv: string): Promise<{ schema: DataSchema; snapshotId: string; datasetId: string }> {
  const { id, datasetId } = await open.stored(csv);
  return { schema: await open.quality.handlers['quality.inferSchema']({ snapshotId: id }, open.context), snapshotId: id, datasetId };
}

const shop = (rows: number, change: (cells: string[], i: number) => string[] = (cells) => cells): string =>
  ['sku,price,share,colour,sold', ...Array.from({ length: rows }, (_, i) => change([`SKU-${String(i).padStart(4, '0')}`, String(5 + (i % 40) / 4), String((i % 10) / 10), ['red', 'blue', 'green'][i % 3] ?? '', i % 7 === 0 ? '' : String(i % 50)], i).join(','))].join('\n');

test('only what the data supports is suggested, with its evidence', async () => {
  const { schema } = await inferred(openDatasets(), shop(60));
  const short = schema.checks.map((check) => {
    return [check.column, check.check, check.args];
  });
  expect(short).toEqual([
    ['sku', 'not-null', {}],
    ['sku', 'unique', {}],
    ['sku', 'pattern', { pattern: 'SKU-\\d{4}' }],
    ['price', 'not-null', {}],
    ['price', 'range', { min: 0, max: 50 }],
    ['share', 'not-null', {}],
    ['share', 'range', { min: 0, max: 1 }],
    ['colour', 'not-null', {}],
    ['colour', 'one-of', { values: ['blue', 'green', 'red'] }],
    ['sold', 'not-null', {}],
    ['sold', 'range', { min: 0, max: 100 }],
  ]);
  expect(schema.checks.every(({ evidence }) => (evidence ?? '').length > 5)).toBe(true);
});

test('data passes the schema inferred from it; pollution is found with its rows', async () => {
  const open = openDatasets();
  const { schema, snapshotId, datasetId } = await inferred(open, shop(60));
  const { quality, context } = open;
  const clean = await quality.handlers['quality.validate']({ snapshotId, schema }, context);
  expect(clean).toMatchObject({ success: true, statistics: { checks: schema.columns.length + schema.checks.length, failed: 0, failingRows: 0 } });
  expect(await quality.handlers['quality.saveSchema']({ datasetId, schema }, context)).toEqual({ version: 1 });
  expect(await quality.handlers['quality.saveSchema']({ datasetId, schema }, context)).toEqual({ version: 1 });

  const polluted = await open.stored(
    shop(60, (cells, i) => {
      if (i === 10) return [cells[0] ?? '', '-3', ...cells.slice(2)];
      if (i === 20) return ['SKU-0019', ...cells.slice(1)];
      if (i === 30) return [...cells.slice(0, 3), 'purple', cells[4] ?? ''];
      return i === 40 ? ['sku40', ...cells.slice(1)] : cells;
    }),
  );
  expect(polluted.datasetId).toBe(datasetId);
  const found = await quality.handlers['quality.validate']({ snapshotId: polluted.id }, context);
  const failed = found.results.filter(({ success }) => !success).map(({ column, check, sample }) => [column, check, sample.map(({ row }) => row)]);
  expect(failed).toEqual([
    ['sku', 'unique', [20, 21]],
    ['sku', 'pattern', [41]],
    ['price', 'range', [11]],
    ['colour', 'one-of', [31]],
  ]);
  expect(found).toMatchObject({ success: false, statistics: { failed: 4, failingRows: 5 } });
  expect(quality.lastValidation(polluted.id)).toEqual(found);
  expect((await quality.handlers['quality.history']({ datasetId }, context)).map(({ number }) => number)).toEqual([1, 2]);
  expect(await quality.handlers['quality.saveSchema']({ datasetId, schema: { ...schema, checks: schema.checks.slice(1) } }, context)).toEqual({ version: 2 });
  expect((await quality.handlers['quality.schema']({ datasetId }, context))?.schema.checks).toHaveLength(schema.checks.length - 1);
});

test('a failed warning leaves the verdict a success', async () => {
  const open = openDatasets();
  const { snapshotId, schema } = await inferred(open, shop(60));
  const strict = { ...schema, columns: [], checks: [checkSchema.parse({ check: 'range', column: 'price', severity: 'warning', args: { min: 0, max: 1 } })] };
  expect(await open.quality.handlers['quality.validate']({ snapshotId, schema: strict }, open.context)).toMatchObject({ success: true, statistics: { checks: 1, passed: 0, failed: 1, failingRows: 60 } });
});
