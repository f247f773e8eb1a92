/** Whole columns as typed arrays over shared memory, so that compute workers share them without a copy. */
import type { ColumnType } from '@shared/areas/common';
import type { TableSession, Value } from '../storage/tableSession';
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

const rowsAtOnce = 100_000;

export async function readColumnValues(tables: TableSession, table: SnapshotTable, columns: readonly TableColumn[], signal?: AbortSignal): Promise<ColumnValues> {
  const builders = columns.map((column) => (isText(column.type) ? textBuilder(column, table.rows) : numberBuilder(column, table.rows)));
  const options = signal === undefined ? {} : { signal };
  for (let from = 0; from < table.rows && builders.length > 0; from += rowsAtOnce) {
    const { values } = await tables.columns(`select ${columns.map(numericExpression).join(', ')} from ${table.source} where row > ${from} and row <= ${from + rowsAtOnce} order by row`, [], options);
    for (const [i, builder] of builders.entries()) builder.take(values[i] ?? [], from);
  }
  return { rows: table.rows, columns: builders.map((builder) => builder.done()) };
}

interface Builder {
  take(values: readonly Value[], from: number): void;
  done(): NumberValues | TextValues;
}

function numericExpression({ field, type }: TableColumn): string {
  if (type === 'date' || type === 'datetime') return `cast(epoch_ms(cast(${field} as timestamp)) as double)`;
  if (type === 'integer') return `cast(${field} as double)`;
  return type === 'boolean' ? `cast(cast(${field} as integer) as double)` : field;
}

function numberBuilder({ name, type }: TableColumn, rows: number): Builder {
  const values = new Float64Array(new SharedArrayBuffer(rows * 8));
  return {
    take(cells, from) {
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i];
        values[from + i] = typeof cell === 'number' ? cell : Number.NaN;
      }
    },
    done: () => ({ kind: 'number', name, type, values }),
  };
}

function textBuilder({ name, type }: TableColumn, rows: number): Builder {
  const codes = new Int32Array(new SharedArrayBuffer(rows * 4));
  const known = new Map<string, number>();
  return {
    take(cells, from) {
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i];
        if (typeof cell !== 'string') {
          codes[from + i] = -1;
          continue;
        }
        let code = known.get(cell);
        if (code === undefined) {
          code = known.size;
          known.set(cell, code);
        }
        codes[from + i] = code;
      }
    },
    done: () => ({ kind: 'text', name, type, codes, levels: [...known.keys()] }),
  };
}
