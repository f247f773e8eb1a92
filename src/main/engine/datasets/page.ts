/** Pages of a snapshot: sorted, filtered, searched by DuckDB; in the file's order where nothing else is asked. */
import type { z } from 'zod';
import type { Cell, Filter } from '@shared/areas/common';
import type { Page, pageRequestSchema } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { literal, type TableSession, type Value } from '../storage/tableSession';
import { columnsAtOnce } from './cells';
import { columnNamed, isText, textExpression, wireExpression, type SnapshotTable, type TableColumn } from './snapshotTable';

const reasons = datasetsMessages.refused;

type PageRequest = Omit<z.output<typeof pageRequestSchema>, 'snapshotId'>;

export async function readPage(tables: TableSession, table: SnapshotTable, request: PageRequest, signal: AbortSignal): Promise<Page> {
  const columns = request.columns?.map((name) => columnNamed(table, name)) ?? table.columns;
  const conditions = [...request.filters.map((filter) => filterCondition(columnNamed(table, filter.column), filter)), ...searchCondition(table, request.search)];
  const where = conditions.length === 0 ? '' : `where ${conditions.map((condition) => `(${condition})`).join(' and ')}`;
  const options = { signal };
  const total = conditions.length === 0 ? table.rows : Number((await tables.rows(`select count(*) from ${table.source} ${where}`, [], options)).rows[0]?.[0]);
  const numbers = await pageRowNumbers(tables, table, request, where, options);
  const rows = await readRows(tables, table, columns, numbers, signal);
  return { total, columns: columns.map(({ name }) => name), rowNumbers: [...numbers], rows };
}

/** Only row numbers are sorted; the cells are fetched afterwards for the page alone. */
async function pageRowNumbers(tables: TableSession, table: SnapshotTable, { sort, offset, limit }: PageRequest, where: string, options: { signal: AbortSignal }): Promise<readonly number[]> {
  if (where === '' && sort.length === 0) {
    const count = Math.max(0, Math.min(limit, table.rows - offset));
    return Array.from({ length: count }, (_, i) => offset + i + 1);
  }
  const order = sort.map(({ column, descending }) => `${columnNamed(table, column).field} ${descending ? 'desc' : 'asc'} nulls last`);
  const { values } = await tables.columns(`select row from ${table.source} ${where} order by ${[...order, 'row'].join(', ')} limit ${limit} offset ${offset}`, [], options);
  return (values[0] ?? []).map(Number);
}

/** Cells of the given rows, in the given order. */
export async function readRows(tables: TableSession, table: SnapshotTable, columns: readonly TableColumn[], rowNumbers: readonly number[], signal: AbortSignal): Promise<Cell[][]> {
  if (rowNumbers.length === 0) return [];
  const byNumber = new Map<number, Cell[]>();
  for (let from = 0; from === 0 || from < columns.length; from += columnsAtOnce) {
    const { rows } = await tables.rows(`select ${['row', ...columns.slice(from, from + columnsAtOnce).map(wireExpression)].join(', ')} from ${table.source} where ${rowCondition(rowNumbers)}`, [], { signal });
    for (const [row, ...cells] of rows) byNumber.set(Number(row), [...(byNumber.get(Number(row)) ?? []), ...cells.map(toCell)]);
  }
  return rowNumbers.map((number) => byNumber.get(number) ?? []);
}

/** A range lets DuckDB skip the other parts of the file at once. */
export function rowCondition(rowNumbers: readonly number[]): string {
  const first = Math.min(...rowNumbers);
  const last = Math.max(...rowNumbers);
  const range = `row between ${first} and ${last}`;
  return last - first + 1 === rowNumbers.length ? range : `${range} and row in (${rowNumbers.join(', ')})`;
}

export function toCell(value: Value): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return String(value);
}

/** What the text of such values is made of, in lower case: a search for anything else need not look at them. */
const signsOf: Partial<Record<TableColumn['type'], RegExp>> = {
  integer: /^[-0-9]*$/,
  decimal: /^[-+.0-9einfa]*$/,
  boolean: /^[truefals]*$/,
  date: /^[-0-9]*$/,
  datetime: /^[-0-9t:.z]*$/,
};

function searchCondition(table: SnapshotTable, search: string | undefined): string[] {
  if (search === undefined || search === '') return [];
  const wanted = search.toLowerCase();
  const columns = table.columns.filter(({ type }) => signsOf[type]?.test(wanted) !== false);
  return [columns.map((column) => `contains(lower(${textExpression(column)}), ${literal(wanted)})`).join(' or ') || 'false'];
}

function filterCondition(column: TableColumn, { operator, value, values }: Filter): string {
  const { field } = column;
  switch (operator) {
    case 'empty':
      return `${field} is null`;
    case 'not-empty':
      return `${field} is not null`;
    case 'contains':
      return `contains(lower(${textExpression(column)}), ${literal(String(value ?? '').toLowerCase())})`;
    case 'equals':
      return value === null || value === undefined ? `${field} is null` : `${field} = ${cellLiteral(column, value)}`;
    case 'not-equals':
      return value === null || value === undefined ? `${field} is not null` : `${field} is distinct from ${cellLiteral(column, value)}`;
    case 'one-of': {
      const wanted = (values ?? []).filter((item) => item !== null);
      const empty = (values ?? []).length > wanted.length ? [`${field} is null`] : [];
      const list = wanted.length > 0 ? [`${field} in (${wanted.map((item) => cellLiteral(column, item)).join(', ')})`] : [];
      return [...list, ...empty].join(' or ') || 'false';
    }
    case 'less':
    case 'less-or-equal':
    case 'greater':
    case 'greater-or-equal': {
      const sign = { less: '<', 'less-or-equal': '<=', greater: '>', 'greater-or-equal': '>=' }[operator];
      return `${field} ${sign} ${cellLiteral(column, value ?? null)}`;
    }
  }
}

/** A value as SQL of the column's type. Throws `invalid-input` where it has another form. */
export function cellLiteral(column: TableColumn, value: Cell): string {
  const refuse = (form: string): EngineError => new EngineError('invalid-input', reasons.notComparable(String(value), column.name, form), { column: column.name });
  if (value === null) throw refuse(reasons.forms.any);
  if (isText(column.type)) return literal(String(value));
  if (column.type === 'boolean') {
    const text = String(value).toLowerCase();
    if (text !== 'true' && text !== 'false') throw refuse(reasons.forms.boolean);
    return text;
  }
  if (column.type === 'date' || column.type === 'datetime') {
    const time = typeof value === 'number' ? value : Date.parse(/[T ]\d/.test(String(value)) && !/(Z|[+-]\d{2}:?\d{2})$/.test(String(value)) ? `${String(value)}Z` : String(value));
    if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) throw refuse(reasons.forms.date);
    return `timestamp ${literal(new Date(time).toISOString().replace('T', ' ').replace('Z', ''))}`;
  }
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw refuse(reasons.forms.number);
  // Whole numbers stay whole, so that a column of them is compared without a conversion.
  return column.type === 'integer' && Number.isSafeInteger(number) ? `${number}::bigint` : `${number}::double`;
}
