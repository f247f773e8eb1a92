/** Mean and standard deviation of all values outside the interval: deequ's BatchNormalStrategy. */
import { mean, sampleSd } from '../../math';
import { bandAround, isOutside, threeDeviations, type Deviations, type Interval, type JudgedPoint } from './anomalyMethod';

/** One answer per value of the interval; none where fewer than two values lie outside it. The standard deviation is the sample's (n - 1). */
export function batchNormal(values: readonly number[], { start, end }: Interval, deviations: Deviations = threeDeviations): readonly JudgedPoint[] {
  const others = [...values.slice(0, start), ...values.slice(end)];
  const [centre, deviation] = [mean(others), sampleSd(others)];
  if (centre === null || deviation === null) return [];
  const band = bandAround(centre, deviation, deviations);
  return values.slice(start, end).map((value) => ({ ...band, anomalous: isOutside(value, band) }));
}
