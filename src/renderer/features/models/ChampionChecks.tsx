/** What speaks for and against keeping a run: beaten baseline, held interval, no leak, bias. Evidence, not a gate. */
import type { RunDetail } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { Card, Dot, formatPercent, type Tone } from '@renderer/ui';
import styles from './ComparePage.module.css';
import { leakingColumns } from './findings';
import { isBetter } from './raceRows';

interface Evidence {
  readonly words: string;
  readonly value: string;
  readonly tone: Tone;
  readonly title: string;
}

export function ChampionChecks({ detail, isChampion }: { readonly detail: RunDetail; readonly isChampion: boolean }) {
  const evidence = evidenceOf(detail);
  const attention = evidence.filter((entry) => entry.tone !== 'good').length;
  const { run } = detail;
  const verdict = attention === 0 ? 'nothing speaks against it' : attention === 1 ? 'one thing to weigh' : `${attention} things to weigh`;
  return (
    <Card title={isChampion ? `Run ${run.number} is champion: ${verdict}` : `Run ${run.number} as champion: ${verdict}`}>
      <ul className={styles.gates}>
        {evidence.map((entry) => <li key={entry.words} title={entry.title}><Dot tone={entry.tone} /><span>{entry.words}</span><b>{entry.value}</b></li>)}
      </ul>
      <p className={styles.words}>{metricWords.bias.explanation}</p>
    </Card>
  );
}

/** A side of an interval may miss its level by this much before it is called out. */
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
  evidence.push({ words: 'No column known after sale', value: String(leaks.length), tone: leaks.length === 0 ? 'good' : 'failure', title: leaks.join(', ') });
  const bias = run.metrics.bias?.mean;
  if (bias != null) evidence.push({ words: 'Bias within ± 50 %', value: formatPercent(bias), tone: Math.abs(bias) <= biasTolerance ? 'good' : 'attention', title: metricWords.bias.explanation });
  return evidence;
}
