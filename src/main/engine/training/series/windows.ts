/** The mean or the median of the last periods; as many as there are where the history is shorter. */
import { mean, median } from '@engine/math';
import { repeated, shorterThan, type LocalMethod } from './method';

function window(kind: LocalMethod['kind'], share: number, centre: (values: Float64Array) => number | null): LocalMethod {
  return {
    kind,
    obstacle: shorterThan(1),
    forecast: (history, horizon, settings) => repeated(centre(history.subarray(Math.max(0, history.length - Math.max(1, Math.round(settings.window * share))))) ?? 0, horizon),
  };
}

export const windowMean = window('window-mean', 1, mean);
export const shortWindowMean = window('short-window-mean', 0.5, mean);
export const windowMedian = window('window-median', 1, median);
