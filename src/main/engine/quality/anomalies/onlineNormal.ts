/** Running mean and standard deviation up to and with each value (Finch 2009, incremental variance): deequ's OnlineNormalStrategy. */
import { bandAround, isOutside, threeDeviations, type Deviations, type Interval, type JudgedPoint } from './anomalyMethod';

interface OnlineNormalSettings {
  readonly deviations: Deviations;
  /** Share of the values at the start that are never called anomalous. */
  readonly ignoredStart: number;
  /** Whether an anomalous value is kept out of mean and deviation. */
  readonly ignoreAnomalies: boolean;
}

const defaults: OnlineNormalSettings = { deviations: threeDeviations, ignoredStart: 0.1, ignoreAnomalies: true };

/** One answer per value; outside the interval none is called anomalous. The standard deviation is the population's (n). */
export function onlineNormal(values: readonly number[], { start, end }: Interval, settings: Partial<OnlineNormalSettings> = {}): readonly JudgedPoint[] {
  const { deviations, ignoredStart, ignoreAnomalies } = { ...defaults, ...settings };
  let kept = { mean: 0, squares: 0, deviation: 0 };
  return values.map((value, i) => {
    const mean = i === 0 ? value : kept.mean + (value - kept.mean) / (i + 1);
    const squares = kept.squares + (value - kept.mean) * (value - mean);
    const next = { mean, squares, deviation: Math.sqrt(squares / (i + 1)) };
    const anomalous = i >= values.length * ignoredStart && i >= start && i < end && isOutside(value, bandAround(mean, next.deviation, deviations));
    if (!anomalous || !ignoreAnomalies) kept = next;
    // An anomaly that was kept out leaves the mean as it was, with the deviation that found it.
    const told = anomalous && ignoreAnomalies ? { mean: kept.mean, deviation: next.deviation } : next;
    return { ...bandAround(told.mean, told.deviation, deviations), anomalous };
  });
}
