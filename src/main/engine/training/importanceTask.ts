/** Compute task: the rises of sets of columns on the held-out rows of one fold, with a model put together from what was fitted on it. */
import type { ModelKind } from '@shared/areas/tracking';
import { shuffledRises } from './importance';
import type { Blend } from './models/algorithm';
import { combineModels, restoreFitted } from './savedModel';
import { findColumn, numbersOf } from './table';
import { toModelSpace } from './targetSpace';
import type { SavedModel, TrainingTable } from './types';

export interface ImportanceTask {
  readonly members: readonly SavedModel[];
  /** How the members are combined; null for a model by itself. */
  readonly combined: { readonly kind: ModelKind; readonly blend: Blend } | null;
  readonly table: TrainingTable;
  /** Held-out rows. */
  readonly rows: Int32Array;
  readonly sets: readonly (readonly string[])[];
  readonly shuffles: number;
  readonly seed: number;
}

/** Mean rise of each set over the shuffles, in the model's space. */
export function importanceTask({ members, combined, table, rows, sets, shuffles, seed }: ImportanceTask): number[] {
  const saved = combined ? combineModels(combined.kind, members, combined.blend) : members[0]!;
  const target = numbersOf(findColumn(table, saved.target), rows).map((value) => toModelSpace(value, saved.transform));
  return shuffledRises(restoreFitted(saved), table, sets, { rows, target }, seed, shuffles).map((rises) => rises.reduce((total, rise) => total + rise, 0) / shuffles);
}
