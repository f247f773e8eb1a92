/** Reading training tables by column name, whatever kind a column arrives as, and making tables of chosen rows. */
import type { NumberColumn, TextColumn, TrainingColumn, TrainingTable } from './types';

const byName = new WeakMap<TrainingTable['columns'], ReadonlyMap<string, TrainingColumn>>();

/** Looks names up in an index: tables of thousands of columns are asked for each of them again and again. */
export function findColumn({ columns }: TrainingTable, name: string): TrainingColumn | undefined {
  let index = byName.get(columns);
  if (!index) byName.set(columns, (index = new Map(columns.toReversed().map((column) => [column.name, column]))));
  return index.get(name);
}

/** Values of the rows as numbers, NaN where missing or not a number. A text column is read as plain decimal text. */
export function numbersOf(column: TrainingColumn | undefined, rows: Int32Array): Float64Array {
  const values = new Float64Array(rows.length);
  if (!column) return values.fill(NaN);
  if (column.kind === 'number') {
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]!]!;
    return values;
  }
  const parsed = memoByCode(column, (text) => (text.trim() === '' ? NaN : Number(text)));
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i]!]!;
    values[i] = code < 0 ? NaN : parsed(code);
  }
  return values;
}

/** Calls `visit` with each row's text, null where missing, after mapping each distinct text once. */
export function mapTexts<T>(column: TrainingColumn | undefined, rows: Int32Array, map: (text: string) => T, visit: (index: number, mapped: T | null) => void): void {
  if (column?.kind === 'text') {
    const mapped = memoByCode(column, map);
    for (let i = 0; i < rows.length; i++) {
      const code = column.codes[rows[i]!]!;
      visit(i, code < 0 ? null : mapped(code));
    }
    return;
  }
  for (let i = 0; i < rows.length; i++) {
    const value = column ? column.values[rows[i]!]! : NaN;
    visit(i, Number.isNaN(value) ? null : map(String(value)));
  }
}

function memoByCode<T>(column: TextColumn, map: (text: string) => T): (code: number) => T {
  const known = new Map<number, T>();
  return (code) => {
    const found = known.get(code);
    if (found !== undefined) return found;
    const made = map(column.levels[code] ?? '');
    known.set(code, made);
    return made;
  };
}

/** All rows of a table, as indices. */
/** The values at these places, as floats of their kind. */
export function gather(values: Float64Array, places: Int32Array): Float64Array;
export function gather(values: Float64Array | Float32Array, places: Int32Array): Float64Array | Float32Array;
export function gather(values: Float64Array | Float32Array, places: Int32Array): Float64Array | Float32Array {
  const taken = values instanceof Float32Array ? new Float32Array(places.length) : new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) taken[i] = values[places[i]!]!;
  return taken;
}

export function allRows({ rows }: Pick<TrainingTable, 'rows'>): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}

/** A table whose row i takes column c from row `pick(c)[i]` of the given table. */
export function gatherTable(table: TrainingTable, columns: readonly string[], rows: number, pick: (column: string) => Int32Array): TrainingTable {
  const gathered: TrainingColumn[] = [];
  for (const name of columns) {
    const column = findColumn(table, name);
    if (!column) continue;
    gathered.push(gatherColumn(column, pick(name)));
  }
  return { rows, rowNumbers: new Int32Array(rows), columns: gathered };
}

/** A column whose row i is row `from[i]` of the given one. */
export function gatherColumn(column: TrainingColumn, from: Int32Array): TrainingColumn {
  return column.kind === 'number' ? gatherNumbers(column, from) : gatherCodes(column, from);
}

function gatherNumbers(column: NumberColumn, from: Int32Array): NumberColumn {
  const values = new Float64Array(from.length);
  for (let i = 0; i < from.length; i++) values[i] = column.values[from[i]!]!;
  return { ...column, values };
}

function gatherCodes(column: TextColumn, from: Int32Array): TextColumn {
  const codes = new Int32Array(from.length);
  for (let i = 0; i < from.length; i++) codes[i] = column.codes[from[i]!]!;
  return { ...column, codes };
}
