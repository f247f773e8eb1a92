/** A first draft of the reason for the ledger, from the run's own evidence. */
import type { RunDetail } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { formatMetric } from '@renderer/ui/formatMetric';
import { isBetter } from './raceRows';

export function promotionReason({ run, baseline }: Pick<RunDetail, 'run' | 'baseline'>): string {
  const { metric } = run;
  const own = run.metrics[metric];
  const other = baseline?.metrics[metric];
  const score = `${metricWords[metric].name} ${formatMetric(metric, own?.mean)}`;
  if (!baseline || baseline.id === run.id || own?.mean == null || other?.mean == null) return `${score}.`;
  let wins = 0;
  for (const [fold, value] of own.folds.entries()) {
    const rival = other.folds[fold];
    if (value !== null && rival != null && isBetter(metric, value, rival)) wins += 1;
  }
  return `${score} against ${formatMetric(metric, other.mean)} for the ${modelWords[baseline.model].name.toLowerCase()}, better on ${wins} of ${own.folds.length} folds.`;
}
