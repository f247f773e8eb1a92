/** A leaf as a tree grows, and the best split found for it. */

/** Sums over rows, in whole numbers of the tree's units. */
export interface Sums {
  readonly gradient: number;
  readonly rows: number;
  readonly second: number;
}

export interface Leaf extends Sums {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly lowest: number;
  readonly highest: number;
  histogram: number;
  split: Split | null;
  left: Leaf | null;
  right: Leaf | null;
}

export interface Split {
  readonly gain: number;
  readonly feature: number;
  /** Bins up to this go left; of a category feature the bins of `set`. */
  readonly bin: number;
  readonly set: readonly number[] | null;
  readonly missingLeft: boolean;
  readonly left: Sums;
}
