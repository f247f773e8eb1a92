/** Rows from a form or a file's cells as the columns a model learned from. Unknown columns are ignored, missing ones named. */
import type { Cell, ColumnType, Table } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import { isInfinityWord } from '../training';
import type { TextColumn, TrainingColumn, TrainingTable } from '../training/types';

export interface ModelColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly kind: TrainingColumn['kind'];
}

export interface TypedRows {
  readonly table: TrainingTable;
  readonly missingColumns: readonly string[];
}

/** Throws `invalid-input` naming the column and row of a cell that cannot be of the column's type. */
export function typeRows({ columns, rows }: Table, wanted: readonly ModelColumn[]): TypedRows {
  const short = rows.findIndex((row) => row.length !== columns.length);
  if (short !== -1) throw new EngineError('invalid-input', forecastingMessages.ragged(short + 1, rows[short]?.length ?? 0, columns.length), { row: short + 1 });
  const missingColumns: string[] = [];
  const typed = wanted.map((column): TrainingColumn => {
    const at = columns.indexOf(column.name);
    if (at === -1) missingColumns.push(column.name);
    const cells = rows.map((row) => (at === -1 ? null : (row[at] ?? null)));
    return column.kind === 'number' ? numbers(column, cells) : texts(column, cells);
  });
  return { table: { rows: rows.length, rowNumbers: Int32Array.from(rows, (_, i) => i + 1), columns: typed }, missingColumns };
}

function numbers({ name, type }: ModelColumn, cells: readonly Cell[]): TrainingColumn {
  const values = Float64Array.from(cells, (cell, i) => {
    const value = readNumber(cell, type);
    if (value === undefined) throw new EngineError('invalid-input', forecastingMessages.badCell(name, i + 1, String(cell), type), { column: name, row: i + 1 });
    return value;
  });
  return { kind: 'number', name, type, values };
}

/** NaN where missing or infinite, undefined where the cell cannot be read. */
export function readNumber(cell: Cell, type: ColumnType): number | undefined {
  if (cell === null || (typeof cell === 'string' && cell.trim() === '')) return NaN;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined;
  const text = cell.trim();
  if (type === 'date' || type === 'datetime') {
    const time = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) || /(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text.replace(' ', 'T')}Z`);
    return Number.isNaN(time) ? undefined : time;
  }
  if (type === 'boolean' && /^(true|yes)$/i.test(text)) return 1;
  if (type === 'boolean' && /^(false|no)$/i.test(text)) return 0;
  if (isInfinityWord(text)) return NaN;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function texts({ name, type }: ModelColumn, cells: readonly Cell[]): TrainingColumn {
  return { kind: 'text', name, type, ...textsOf(cells) };
}

/** A code per cell, -1 where it is missing or empty. */
export function textsOf(cells: readonly Cell[]): Pick<TextColumn, 'codes' | 'levels'> {
  const levels: string[] = [];
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(cells, (cell) => {
    if (cell === null || cell === '') return -1;
    const text = String(cell);
    const known = codeOf.get(text);
    if (known !== undefined) return known;
    codeOf.set(text, levels.length);
    return levels.push(text) - 1;
  });
  return { codes, levels };
}
