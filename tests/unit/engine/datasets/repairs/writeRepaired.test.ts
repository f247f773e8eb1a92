import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TableConnection } from '@engine/storage/tableSession';
import { writeRepaired } from '@engine/datasets/repairs/writeRepaired';
import { openDatasets } from '../openDatasets';

test('rows that do not come in their order are sorted; what was set aside comes last', async () => {
  const open = openDatasets();
  const path = join(open.folder, 'repaired.parquet');
  const source = "(select * from (values (3, 4, null, 'c'), (1, 2, null, 'a'), (4, 5, 0, 'd'), (2, 3, 0, 'b'), (5, 6, null, 'e')) as t (row, line, aside, c0))";
  const columns = [{ name: 'x', type: 'text' as const, field: 'c0', textField: null, touched: false }];
  const stored = await open.tables.withConnection((connection) => writeRepaired(connection, { table: { source, columns }, rows: 3 }, path));
  expect((await open.tables.rows(`select row, line, c0 from ${stored.source}`)).rows).toEqual([[1, 2, 'a'], [2, 4, 'c'], [3, 6, 'e']]);
  expect((await open.tables.rows(`select row, origin, aside from read_parquet('${path}')`)).rows.slice(3)).toEqual([[null, 2, 0], [null, 4, 0]]);
});

test('a table that has lost a row is refused', async () => {
  const open = openDatasets();
  const columns = [{ name: 'x', type: 'text' as const, field: 'c0', textField: null, touched: false }];
  const source = "(select * from (values (1, 2, null::integer, 'a')) as t (row, line, aside, c0))";
  await expect(open.tables.withConnection((connection) => writeRepaired(connection, { table: { source, columns }, rows: 2 }, join(open.folder, 'lost.parquet')))).rejects.toMatchObject({ code: 'internal' });
});

test('a table too wide for the writer is refused in plain words', async () => {
  const open = openDatasets();
  const failing = { run: () => Promise.reject(new Error('Out of Memory Error: failed to pin block')) } as unknown as TableConnection;
  await expect(writeRepaired(failing, { table: { source: 't', columns: [] }, rows: 1 }, join(open.folder, 'wide.parquet'))).rejects.toMatchObject({ code: 'unavailable-here', message: expect.stringMatching(/too wide/) as string });
});
