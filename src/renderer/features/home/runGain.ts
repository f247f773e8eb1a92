/** How far a run lies from the best baseline of its own race, or the word that stands there instead. */
import { baselineKinds, higherIsBetter, type MetricName, type Run } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { absent, formatPercent, formatSigned } from '../../ui/format';
import { homeMessages } from './messages';

/** `runs` holds the runs of all races; the sign is score minus baseline, whichever direction is better. */
export function gainText(run: Run, runs: readonly Run[], metric: MetricName): string {
  if (run.state !== 'finished') return run.state;
  if (run.usesLeak) return homeMessages.notHonest;
  if (baselineKinds.includes(run.model)) return homeMessages.baseline;
  const own = run.metrics[metric]?.mean;
  const best = bestBaseline(run, runs, metric);
  if (typeof own !== 'number' || best === null) return absent;
  return differenceText(metric, own - best);
}

function bestBaseline(run: Run, runs: readonly Run[], metric: MetricName): number | null {
  const means = runs
    .filter((other) => other.experimentId === run.experimentId && baselineKinds.includes(other.model))
    .map((other) => other.metrics[metric]?.mean)
    .filter((mean): mean is number => typeof mean === 'number');
  if (means.length === 0) return null;
  return higherIsBetter.has(metric) ? Math.max(...means) : Math.min(...means);
}

function differenceText(metric: MetricName, difference: number): string {
  const { form } = metricWords[metric];
  if (form === 'share') return `${difference > 0 ? '+' : ''}${formatPercent(difference)}`;
  return formatSigned(difference, form === 'units' && Math.abs(difference) >= 100 ? 0 : 3);
}
