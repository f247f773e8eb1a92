/** One metric of pooled rows; null also for those that need the history of each series. */
import type { MetricName } from '@shared/areas/tracking';
import type { FoldScores } from '../../training';

export function scoreOf(scores: FoldScores, metric: MetricName): number | null {
  return metric === 'mase' || metric === 'rmsse' ? null : scores[metric];
}
