/** Makes chunks from plain values, as the reader of a file would hand them over, and reads files back through DuckDB. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createParquetFile, missingCode, type ColumnChunk, type Dictionary, type Field, type FieldKind } from '@engine/storage/parquet/parquetFile';
import { createTableSession, identifier, literal, type TableSession } from '@engine/storage/tableSession';
import { temporaryFolder } from '../../../../helpers/temporary';

/** Text; whole numbers, decimals, days and booleans as numbers; microseconds as bigint; null where missing. */
export type Cell = string | number | bigint | null;

/** In order of first use. With `copies`, a value that comes again may get an entry of its own, up to so many. */
export function coded(kind: FieldKind, cells: readonly Cell[], copies = 1): ColumnChunk {
  const codes = new Uint16Array(cells.length);
  const codeOf = new Map<string, number>();
  const entries: Cell[] = [];
  for (const [row, cell] of cells.entries()) {
    const key = `${Object.is(cell, -0) ? '-0' : String(cell)} ${row % copies}`;
    const code = cell === null ? missingCode : (codeOf.get(key) ?? entries.push(cell) - 1);
    if (cell !== null) codeOf.set(key, code);
    codes[row] = code;
  }
  return { kind: 'coded', codes, dictionary: dictionaryOf(kind, entries) };
}

function dictionaryOf(kind: FieldKind, entries: readonly Cell[]): Dictionary {
  if (kind === 'text') {
    const texts = entries.map((entry) => Buffer.from(String(entry)));
    let end = 0;
    return { kind: 'text', bytes: Buffer.concat(texts), ends: Uint32Array.from(texts, ({ length }) => (end += length)) };
  }
  if (kind === 'datetime') return { kind: 'long', values: BigInt64Array.from(entries, (entry) => BigInt(entry ?? 0)) };
  return { kind: 'number', values: Float64Array.from(entries, Number) };
}

export interface Group {
  readonly chunks: readonly ColumnChunk[];
  readonly rows: number;
}

export async function writeFile(fields: readonly Field[], groups: readonly Group[], name = 'table.parquet'): Promise<string> {
  const path = join(temporaryFolder(), name);
  const file = await createParquetFile(path, fields);
  for (const { chunks, rows } of groups) await file.writeGroup(chunks, rows);
  await file.finish();
  return path;
}

export function openTables(): TableSession {
  const tables = createTableSession({ tempDir: temporaryFolder(), memoryLimitMiB: 1024, threads: 2 });
  onTestFinished(() => tables.close());
  return tables;
}

/** DuckDB's names of the types that must come back. */
export const duckTypes: Readonly<Record<FieldKind, string>> = { text: 'VARCHAR', integer: 'BIGINT', decimal: 'DOUBLE', boolean: 'BOOLEAN', date: 'DATE', datetime: 'TIMESTAMP' };

/** Columns of a file as cells, days and microseconds counted from 1970. */
export async function readBack(tables: TableSession, path: string, fields: readonly Field[]): Promise<(readonly Cell[])[]> {
  const columns = fields.map(({ name, kind }) => {
    const column = identifier(name);
    if (kind === 'date') return `${column} - date '1970-01-01'`;
    if (kind === 'boolean') return `cast(${column} as integer)`;
    return kind === 'datetime' ? `cast(epoch_us(${column}) as varchar)` : column;
  });
  const { values } = await tables.columns(`select ${columns.join(', ')} from read_parquet(${literal(path)})`);
  return fields.map(({ kind }, index) => (values[index] ?? []).map((value) => cellOf(kind, value)));
}

function cellOf(kind: FieldKind, value: unknown): Cell {
  if (typeof value === 'string') return kind === 'datetime' ? BigInt(value) : value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' || value === null) return value;
  throw new TypeError(`A cell of kind ${kind} came back as ${typeof value}.`);
}

export async function readTypes(tables: TableSession, path: string): Promise<unknown[]> {
  const { rows } = await tables.rows(`describe select * from read_parquet(${literal(path)})`);
  return rows.map(([, type]) => type);
}
