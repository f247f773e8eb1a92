/** The control of a pipeline: on a permuted target there is nothing to find, so whoever finds something has seen the answers. */
import { deriveSeed } from '@engine/math';
import { scoreFold } from '../metrics';
import { findColumn } from '../table';
import type { FitOutcome, FitTask } from '../types';
import { permuteTarget } from './permuteTarget';

export interface ControlRequest {
  /** What is fitted on each fold, but for the rows. */
  readonly task: Omit<FitTask, 'train' | 'test' | 'seed'>;
  readonly folds: readonly { readonly train: Int32Array; readonly test: Int32Array }[];
  /** Code of each row of the table, where folds keep groups together. */
  readonly groups: Int32Array | null;
  readonly permutations: number;
  readonly seed: number;
  /** The pipeline under test: preprocessing and model, from training rows to held-out answers. */
  readonly fit: (task: FitTask) => Promise<Pick<FitOutcome, 'predictions'>>;
}

/** R2 in the model's space of every permutation and fold. About 0, or a little below, for a pipeline that sees no held-out answers. */
export async function shuffledControl({ task, folds, groups, permutations, seed, fit }: ControlRequest): Promise<number[]> {
  const target = findColumn(task.table, task.target);
  if (target?.kind !== 'number') return [];
  const scores: number[] = [];
  for (let permutation = 1; permutation <= permutations; permutation++) {
    const values = new Float64Array(new SharedArrayBuffer(target.values.byteLength));
    values.set(permuteTarget(target.values, groups, deriveSeed(seed, 'control', permutation)));
    const table = { ...task.table, columns: task.table.columns.map((column) => (column === target ? { ...target, values } : column)) };
    const scored = await Promise.all(
      folds.map(async ({ train, test }, fold) => {
        const { predictions } = await fit({ ...task, table, train, test, seed: deriveSeed(seed, 'control', permutation, fold) });
        const { r2Log, r2 } = scoreFold({ actual: Float64Array.from(test, (row) => values[row]!), predicted: predictions, steps: null, interval: null });
        return task.transform === 'log1p' ? r2Log : r2;
      }),
    );
    scores.push(...scored.filter((score) => score !== null));
  }
  return scores;
}
