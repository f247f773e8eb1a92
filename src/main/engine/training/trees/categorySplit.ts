/**
 * Splits of a category feature into two sets (Fisher 1958; Ke et al. 2017, LightGBM): with few categories each one against
 * the rest, with more the categories in order of their smoothed answers, and every prefix of that order, from both ends.
 * Missing and unseen categories go right.
 */

/** LightGBM's cat_smooth (also the least rows of a category in an order), cat_l2, min_data_per_group, max_cat_threshold and max_cat_to_onehot. */
const smoothing = 10;
const minGroupRows = 100;
const setPenalty = 10;
const mostInSet = 32;
const fewCategories = 4;

export interface CategorySums {
  /** Gradient, rows and second derivative of each bin, three numbers each, in units. */
  readonly sums: Float64Array;
  readonly bins: number;
  readonly gradient: number;
  readonly rows: number;
  readonly second: number;
}

export interface CategoryRules {
  readonly minLeafRows: number;
  readonly minLeafSecond: number;
  /** Gain of a side with these sums and a penalty more. */
  gainOf(gradient: number, second: number): number;
}

export interface CategorySplit {
  readonly gain: number;
  /** Bins that go left. */
  readonly set: readonly number[];
  readonly gradient: number;
  readonly rows: number;
  readonly second: number;
}

/** Null where no split gains more than `least`. `parentGain` is that of the leaf itself. */
export function findCategorySplit({ sums, bins, gradient, rows, second }: CategorySums, rules: CategoryRules, parentGain: number, least: number): CategorySplit | null {
  const seen: number[] = [];
  for (let bin = 1; bin < bins; bin++) if (sums[3 * bin + 1]! > 0) seen.push(bin);
  if (seen.length === 0) return null;
  let best: CategorySplit | null = null;

  function consider(set: readonly number[], left: { gradient: number; rows: number; second: number }, penalty: number): void {
    const rightRows = rows - left.rows;
    if (left.rows < rules.minLeafRows || rightRows < rules.minLeafRows) return;
    const rightSecond = second - left.second;
    if (left.second < rules.minLeafSecond || rightSecond < rules.minLeafSecond) return;
    const gain = rules.gainOf(left.gradient, left.second + penalty) + rules.gainOf(gradient - left.gradient, rightSecond + penalty) - parentGain;
    if (gain > (best?.gain ?? least)) best = { gain, set: set.slice(), ...left };
  }

  const of = (bin: number): { gradient: number; rows: number; second: number } => ({ gradient: sums[3 * bin]!, rows: sums[3 * bin + 1]!, second: sums[3 * bin + 2]! });
  if (seen.length <= fewCategories) {
    for (const bin of seen) consider([bin], of(bin), 0);
    return best;
  }
  const order = seen.filter((bin) => sums[3 * bin + 1]! >= smoothing).sort((a, b) => sums[3 * a]! / (sums[3 * a + 2]! + smoothing) - sums[3 * b]! / (sums[3 * b + 2]! + smoothing) || a - b);
  for (const walk of [order, order.slice().reverse()]) {
    const left = { gradient: 0, rows: 0, second: 0 };
    const most = Math.min(mostInSet, Math.ceil(walk.length / 2));
    let groupRows = 0;
    for (let i = 0; i < most; i++) {
      const next = of(walk[i]!);
      left.gradient += next.gradient;
      left.rows += next.rows;
      left.second += next.second;
      groupRows += next.rows;
      if (rows - left.rows < minGroupRows) break;
      // Neighbours in the order are weighed together, until they are enough rows to tell.
      if (groupRows < minGroupRows || left.rows < rules.minLeafRows || left.second < rules.minLeafSecond) continue;
      groupRows = 0;
      consider(walk.slice(0, i + 1), { ...left }, setPenalty);
    }
  }
  return best;
}
