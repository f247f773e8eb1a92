/** The last runs with their score and how far it lies from the baseline of the same race. */
import type { Overview } from '@shared/areas/project';
import type { Run } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { formatAddress, navigate } from '../../app/router';
import { useQuery } from '../../engine';
import { Card, DataTable, formatWhen, Link, Tag, type DataColumn } from '../../ui';
import styles from './Home.module.css';
import { homeMessages } from './messages';
import { gainText } from './runGain';
import { scoreText } from './scoreText';

export function LastRuns({ overview }: { readonly overview: Overview }) {
  const runs = overview.lastRuns.slice(0, 6);
  const all = useQuery('tracking.runs', runs.length > 0 ? {} : null);
  const metric = runs[0]?.metric;
  if (runs.length === 0 || metric === undefined) {
    return (
      <Card title={homeMessages.lastRuns}>
        <p className={styles.quiet}>{homeMessages.noRuns}</p>
      </Card>
    );
  }
  const columns: readonly DataColumn<Run>[] = [
    { key: 'run', header: homeMessages.words.run, cell: (run) => <span className={run.id === overview.champion?.decision.runId ? styles.champion : undefined}>{modelWords[run.model].name} {run.usesLeak && <Tag tone="failure" title={homeMessages.words.leakNote}>leak</Tag>}</span> },
    { key: 'when', header: homeMessages.words.when, cell: (run) => <span className={styles.secondary}>{formatWhen(run.createdAt)}</span> },
    { key: 'score', header: metricWords[metric].name, hint: metricWords[metric].explanation, numeric: true, cell: (run) => scoreText(metric, run.metrics[metric]?.mean, 3) },
    { key: 'gain', header: 'vs. baseline', hint: homeMessages.words.gainNote, numeric: true, cell: (run) => gainText(run, all.data ?? [], metric) },
  ];
  return (
    <Card flush title={homeMessages.lastRuns} actions={<Link to={formatAddress('models')}>All {overview.counts.runs}</Link>}>
      <DataTable label={homeMessages.lastRuns} columns={columns} rows={runs} rowKey={(run) => run.id} faded={(run) => run.state !== 'finished' || run.usesLeak} onSelect={(run) => navigate(formatAddress('models', ['runs', run.id]))} />
    </Card>
  );
}
