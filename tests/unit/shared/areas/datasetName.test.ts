import { expect, test } from 'vitest';
import { datasetNameOf } from '@shared/areas/datasetName';

test.each<[string, string | undefined, string | null]>([
  ['sales.csv', undefined, 'sales'],
  ['sales.csv.gz', undefined, 'sales'],
  ['sales.zip', undefined, 'sales'],
  ['sales.tsv.zip', undefined, 'sales'],
  ['2 files.zip', undefined, '2 files'],
  ['shop.parquet', undefined, 'shop'],
  ['shops.xlsx', undefined, 'shops'],
  ['shops.xlsx', 'South & West', 'shops · South & West'],
  ['shops.xlsx', 'shops', 'shops'],
  ['Sales 2024.07', undefined, 'Sales 2024.07'],
  ['Sales v1.2.CSV', undefined, 'Sales v1.2'],
  [' spaced .csv ', undefined, 'spaced'],
  ['.csv', undefined, null],
  ['.xlsx', 'North', 'North'],
  [`${'x'.repeat(300)}.csv`, undefined, 'x'.repeat(200)],
])('%s, sheet %s', (fileName, sheet, name) => {
  expect(datasetNameOf(fileName, sheet)).toBe(name);
});
