/** Columns with infinities as models count with them: finite numbers or missing. A CSV with infinities is read as text, cell for cell. */
import { largestNumber } from './features/finiteNumbers';
import type { NumberColumn, TextColumn, TrainingColumn } from './types';

/** Room for the values of a column, such as memory that workers share. */
type NewFloats = (length: number) => Float64Array;
const ownFloats: NewFloats = (length) => new Float64Array(length);

/** Cells that are infinite in a column of text that holds nothing but numbers and infinities; else 0. */
export function countInfinityWords(column: TrainingColumn): number {
  return column.kind === 'text' && areNumbers(column) ? toNumbers(column, ownFloats).values.reduce((cells, value) => cells + (Math.abs(value) === Infinity ? 1 : 0), 0) : 0;
}

/** The number of cells that are infinite or beyond what models count with, and the column with these missing. A text column of numbers and infinities becomes one of numbers. */
export function withoutInfinities(column: TrainingColumn, newFloats = ownFloats): { readonly settled: TrainingColumn; readonly infinite: number } {
  if (column.kind === 'text') return areNumbers(column) ? withoutInfinities(toNumbers(column, newFloats), newFloats) : { settled: column, infinite: 0 };
  const { values } = column;
  let infinite = 0;
  for (let row = 0; row < values.length; row++) if (isInfinite(values[row]!)) infinite++;
  if (infinite === 0) return { settled: column, infinite };
  const finite = newFloats(values.length);
  for (let row = 0; row < values.length; row++) finite[row] = isInfinite(values[row]!) ? NaN : values[row]!;
  return { settled: { ...column, values: finite }, infinite };
}

const infinityForm = /^[+-]?inf(inity)?$/i;

export function isInfinityWord(text: string): boolean {
  return infinityForm.test(text.trim());
}

/** Ids stay names. */
function areNumbers({ levels, type }: TextColumn): boolean {
  if (type === 'id') return false;
  let infinities = 0;
  for (const level of levels) {
    const value = numberOf(level);
    if (Number.isNaN(value)) return false;
    if (Math.abs(value) === Infinity) infinities++;
  }
  return infinities > 0 && infinities < levels.length;
}

/** Infinity words and numbers beyond the largest one are infinite; NaN where it is no number. */
function numberOf(text: string): number {
  const cell = text.trim();
  if (isInfinityWord(cell)) return cell.startsWith('-') ? -Infinity : Infinity;
  return cell === '' ? NaN : Number(cell);
}

function toNumbers({ name, codes, levels }: TextColumn, newFloats: NewFloats): NumberColumn {
  const numbers = levels.map(numberOf);
  const values = newFloats(codes.length);
  for (let row = 0; row < codes.length; row++) values[row] = codes[row]! < 0 ? NaN : numbers[codes[row]!]!;
  return { kind: 'number', name, type: 'decimal', values };
}

function isInfinite(value: number): boolean {
  return Math.abs(value) > largestNumber;
}
