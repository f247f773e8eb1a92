/** The complete history of one series up to an origin: missing periods are bridged so that every method can run. */

/** All series of a panel over the same periods, series by series; NaN where a period is missing, not yet begun or already over. */
export interface PanelValues {
  readonly values: Float64Array;
  readonly periods: number;
  /** First period of each series. */
  readonly starts: Int32Array;
}

/** Values from the start of the series up to `origin`, which is not included. Gaps are bridged by straight lines, ends by the nearest value. */
export function historyOf({ values, periods, starts }: PanelValues, series: number, origin: number): Float64Array {
  const start = starts[series]!;
  const history = values.slice(series * periods + start, series * periods + Math.max(start, origin));
  bridgeGaps(history);
  return history;
}

function bridgeGaps(history: Float64Array): void {
  let last = -1;
  for (let t = 0; t < history.length; t++) {
    if (Number.isNaN(history[t]!)) continue;
    if (last < 0) history.fill(history[t]!, 0, t);
    else for (let gap = last + 1; gap < t; gap++) history[gap] = history[last]! + ((history[t]! - history[last]!) * (gap - last)) / (t - last);
    last = t;
  }
  if (last >= 0) history.fill(history[last]!, last + 1);
  else history.fill(0);
}
