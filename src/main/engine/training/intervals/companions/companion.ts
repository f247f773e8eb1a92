/** What is fitted beside a model, on its training rows only, for the methods that need more than held-out misses. */
import type { FitInput, Learner } from '../../models/algorithm';
import type { TrainingTable } from '../../types';

export const companionNames = ['difficulty', 'quantiles', 'folds'] as const;
export type CompanionName = (typeof companionNames)[number];

export interface CompanionInput {
  /** As the model itself was fitted. */
  readonly input: FitInput;
  readonly algorithm: Learner;
  readonly level: number;
}

export interface CompanionKind {
  readonly name: CompanionName;
  /** False where the kind of model has no such companion. */
  suits(algorithm: Learner): boolean;
  /** JSON document that `restore` reads back. */
  fit(input: CompanionInput): Promise<unknown>;
  /** Lists in the model's space, one value per row each. */
  restore(body: unknown): (table: TrainingTable, rows: Int32Array, level: number) => Float64Array[];
}
