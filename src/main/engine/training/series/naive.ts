/** The last value again. */
import { repeated, shorterThan, type LocalMethod } from './method';

export const naive: LocalMethod = {
  kind: 'naive',
  obstacle: shorterThan(1),
  forecast: (history, horizon) => repeated(history[history.length - 1]!, horizon),
};
