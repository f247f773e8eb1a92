/** Holt (1957) and Winters (1960): level, trend and season, additive or multiplicative by the smaller sum of squared errors. */
import { fitEts } from './fitEts';
import { repeated, type LocalMethod } from './method';

export const holtWinters: LocalMethod = {
  kind: 'holt-winters',
  obstacle: (history, { season }) => (season < 2 ? 'no-season' : history.length < 2 * season ? 'two-seasons' : null),
  forecast(history, horizon, { season }) {
    if (history.every((value) => value === history[0])) return repeated(history[0]!, horizon);
    const additive = fitEts(history, { error: 'A', trend: 'A', season: 'A' }, season);
    if (!history.every((value) => value > 0)) return additive.forecast(horizon);
    const multiplicative = fitEts(history, { error: 'A', trend: 'A', season: 'M' }, season);
    return (multiplicative.squares < additive.squares ? multiplicative : additive).forecast(horizon);
  },
};
