/** What speaks for and against keeping a run: beaten baseline, held interval, no leak, bias. Evidence, not a gate. */
import type { RunDetail } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { Card, Dot } from '@renderer/ui';
import { evidenceOf } from './championEvidence';
import styles from './ComparePage.module.css';

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
