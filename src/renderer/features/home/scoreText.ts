/** A score in the form of its metric: shares as per cent, units whole where they are large, plain numbers to `decimals`. */
import type { MetricName } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { formatNumber, formatPercent } from '../../ui/format';

export function scoreText(metric: MetricName, value: number | null | undefined, decimals: number): string {
  const { form } = metricWords[metric];
  if (form === 'share') return formatPercent(value);
  if (form === 'units') return formatNumber(value, typeof value === 'number' && Math.abs(value) < 100 ? decimals : 0);
  return formatNumber(value, decimals);
}
