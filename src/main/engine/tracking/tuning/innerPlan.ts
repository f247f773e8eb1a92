/**
 * The folds a search may see. One fold of the race stays unseen: its held-out rows are in no inner fold, neither to learn
 * from nor to be scored on. The inner folds are the other folds of its repeat without those rows, so that whatever kept
 * rows together in the race (groups, time, a file) keeps them together here.
 */
import { EngineError } from '@shared/contract/errors';
import { tuningMessages as words } from '@shared/messages/tuning';
import { toSharedIntegers } from '../sharedMemory';

interface Fold {
  readonly repeat: number;
  readonly fold: number;
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface InnerPlan {
  /** Place of the unseen fold in the race's plan. */
  readonly unseen: number;
  readonly folds: readonly { readonly train: Int32Array; readonly test: Int32Array }[];
}

/** By time the last fold stays unseen, for all before it lies in its past; else the first. Throws `invalid-input` where too few folds are left. */
export function innerPlan(folds: readonly Fold[], byTime: boolean): InnerPlan {
  const repeat = folds[0]?.repeat;
  const members = folds.filter((fold) => fold.repeat === repeat);
  const held = byTime ? members.at(-1) : members[0];
  if (!held) throw new EngineError('invalid-input', words.tooFewFolds);
  const visible = new Set(held.train);
  const seen = (rows: Int32Array): Int32Array => toSharedIntegers(rows.filter((row) => visible.has(row)));
  const inner = members.filter((fold) => fold !== held).map(({ train, test }) => ({ train: seen(train), test: seen(test) }));
  if (inner.length === 0 || inner.some(({ train, test }) => train.length < 2 || test.length === 0)) throw new EngineError('invalid-input', words.tooFewFolds);
  return { unseen: folds.indexOf(held), folds: inner };
}
