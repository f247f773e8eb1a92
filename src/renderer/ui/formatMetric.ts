/** A score in the form its metric asks for: share as per cent, units as whole numbers, the rest with fixed places. */
import type { MetricName } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { formatNumber, formatPercent, formatSigned } from './format';

export function formatMetric(metric: MetricName, value: number | null | undefined, places = 3): string {
  const { form } = metricWords[metric];
  if (form === 'share') return formatPercent(value, 1);
  return formatNumber(value, form === 'units' ? unitPlaces(value) : places);
}

/** A difference of two scores, always with its sign; shares in percentage points. */
export function formatMetricDifference(metric: MetricName, value: number | null | undefined, places = 3): string {
  const { form } = metricWords[metric];
  if (form === 'share') return value === null || value === undefined ? formatSigned(null) : `${formatSigned(value * 100, 1)} points`;
  return formatSigned(value, form === 'units' ? unitPlaces(value) : places);
}

function unitPlaces(value: number | null | undefined): number {
  const size = Math.abs(value ?? 0);
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}
