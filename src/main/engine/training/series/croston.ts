/** Croston (1972) and its bias correction by Syntetos and Boylan (2005): sizes and intervals smoothed with 0.1, as statsforecast does. */
import { isIntermittent } from './demandClass';
import { repeated, type LocalMethod } from './method';

const weight = 0.1;

/** Where demand is not intermittent, the family is known to be worse than simple smoothing. */
export const onlyIntermittent: LocalMethod['obstacle'] = (history) => (history.every((value) => value === 0) ? 'no-sales' : history.some((value) => value < 0) ? 'negative' : history.length < 3 ? 'too-short' : isIntermittent(history) ? null : 'not-intermittent');

/** Mean demand per period; the first interval counts from the first period. */
export function crostonRate(history: Float64Array): number {
  let size = NaN;
  let interval = NaN;
  let last = -1;
  for (let t = 0; t < history.length; t++) {
    const value = history[t]!;
    if (value === 0) continue;
    const gap = t - last;
    last = t;
    size = Number.isNaN(size) ? value : size + weight * (value - size);
    interval = Number.isNaN(interval) ? gap : interval + weight * (gap - interval);
  }
  return Number.isNaN(size) ? 0 : size / interval;
}

export const croston: LocalMethod = {
  kind: 'croston',
  obstacle: onlyIntermittent,
  forecast: (history, horizon) => repeated(crostonRate(history), horizon),
};

export const sba: LocalMethod = {
  kind: 'sba',
  obstacle: onlyIntermittent,
  forecast: (history, horizon) => repeated((1 - weight / 2) * crostonRate(history), horizon),
};
