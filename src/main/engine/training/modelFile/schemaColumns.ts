/** The columns a model needs and what it saw in them, from training rows into the model file and back. */
import type { TrainedRange } from '../trainedRange';
import type { TrainingColumn } from '../types';
import type { SchemaColumn } from './modelDocument';

/** Levels most frequent first. */
export function schemaColumnOf({ name, type }: Pick<TrainingColumn, 'name' | 'type'>, range: TrainedRange): SchemaColumn {
  if (range.kind === 'text') return { name, type, kind: 'text', levels: type === 'text' || type === 'id' ? null : [...range.counts.keys()], sawMissing: range.sawMissing };
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const { whole, sawMissing, rows } = range;
  return { name, type, kind: 'number', min: known(range.min), max: known(range.max), low: known(range.low), high: known(range.high), median: known(range.median), whole, sawMissing, rows };
}

/** Null where nothing lies outside: levels of free text are not known. How often a level occurred is not kept. */
export function trainedRangeIn(column: SchemaColumn): TrainedRange | null {
  const { name } = column;
  if (column.kind === 'text') return column.levels && { kind: 'text', name, counts: new Map(column.levels.map((level) => [level, 0])), sawMissing: column.sawMissing };
  const { min, max, low, high, median, whole, sawMissing, rows } = column;
  return { kind: 'number', name, min: min ?? NaN, max: max ?? NaN, low: low ?? NaN, high: high ?? NaN, median: median ?? NaN, whole, sawMissing, rows };
}
