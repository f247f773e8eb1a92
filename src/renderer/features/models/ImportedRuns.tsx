/** Runs read from another tool: to look at and compare by eye. They have no model here. */
import { useMemo } from 'react';
import type { ImportedRun } from '@shared/areas/interop';
import { metricNames } from '@shared/areas/tracking';
import { useQuery } from '@renderer/engine';
import { Card, DataTable, formatCount, formatNumber, formatWhen, Tag, type DataColumn } from '@renderer/ui';
import { importedRunsMessages as words } from './importedRunsMessages';
import styles from './RunsPage.module.css';

const shownScores = 3;

export function ImportedRuns() {
  const { data: runs } = useQuery('interop.importedRuns', {});
  const columns = useMemo(() => columnsOf(runs ?? []), [runs]);
  if (!runs || runs.length === 0) return null;
  return (
    <Card flush label={words.title}>
      <div className={styles.bar}>
        <strong>{words.title}</strong>
        <span className={styles.picked}>{formatCount(runs.length, 'run')} · {words.note}</span>
      </div>
      <DataTable label={words.title} columns={columns} rows={runs} rowKey={({ id }) => id} initialSort={{ key: 'when', descending: true }} faded={({ deleted }) => deleted} />
    </Card>
  );
}

/** The scores that most runs have stand as columns; among them those this app knows. */
function columnsOf(runs: readonly ImportedRun[]): readonly DataColumn<ImportedRun>[] {
  const counts = new Map<string, number>();
  for (const name of runs.flatMap(({ metrics }) => Object.keys(metrics))) counts.set(name, (counts.get(name) ?? 0) + 1);
  const scores = [...counts].sort(([a, x], [b, y]) => y - x || knownRank(a) - knownRank(b) || (a < b ? -1 : 1)).slice(0, shownScores).map(([name]) => name);
  return [
    { key: 'experiment', header: words.experiment, value: ({ experiment }) => experiment, cell: ({ experiment }) => <span className={styles.note} title={experiment}>{experiment}</span> },
    { key: 'name', header: words.run, value: ({ name }) => name, cell: (run) => <span className={styles.name}>{run.name}{run.deleted && <Tag>{words.deleted}</Tag>}{run.state !== 'finished' && <Tag tone={run.state === 'failed' ? 'failure' : 'neutral'}>{run.state}</Tag>}</span> },
    { key: 'when', header: words.when, value: ({ startedAt }) => startedAt, cell: ({ startedAt }) => <span className={styles.quiet}>{startedAt === null ? '–' : formatWhen(startedAt)}</span> },
    ...scores.map((name): DataColumn<ImportedRun> => ({ key: `score ${name}`, header: name, hint: words.lastValue, numeric: true, value: ({ metrics }) => metrics[name]?.last ?? null, cell: ({ metrics }) => formatNumber(metrics[name]?.last ?? null) })),
    { key: 'settings', header: words.settings, cell: ({ parameters }) => <span className={styles.note} title={settingsOf(parameters)}>{settingsOf(parameters)}</span> },
  ];
}

function knownRank(name: string): number {
  const rank = metricNames.findIndex((known) => known === name);
  return rank === -1 ? metricNames.length : rank;
}

function settingsOf(parameters: ImportedRun['parameters']): string {
  return Object.entries(parameters).map(([name, value]) => `${name} ${value}`).join(', ');
}
