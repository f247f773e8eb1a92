/** What the model was trained on, column by column, and which values lie outside of it. */
import { quantileSorted, sortedNumbers } from '@engine/math';
import type { TrainingColumn, TrainingTable } from './types';

export type TrainedRange =
  | { readonly kind: 'number'; readonly name: string; readonly min: number; readonly max: number; /** Middle 90 %. */ readonly low: number; readonly high: number; readonly median: number; readonly whole: boolean; readonly sawMissing: boolean; readonly rows: number }
  | { readonly kind: 'text'; readonly name: string; /** Most frequent first; ties in order of appearance. */ readonly counts: ReadonlyMap<string, number>; readonly sawMissing: boolean };

export function trainedRangeOf(column: TrainingColumn): TrainedRange {
  if (column.kind === 'number') {
    const sorted = sortedNumbers(column.values);
    return {
      kind: 'number',
      name: column.name,
      min: sorted[0] ?? NaN,
      max: sorted.at(-1) ?? NaN,
      low: quantileSorted(sorted, 0.05) ?? NaN,
      high: quantileSorted(sorted, 0.95) ?? NaN,
      median: quantileSorted(sorted, 0.5) ?? NaN,
      whole: sorted.every((value) => Number.isInteger(value)),
      sawMissing: sorted.length < column.values.length,
      rows: sorted.length,
    };
  }
  const counts = new Map<string, number>();
  let missing = 0;
  for (const code of column.codes) {
    if (code < 0) missing++;
    else {
      const text = column.levels[code] ?? '';
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return { kind: 'text', name: column.name, counts: new Map([...counts].sort(([, a], [, b]) => b - a)), sawMissing: missing > 0 };
}

/**
 * Names of the columns whose value in `row` was never met in training: a number beyond the least or most, a category not
 * seen, a missing value where none was missing. Free text is always new and never marked.
 */
export function columnsOutside(table: TrainingTable, row: number, ranges: ReadonlyMap<string, TrainedRange>): string[] {
  return table.columns.filter((column) => outsideOf(column, row, ranges.get(column.name)) !== null).map(({ name }) => name);
}

export type Outside = { readonly kind: 'number'; readonly value: number; readonly min: number; readonly max: number } | { readonly kind: 'category'; readonly value: string } | { readonly kind: 'missing' };

/** How a cell lies outside of training; null where it does not. */
export function outsideOf(column: TrainingColumn, row: number, range: TrainedRange | undefined): Outside | null {
  if (!range) return null;
  if (column.kind === 'number') {
    const value = column.values[row]!;
    if (range.kind !== 'number') return null;
    if (Number.isNaN(value)) return range.sawMissing ? null : { kind: 'missing' };
    return value < range.min || value > range.max ? { kind: 'number', value, min: range.min, max: range.max } : null;
  }
  if (range.kind !== 'text' || column.type === 'text') return null;
  const code = column.codes[row]!;
  if (code < 0) return range.sawMissing ? null : { kind: 'missing' };
  const text = column.levels[code] ?? '';
  return range.counts.has(text) ? null : { kind: 'category', value: text };
}
