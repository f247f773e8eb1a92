/** Columns as a race can learn from them: numbers are finite or missing, and what says nothing in the rows at hand is left out. Whatever is done is said. */
import type { Experiment } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { largestNumber } from '../training';
import type { NumberColumn, TextColumn, TrainingColumn, TrainingTable } from '../training/types';
import { sharedFloats } from './sharedMemory';

export interface SettledColumns {
  readonly table: TrainingTable;
  readonly features: readonly string[];
  readonly excluded: Experiment['excludedColumns'];
  readonly treated: Experiment['treatedColumns'];
}

/** `keep` names columns that stay as they are, such as the target and the group. Throws `invalid-input` where nothing is left to learn from. */
export function settleColumns(table: TrainingTable, features: readonly string[], excluded: Experiment['excludedColumns'], keep: ReadonlySet<string>): SettledColumns {
  const treated: { column: string; treatment: string }[] = [];
  const columns = table.columns.map((column) => {
    if (keep.has(column.name)) return column;
    const { settled, infinite } = withoutInfinities(column);
    if (infinite > 0) treated.push({ column: column.name, treatment: trackingMessages.treated.infinite(infinite) });
    return settled;
  });
  const reasons = new Map<string, string>();
  for (const column of columns) {
    const reason = reasonSilent(column);
    if (reason !== null && features.includes(column.name)) reasons.set(column.name, reason);
  }
  const left = features.filter((name) => !reasons.has(name));
  if (left.length === 0) throw new EngineError('invalid-input', trackingMessages.refused.noFeatures);
  return { table: { ...table, columns }, features: left, excluded: [...excluded, ...[...reasons].map(([column, reason]) => ({ column, reason }))], treated };
}

/** Cells that are infinite in a column of text that holds nothing but numbers and infinities; else 0. */
export function countInfinities(column: TrainingColumn): number {
  return column.kind === 'text' && areNumbers(column) ? toNumbers(column).values.reduce((cells, value) => cells + (Math.abs(value) === Infinity ? 1 : 0), 0) : 0;
}

/** The number of cells that are infinite or beyond what models count with, and the column with these missing. A text column of numbers and infinities becomes one of numbers. */
function withoutInfinities(column: TrainingColumn): { readonly settled: TrainingColumn; readonly infinite: number } {
  if (column.kind === 'text') return areNumbers(column) ? withoutInfinities(toNumbers(column)) : { settled: column, infinite: 0 };
  const { values } = column;
  let infinite = 0;
  for (let row = 0; row < values.length; row++) if (isInfinite(values[row]!)) infinite++;
  if (infinite === 0) return { settled: column, infinite };
  const finite = sharedFloats(values.length);
  for (let row = 0; row < values.length; row++) finite[row] = isInfinite(values[row]!) ? NaN : values[row]!;
  return { settled: { ...column, values: finite }, infinite };
}

const infinityForm = /^[+-]?inf(inity)?$/i;

/** A CSV with infinities is read as text, cell for cell. Ids stay names. */
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
  if (infinityForm.test(cell)) return cell.startsWith('-') ? -Infinity : Infinity;
  return cell === '' ? NaN : Number(cell);
}

function toNumbers({ name, codes, levels }: TextColumn): NumberColumn {
  const numbers = levels.map(numberOf);
  const values = sharedFloats(codes.length);
  for (let row = 0; row < codes.length; row++) values[row] = codes[row]! < 0 ? NaN : numbers[codes[row]!]!;
  return { kind: 'number', name, type: 'decimal', values };
}

/** Why nothing can be learned from the column in these rows; null where something might. */
function reasonSilent(column: TrainingColumn): string | null {
  const words = trackingMessages.excluded;
  const values = column.kind === 'number' ? column.values : column.codes;
  const isMissing = (value: number): boolean => (column.kind === 'number' ? Number.isNaN(value) : value < 0);
  const first = values[0];
  if (first === undefined) return words.empty;
  for (let row = 1; row < values.length; row++) if (!Object.is(values[row], first)) return null;
  return isMissing(first) ? words.empty : words.constant;
}

function isInfinite(value: number): boolean {
  return Math.abs(value) > largestNumber;
}
