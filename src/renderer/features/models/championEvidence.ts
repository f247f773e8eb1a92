/** What speaks for and against keeping a run as champion, each with its number. Pure. */
import type { RunDetail } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { formatPercent } from '@renderer/ui/format';
import type { Tone } from '@renderer/ui/Tag';
import { leakingColumns } from './findings';
import { isBetter } from './raceRows';

export interface Evidence {
  readonly words: string;
  readonly value: string;
  readonly tone: Tone;
  readonly title: string;
}

/** The share inside may miss the level by this much before it is called out. */
const coverageTolerance = 0.03;
const biasTolerance = 0.5;

export function evidenceOf({ run, baseline, interval, experiment }: RunDetail): readonly Evidence[] {
  const evidence: Evidence[] = [];
  const own = run.metrics[run.metric];
  const other = baseline && baseline.id !== run.id ? baseline.metrics[run.metric] : undefined;
  if (own && other) {
    const wins = own.folds.filter((fold, index) => fold !== null && other.folds[index] != null && isBetter(run.metric, fold, other.folds[index])).length;
    evidence.push({ words: 'Beats the baseline on every fold', value: `${wins} of ${own.folds.length}`, tone: wins === own.folds.length ? 'good' : 'attention', title: metricWords[run.metric].explanation });
  } else {
    evidence.push({ words: 'Held against a baseline', value: 'no', tone: 'attention', title: 'No baseline ran in its race.' });
  }
  if (interval?.coverage != null) {
    const held = Math.abs(interval.coverage - interval.level) <= coverageTolerance;
    evidence.push({ words: `${formatPercent(interval.level, 0)} interval held`, value: formatPercent(interval.coverage), tone: held ? 'good' : 'attention', title: metricWords.coverage.explanation });
  }
  const leaks = leakingColumns(experiment);
  evidence.push({ words: 'No column gives the answer away', value: String(leaks.length), tone: leaks.length === 0 ? 'good' : 'failure', title: leaks.join(', ') });
  const bias = run.metrics.bias?.mean;
  if (bias != null) evidence.push({ words: 'Bias within ± 50 %', value: formatPercent(bias), tone: Math.abs(bias) <= biasTolerance ? 'good' : 'attention', title: metricWords.bias.explanation });
  return evidence;
}
