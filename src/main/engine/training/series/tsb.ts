/** Teunter, Syntetos and Babai (2011): size of sales and chance of one smoothed apart, so that dying products fade. Both weights 0.1. */
import { onlyIntermittent } from './croston';
import { repeated, type LocalMethod } from './method';

const sizeWeight = 0.1;
const chanceWeight = 0.1;

export function tsbRate(history: Float64Array): number {
  let size = NaN;
  let chance = NaN;
  for (const value of history) {
    const sold = value === 0 ? 0 : 1;
    chance = Number.isNaN(chance) ? sold : chance + chanceWeight * (sold - chance);
    if (sold === 1) size = Number.isNaN(size) ? value : size + sizeWeight * (value - size);
  }
  return Number.isNaN(size) ? 0 : chance * size;
}

export const tsb: LocalMethod = {
  kind: 'tsb',
  obstacle: onlyIntermittent,
  forecast: (history, horizon) => repeated(tsbRate(history), horizon),
};
