/** The step nearest to a value in log(1 + units), as in docs/metrics.md; a tie goes to the lower. Pure. */

export function nearestStep(value: number, steps: readonly number[]): number | null {
  let best: number | null = null;
  let least = Infinity;
  for (const step of steps) {
    const distance = Math.abs(Math.log1p(Math.max(0, value)) - Math.log1p(step));
    if (distance < least) [best, least] = [step, distance];
  }
  return best;
}
