/** A small table of every type in a real DuckDB, as the fields of a stored version. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { parseExpression } from '@shared/expressions';
import type { TableColumn } from '@engine/datasets';
import { compileExpression, type MissingRule } from '@engine/quality/expressions';
import { createTableSession } from '@engine/storage/tableSession';

export interface ShopRows {
  readonly columns: readonly TableColumn[];
  /** What follows FROM. */
  readonly source: string;
  /** A statement's rows. */
  rows(sql: string): Promise<readonly (readonly unknown[])[]>;
  /** The value of a formula in each row. */
  values(text: string, missing?: MissingRule): Promise<unknown[]>;
  /** Numbers of the rows, from 1, where a formula is true. */
  selected(text: string, missing?: MissingRule): Promise<number[]>;
}

const columns: readonly TableColumn[] = [
  { name: 'units', type: 'integer' as const },
  { name: 'price', type: 'decimal' as const },
  { name: 'size', type: 'category' as const },
  { name: 'live', type: 'boolean' as const },
  { name: 'day', type: 'date' as const },
  { name: 'sold at', type: 'datetime' as const },
  /** Numbers, texts and days in one column, as text. */
  { name: 'mixed', type: 'text' as const },
].map((column, i) => ({ ...column, field: `c${i}`, textField: null }));

const source = `(select row, c0::bigint as c0, c1::double as c1, c2::varchar as c2, c3::boolean as c3, c4::date as c4, c5::timestamp as c5, c6::varchar as c6 from (values
  (1, 3, 1.5, 'S', true, '2024-01-31', '2024-01-31 18:30:00', '5'),
  (2, 0, 10.0, 'M', false, '2024-02-29', '2024-03-01 00:00:00', 'abc'),
  (3, -2, 0.1, 'it''s', true, '2025-12-31', null, '2024-05-06'),
  (4, null, null, null, null, null, null, null)
) as t(row, c0, c1, c2, c3, c4, c5, c6))`;

/** To be called once at the head of a test file. */
export function openShopRows(): ShopRows {
  const tempDir = mkdtempSync(join(tmpdir(), 'almanac-expressions-'));
  const session = createTableSession({ tempDir, memoryLimitMiB: 256, threads: 1 });
  afterAll(() => {
    session.close();
    rmSync(tempDir, { recursive: true });
  });
  const rows = async (sql: string): Promise<readonly (readonly unknown[])[]> => (await session.rows(sql)).rows;
  return {
    columns,
    source,
    rows,
    async values(text, missing = 'unknown') {
      const { sql } = compileExpression(parseExpression(text), columns, missing);
      return (await rows(`select ${sql} from ${source} order by row`)).map(([value]) => value);
    },
    async selected(text, missing = 'unknown') {
      const { sql } = compileExpression(parseExpression(text), columns, missing);
      return (await rows(`select row from ${source} where ${sql} order by row`)).map(([row]) => Number(row));
    },
  };
}
