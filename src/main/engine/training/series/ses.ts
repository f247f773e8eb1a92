/** Simple exponential smoothing: weight and first level with the least sum of squared one-step errors. */
import { repeated, shorterThan, type LocalMethod } from './method';

export interface Smoothing {
  readonly alpha: number;
  readonly firstLevel: number;
  /** Level after the last value. */
  readonly level: number;
  readonly squares: number;
}

const lowest = 1e-4;
const highest = 0.9999;
const gridSteps = 20;
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * One-step errors are linear in the first level, so the best one for a given weight is a quotient; the weight itself is
 * found on a grid and then by golden section, since the sum may have more than one valley.
 */
export function fitSmoothing(history: Float64Array): Smoothing {
  let best = smoothWith(history, lowest);
  let bestStep = 0;
  for (let step = 1; step <= gridSteps; step++) {
    const found = smoothWith(history, lowest + ((highest - lowest) * step) / gridSteps);
    if (found.squares < best.squares) [best, bestStep] = [found, step];
  }
  let low = lowest + ((highest - lowest) * Math.max(0, bestStep - 1)) / gridSteps;
  let high = lowest + ((highest - lowest) * Math.min(gridSteps, bestStep + 1)) / gridSteps;
  while (high - low > 1e-7) {
    const a = smoothWith(history, high - golden * (high - low));
    const b = smoothWith(history, low + golden * (high - low));
    if (a.squares <= b.squares) high = b.alpha;
    else low = a.alpha;
    const found = a.squares <= b.squares ? a : b;
    if (found.squares < best.squares) best = found;
  }
  return best;
}

/** Error at t is y - (known + rest * firstLevel), with rest = (1 - alpha)^t. */
function smoothWith(history: Float64Array, alpha: number): Smoothing {
  let known = 0;
  let rest = 1;
  let cross = 0;
  let weight = 0;
  for (const value of history) {
    cross += rest * (value - known);
    weight += rest * rest;
    known += alpha * (value - known);
    rest *= 1 - alpha;
  }
  const firstLevel = cross / weight;
  let level = firstLevel;
  let squares = 0;
  for (const value of history) {
    const error = value - level;
    squares += error * error;
    level += alpha * error;
  }
  return { alpha, firstLevel, level, squares };
}

export const ses: LocalMethod = {
  kind: 'ses',
  obstacle: shorterThan(3),
  forecast: (history, horizon) => repeated(fitSmoothing(history).level, horizon),
};
