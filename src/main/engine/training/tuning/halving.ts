/**
 * Successive halving over folds (Jamieson & Talwalkar 2016): all trials of a bracket see one fold, the better half of them
 * twice as many, and so on to all folds. A bracket waits for all results of a rung before it chooses, so that what goes on
 * does not depend on which worker was quicker.
 */

const factor = 2;

/** Folds seen after each rung, rising, the last is all: 4 gives 1, 2, 4. */
export function rungsOf(folds: number): readonly number[] {
  const rungs: number[] = [];
  for (let seen = 1; seen < folds; seen *= factor) rungs.push(seen);
  return [...rungs, folds];
}

export interface Contender {
  /** Mean over the folds seen so far; infinite where it failed. */
  readonly loss: number;
  /** True: goes on whatever its loss, as the standard settings that all others are held against. */
  readonly stays: boolean;
}

/** The better half, rounded up, ties to the earlier; who stays does not take a place. Failed ones never go on. */
export function keepBetterHalf<T extends Contender>(contenders: readonly T[]): readonly T[] {
  const places = Math.ceil(contenders.filter(({ stays }) => !stays).length / factor);
  const better = new Set(contenders.filter(({ stays, loss }) => !stays && Number.isFinite(loss)).sort((a, b) => a.loss - b.loss).slice(0, places));
  return contenders.filter((contender) => better.has(contender) || (contender.stays && Number.isFinite(contender.loss)));
}
