/** Metrics that a median serves better than a mean; log1p keeps the middle in the middle, so the median of one scale is that of the other. */
import type { MetricName } from '@shared/areas/tracking';

export const medianMetrics: ReadonlySet<MetricName> = new Set<MetricName>(['mae', 'wape', 'smape', 'stepAccuracy']);
