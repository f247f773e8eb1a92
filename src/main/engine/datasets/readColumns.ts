/** Whole columns as typed arrays over shared memory, so that compute workers share them without a copy. */
import type { ColumnType } from '@shared/areas/common';
import type { TableConnection, TableSession } from '../storage/tableSession';
import { isText, type SnapshotTable, type TableColumn } from './snapshotTable';

/** Numbers, booleans (0/1) and dates (ms since 1970): NaN where missing. */
export interface NumberValues {
  readonly kind: 'number';
  readonly name: string;
  readonly type: ColumnType;
  readonly values: Float64Array;
}

/** Categories, text and ids: a code per row into levels, -1 where missing. Levels stand in order of first appearance. */
export interface TextValues {
  readonly kind: 'text';
  readonly name: string;
  readonly type: ColumnType;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

export interface ColumnValues {
  readonly rows: number;
  readonly columns: readonly (NumberValues | TextValues)[];
}

export async function readColumnValues(tables: TableSession, table: SnapshotTable, columns: readonly TableColumn[], signal?: AbortSignal): Promise<ColumnValues> {
  return tables.withConnection(
    async (connection) => {
      const numbers = columns.filter(({ type }) => !isText(type));
      const arrays = numbers.map(() => new Float64Array(new SharedArrayBuffer(table.rows * 8)));
      if (numbers.length > 0) await connection.fillNumbers(`select ${numbers.map(numberExpression).join(', ')} from ${table.source} order by row`, arrays);
      const found = new Map<TableColumn, NumberValues | TextValues>(numbers.map((column, i) => [column, { kind: 'number', name: column.name, type: column.type, values: arrays[i] ?? new Float64Array(0) }]));
      const texts = columns.filter(({ type }) => isText(type));
      if (table.rows <= fewRows) for (const [column, values] of await readFewTexts(connection, table, texts)) found.set(column, values);
      else for (const column of texts) found.set(column, await readManyTexts(connection, table, column));
      return { rows: table.rows, columns: columns.flatMap((column) => found.get(column) ?? []) };
    },
    signal === undefined ? {} : { signal },
  );
}

function numberExpression({ field, type }: TableColumn): string {
  if (type === 'date' || type === 'datetime') return `epoch_ms(cast(${field} as timestamp))::double`;
  return type === 'boolean' ? `cast(${field} as integer)::double` : `${field}::double`;
}

/** Up to here one statement for all columns is quicker than several for each. */
const fewRows = 20_000;

async function readFewTexts(connection: TableConnection, table: SnapshotTable, columns: readonly TableColumn[]): Promise<readonly (readonly [TableColumn, TextValues])[]> {
  if (columns.length === 0) return [];
  const { values } = await connection.columns(`select ${columns.map(({ field }) => field).join(', ')} from ${table.source} order by row`);
  return columns.map((column, i) => {
    const codes = new Int32Array(new SharedArrayBuffer(table.rows * 4)).fill(-1);
    const known = new Map<string, number>();
    for (const [row, cell] of (values[i] ?? []).entries()) {
      if (typeof cell !== 'string') continue;
      const code = known.get(cell) ?? known.size;
      known.set(cell, code);
      codes[row] = code;
    }
    return [column, { kind: 'text', name: column.name, type: column.type, codes, levels: [...known.keys()] }];
  });
}

/** DuckDB numbers the texts, so that each different one crosses into JavaScript only once. */
async function readManyTexts(connection: TableConnection, table: SnapshotTable, { name, type, field }: TableColumn): Promise<TextValues> {
  await connection.run(`create or replace temp table levels as select ${field} as value, row_number() over (order by min(row)) - 1 as code from ${table.source} where ${field} is not null group by ${field}`);
  const { values } = await connection.columns('select value from levels order by code');
  const found = new Float64Array(table.rows);
  await connection.fillNumbers(`select code::double from ${table.source} left join levels on ${field} = value order by row`, [found]);
  await connection.run('drop table levels');
  const codes = new Int32Array(new SharedArrayBuffer(table.rows * 4));
  for (let row = 0; row < found.length; row++) codes[row] = Number.isNaN(found[row]) ? -1 : (found[row] ?? -1);
  return { kind: 'text', name, type, codes, levels: (values[0] ?? []).map(String) };
}
