/** Columns as a race can learn from them: numbers are finite or missing, and what says nothing in the rows at hand is left out. Whatever is done is said. */
import type { Experiment } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { withoutInfinities } from '../training';
import type { TrainingColumn, TrainingTable } from '../training/types';
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
    const { settled, infinite } = withoutInfinities(column, sharedFloats);
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
