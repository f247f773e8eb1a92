/** Judges every value of a series by those before it, as when each of them came in. */
import type { AnomalyRule } from '@shared/areas/qualityHistory';
import { EngineError } from '@shared/contract/errors';
import { qualityHistoryMessages } from '@shared/messages/qualityHistory';
import type { Interval, JudgedPoint } from '../anomalies/anomalyMethod';
import { isOutside } from '../anomalies/anomalyMethod';
import { batchNormal } from '../anomalies/batchNormal';
import { absoluteChange, relativeChange } from '../anomalies/change';
import { holtWinters } from '../anomalies/holtWinters';
import { onlineNormal } from '../anomalies/onlineNormal';
import { simpleThreshold } from '../anomalies/simpleThreshold';

/** With fewer earlier values three standard deviations are passed by chance too often: one time in 20 after five, one in 8 after three (Student's t). */
const fewestForNormal = 5;
/** Rounding is no anomaly: a band is wider by this share of its figures. */
const roundingShare = 1e-9;
/** Where no limits are given: half and double. */
const defaultRatios = { least: 0.5, most: 2 };
const [week, year] = [7, 12];
/** Each value takes a search of its own: only the newest are judged by Holt-Winters. */
const mostForecast = 12;

/** Throws `invalid-input` where the method lacks its limits. */
export function assertRule({ method, lower, upper }: AnomalyRule): void {
  const words = qualityHistoryMessages.refused;
  if ((method === 'threshold' || method === 'absolute-change') && lower === undefined && upper === undefined) throw new EngineError('invalid-input', words.needsLimit, { method });
  if (lower !== undefined && upper !== undefined && lower > upper) throw new EngineError('invalid-input', words.crossed(lower, upper), { method });
}

/** One answer per value, null where too few lie before it. */
export function judgeSeries(values: readonly number[], rule: AnomalyRule): readonly (JudgedPoint | null)[] {
  if (rule.method === 'online-normal') return onlineNormal(values, { start: 0, end: values.length }).map((point, i) => (i < fewestForNormal ? null : widen(values[i]!, point)));
  const from = rule.method.startsWith('holt-winters') ? values.length - mostForecast : 0;
  return values.map((value, i) => {
    if (i < from) return null;
    const [point] = judgeNewest(values.slice(0, i + 1), { start: i, end: i + 1 }, rule);
    return point ? widen(value, point) : null;
  });
}

function judgeNewest(values: readonly number[], interval: Interval, { method, lower = -Infinity, upper = Infinity }: AnomalyRule): readonly JudgedPoint[] {
  switch (method) {
    case 'batch-normal':
      return interval.start < fewestForNormal ? [] : batchNormal(values, interval);
    case 'online-normal':
      return onlineNormal(values, interval);
    case 'relative-change':
      return relativeChange(values, interval, lower === -Infinity && upper === Infinity ? { ...defaultRatios, order: 1 } : { least: lower, most: upper, order: 1 });
    case 'absolute-change':
      return absoluteChange(values, interval, { least: lower, most: upper, order: 1 });
    case 'threshold':
      return simpleThreshold(values, interval, { lower, upper });
    case 'holt-winters-weekly':
      return holtWinters(values, interval, week);
    case 'holt-winters-yearly':
      return holtWinters(values, interval, year);
  }
}

function widen(value: number, { lower, upper, anomalous }: JudgedPoint): JudgedPoint {
  const margin = roundingShare * Math.max(Math.abs(value), ...[lower, upper].filter(Number.isFinite).map(Math.abs));
  return { lower, upper, anomalous: anomalous && isOutside(value, { lower: lower - margin, upper: upper + margin }) };
}
