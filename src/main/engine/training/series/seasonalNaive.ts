/** The value of the same period one season ago. */
import type { LocalMethod } from './method';

export const seasonalNaive: LocalMethod = {
  kind: 'seasonal-naive',
  obstacle: (history, { season }) => (season < 2 ? 'no-season' : history.length < season ? 'one-season' : null),
  forecast: (history, horizon, { season }) => Float64Array.from({ length: horizon }, (_, step) => history[history.length - season + (step % season)]!),
};
