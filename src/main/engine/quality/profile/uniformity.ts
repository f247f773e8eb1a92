/** Whether values are equally frequent. */
import { chiSquareSurvival } from '../../math';

/** p-value of Pearson's chi-square against equal counts, as scipy.stats.chisquare has it; null for fewer than two groups. */
export function chiSquareUniformity(counts: readonly number[]): number | null {
  const total = counts.reduce((all, count) => all + count, 0);
  const squares = counts.reduce((all, count) => all + count * count, 0);
  return fromSquares(counts.length, total, squares);
}

/** The same from the number of groups, their total and the sum of their squares. */
export function fromSquares(groups: number, total: number, squares: number): number | null {
  if (groups < 2 || total === 0) return null;
  return chiSquareSurvival((groups * squares) / total - total, groups - 1);
}
