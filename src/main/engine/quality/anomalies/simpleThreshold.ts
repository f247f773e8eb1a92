/** Fixed limits: deequ's SimpleThresholdStrategy. */
import { isOutside, type Interval, type JudgedPoint } from './anomalyMethod';

export function simpleThreshold(values: readonly number[], { start, end }: Interval, limits: Pick<JudgedPoint, 'lower' | 'upper'>): readonly JudgedPoint[] {
  return values.slice(start, end).map((value) => ({ ...limits, anomalous: isOutside(value, limits) }));
}
