/** One column of two versions as a sample for drift methods, counted by DuckDB; or the reason why it cannot be compared. */
import type { ColumnType } from '@shared/areas/common';
import type { DriftType } from '@shared/areas/monitoring';
import { monitoringMessages as words } from '@shared/messages/monitoring';
import { isText, type SnapshotTable, type TableColumn } from '../../datasets';
import type { TableConnection } from '../../storage/tableSession';
import { countSample, type DriftSample, type SampleValue } from '../sample';

export type ReadColumn = { readonly sample: DriftSample; readonly missing: { readonly reference: number; readonly current: number } } | { readonly reason: string };

export interface ColumnPair {
  readonly reference: { readonly table: SnapshotTable; readonly column: TableColumn };
  readonly current: { readonly table: SnapshotTable; readonly column: TableColumn };
}

/** Texts a side beyond this are taken in even steps; the peer takes all. */
const mostTexts = 20_000;
/** Methods that permute rows get no more than this a side. */
const mostPermutedRows = 20_000;

/** How a column is compared unless said otherwise; null for identifiers and dates. */
export function driftTypeOf(type: ColumnType): DriftType | null {
  if (type === 'integer' || type === 'decimal') return 'num';
  if (type === 'boolean' || type === 'category') return 'cat';
  return type === 'text' ? 'text' : null;
}

export async function readSample(connection: TableConnection, pair: ColumnPair, type: DriftType, needsRows: boolean): Promise<ReadColumn> {
  const { reference, current } = pair;
  if (isText(reference.column.type) !== isText(current.column.type)) return { reason: words.reasons.typeChanged(reference.column.type, current.column.type) };
  if (type === 'num' && isText(reference.column.type)) return { reason: words.reasons.notNumbers };
  if (type === 'text') return readTexts(connection, pair);
  return needsRows ? readRows(connection, pair, type) : readCounts(connection, pair, type);
}

async function readCounts(connection: TableConnection, { reference, current }: ColumnPair, type: 'num' | 'cat'): Promise<ReadColumn> {
  const side = ({ table, column }: ColumnPair['reference'], a: number, b: number): string => `select ${valueOf(column, type)} as v, ${a} as a, ${b} as b from ${table.source}`;
  const finite = isText(reference.column.type) || (type === 'cat' && reference.column.type === 'boolean') ? '' : 'and isfinite(v)';
  const { values } = await connection.columns(`select v, sum(a)::double, sum(b)::double from (${side(reference, 1, 0)} union all ${side(current, 0, 1)}) where v is not null ${finite} group by v order by v`);
  const [found = [], before = [], now = []] = values;
  const counts = { reference: Float64Array.from(before, Number), current: Float64Array.from(now, Number) };
  const [referenceRows, currentRows] = [counts.reference.reduce((a, b) => a + b, 0), counts.current.reduce((a, b) => a + b, 0)];
  const missing = { reference: reference.table.rows - referenceRows, current: current.table.rows - currentRows };
  const kept = type === 'num' ? Float64Array.from(found, Number) : found.map(toSampleValue);
  return { sample: { type, values: kept, ...counts, referenceRows, currentRows, whole: isWhole(reference.column, missing.reference) && isWhole(current.column, missing.current), rows: null }, missing };
}

/** numpy keeps a column of whole numbers as such only where no cell is missing. */
function isWhole({ type }: TableColumn, missing: number): boolean {
  return type === 'integer' && missing === 0;
}

async function readRows(connection: TableConnection, pair: ColumnPair, type: 'num' | 'cat'): Promise<ReadColumn> {
  const most = Math.max(pair.reference.table.rows, pair.current.table.rows);
  if (most > mostPermutedRows) return { reason: words.reasons.tooManyRows(most, mostPermutedRows) };
  const read = async ({ table, column }: ColumnPair['reference']): Promise<(SampleValue | null)[]> => {
    const { values } = await connection.columns(`select ${valueOf(column, type)} from ${table.source} order by row`);
    return (values[0] ?? []).map((value) => (value === null ? null : toSampleValue(value)));
  };
  const [before, now] = [await read(pair.reference), await read(pair.current)];
  const missing = { reference: before.filter((value) => value === null).length, current: now.filter((value) => value === null).length };
  return { sample: countSample(type, before, now, isWhole(pair.reference.column, missing.reference) && isWhole(pair.current.column, missing.current)), missing };
}

async function readTexts(connection: TableConnection, pair: ColumnPair): Promise<ReadColumn> {
  const read = async ({ table, column }: ColumnPair['reference']): Promise<{ texts: string[]; missing: number }> => {
    const step = Math.ceil(table.rows / mostTexts);
    const counted = await connection.rows(`select count(${column.field}) from ${table.source}`);
    const { values } = await connection.columns(`select cast(${column.field} as varchar) from ${table.source} where ${column.field} is not null and (row - 1) % ${step} = 0 order by row`);
    return { texts: (values[0] ?? []).map(String), missing: table.rows - Number(counted.rows[0]?.[0]) };
  };
  const [before, now] = [await read(pair.reference), await read(pair.current)];
  return { sample: { type: 'text', reference: before.texts, current: now.texts }, missing: { reference: before.missing, current: now.missing } };
}

function valueOf({ field, type }: TableColumn, as: 'num' | 'cat'): string {
  if (isText(type)) return field;
  if (type === 'boolean') return as === 'cat' ? field : `cast(${field} as integer)::double`;
  return type === 'date' || type === 'datetime' ? `epoch_ms(cast(${field} as timestamp))::double` : `${field}::double`;
}

function toSampleValue(value: unknown): SampleValue {
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
