/** Along the line from the first value to the last (Hyndman and Athanasopoulos, Forecasting, 3rd edition, 5.2). */
import { shorterThan, type LocalMethod } from './method';

export const drift: LocalMethod = {
  kind: 'drift',
  obstacle: shorterThan(2),
  forecast(history, horizon) {
    const last = history[history.length - 1]!;
    const slope = (last - history[0]!) / (history.length - 1);
    return Float64Array.from({ length: horizon }, (_, step) => last + slope * (step + 1));
  },
};
