/** Models of inner folds of the training rows, and the misses of each on the rows it did not see. Groups stay whole. */
import { deriveSeed } from '@engine/math';
import { innerFolds } from '../../features/innerFolds';
import type { FitInput, FittedModel } from '../../models/algorithm';
import type { CompanionInput } from './companion';

export interface InnerFold {
  readonly body: unknown;
  /** Positions among the training rows that this fold held out. */
  readonly heldOut: Int32Array;
  /** Actual less predicted, parallel to `heldOut`. */
  readonly misses: Float64Array;
}

export async function fitInnerFolds({ input, algorithm }: CompanionInput, count: number): Promise<InnerFold[]> {
  const folds = innerFolds(input.rows.length, input.groups, count, deriveSeed(input.seed, 'interval folds'));
  const made: InnerFold[] = [];
  for (let fold = 0; fold < count; fold++) {
    const heldOut = positionsWhere(folds, (of) => of === fold);
    const seen = positionsWhere(folds, (of) => of !== fold);
    if (heldOut.length === 0 || seen.length === 0) continue;
    const { body } = await algorithm.fit(takeRows(input, seen, deriveSeed(input.seed, 'interval fold', fold)));
    const answers = (algorithm.restore(body) satisfies FittedModel).predict(input.table, heldOut.map((at) => input.rows[at]!));
    made.push({ body, heldOut, misses: answers.map((answer, i) => input.target[heldOut[i]!]! - answer) });
  }
  return made;
}

function takeRows(input: FitInput, positions: Int32Array, seed: number): FitInput {
  return {
    ...input,
    rows: positions.map((at) => input.rows[at]!),
    target: Float64Array.from(positions, (at) => input.target[at]!),
    groups: input.groups && positions.map((at) => input.groups?.[at] ?? 0),
    seed,
    watch: null,
    report: () => undefined,
  };
}

function positionsWhere(folds: Int32Array, isMeant: (fold: number) => boolean): Int32Array {
  return Int32Array.from([...folds.keys()].filter((at) => isMeant(folds[at]!)));
}
