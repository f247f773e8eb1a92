/** All runs: search, sort, pick for comparison, delete with undo; the opened one stands at the right. */
import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconSearch, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { baselineKinds, type Run } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { ExportMenu } from '@renderer/app/ExportMenu';
import { notify, reportError } from '@renderer/app/notices';
import { offerUndo } from '@renderer/app/offerUndo';
import { navigate } from '@renderer/app/router';
import { useEngine, useQuery } from '@renderer/engine';
import { Card, DataTable, EmptyState, ErrorPanel, formatCount, formatDuration, formatInteger, formatWhen, PageHeader, Skeleton, Tag, type DataColumn } from '@renderer/ui';
import { formatMetric, formatMetricDifference } from '@renderer/ui/formatMetric';
import { compareAddress, runsAddress, setupAddress } from './addresses';
import { ImportedRuns } from './ImportedRuns';
import { modelsMessages as words } from './messages';
import { isBetter } from './raceRows';
import { RunPanel } from './RunPanel';
import styles from './RunsPage.module.css';
import { useSelection } from './selection';
import { ViewSwitch } from './ViewSwitch';

interface RunsPageProps {
  readonly search: string;
  readonly runId: string | null;
}

export function RunsPage({ search, runId }: RunsPageProps) {
  const runs = useQuery('tracking.runs', search === '' ? {} : { search }, { keepPrevious: true });
  const experiments = useQuery('tracking.experiments', {});
  const champion = useQuery('registry.champion', {});
  const selection = useSelection();
  const newest = (experiments.data ?? []).reduce<{ readonly id: string; readonly number: number } | null>((held, each) => (held === null || each.number > held.number ? each : held), null);
  const picked = selection.runIds;
  return (
    <>
      <PageHeader
        title={words.runs.title}
        question={words.runs.question}
        actions={
          <>
            <ViewSwitch value="runs" raceId={newest?.id ?? null} runs={search === '' ? runs.data?.length : undefined} />
            {runs.data !== undefined && runs.data.length > 0 && <ExportMenu subject={{ project: true }} />}
            <Button onClick={() => navigate(setupAddress())}>{words.newRace}</Button>
            <Button variant="filled" disabled={picked.length < 2} title={words.runs.pickTwo} onClick={() => navigate(compareAddress(picked))}>{picked.length >= 2 ? `${words.runs.compare} ${picked.length} runs` : words.compareRuns}</Button>
          </>
        }
      />
      <div className={`${styles.page} ${runId === null ? '' : styles.withPanel}`}>
        <Card flush label={words.runs.title}>
          <div className={styles.bar}>
            <SearchBox key={search === '' ? 'empty' : 'search'} search={search} runId={runId} />
            <span className={styles.picked}>{picked.length === 0 ? words.runs.pickTwo : `${formatCount(picked.length, 'run')} picked`}</span>
            {picked.length > 0 && <Button size="xs" onClick={selection.clear}>Clear</Button>}
          </div>
          {runs.error !== null ? <div className={styles.error}><ErrorPanel error={runs.error} /></div> : runs.data ? (
            <RunsTable runs={runs.data} championId={champion.data?.decision.runId ?? null} search={search} runId={runId} />
          ) : <div className={styles.error}><Skeleton height={320} /></div>}
        </Card>
        {runId === null && <ImportedRuns />}
        {runId !== null && <div className={styles.panel}><RunPanel key={runId} runId={runId} onClose={() => navigate(runsAddress({ search }))} /></div>}
      </div>
    </>
  );
}

function SearchBox({ search, runId }: { readonly search: string; readonly runId: string | null }) {
  const [text, setText] = useState(search);
  useEffect(() => {
    const timer = setTimeout(() => text.trim() !== search && navigate(runsAddress({ search: text.trim(), run: runId }), { replace: true }), 250);
    return () => clearTimeout(timer);
  }, [text, search, runId]);
  return <TextInput className={styles.search} data-search aria-label={words.runs.search} placeholder={words.runs.searchPlaceholder} leftSection={<IconSearch size={14} aria-hidden="true" />} value={text} onChange={(event) => setText(event.currentTarget.value)} />;
}

interface RunsTableProps {
  readonly runs: readonly Run[];
  readonly championId: string | null;
  readonly search: string;
  readonly runId: string | null;
}

function RunsTable({ runs, championId, search, runId }: RunsTableProps) {
  const client = useEngine();
  const everyRun = useQuery('tracking.runs', {});
  const { runIds, toggle } = useSelection();
  const narrow = runId !== null;
  const metric = runs[0]?.metric ?? 'rmsle';
  const oneMetric = runs.every((run) => run.metric === metric);
  const baselines = bestBaselines(everyRun.data ?? runs);
  async function remove(run: Run): Promise<void> {
    await client.call('tracking.delete', { runIds: [run.id] });
    if (runIds.includes(run.id)) toggle(run.id);
    if (runId === run.id) navigate(runsAddress({ search }), { replace: true });
    offerUndo(`Run ${run.number} deleted`, words.runs.undo, () => void client.call('tracking.restore', { runIds: [run.id] }).then(() => notify(`Run ${run.number}: ${words.runs.restored.toLowerCase()}`, 'good'), reportError));
  }
  if (runs.length === 0) {
    return <EmptyState picture={search === '' ? 'race' : 'search'} sentence={search === '' ? words.emptyNoRuns : words.runs.none} action={<Button onClick={() => navigate(search === '' ? setupAddress() : runsAddress())}>{search === '' ? words.setUpRace : words.runs.clearSearch}</Button>} />;
  }
  const target: DataColumn<Run> = { key: 'target', header: 'Target', value: (run) => run.target, cell: (run) => <span className={styles.quiet}>{run.target}</span> };
  const wide: readonly DataColumn<Run>[] = [
    { key: 'spearman', header: metricWords.spearman.name, hint: metricWords.spearman.explanation, numeric: true, value: (run) => run.metrics.spearman?.mean, cell: (run) => formatMetric('spearman', run.metrics.spearman?.mean, 2) },
    { key: 'step', header: '± 1 step', hint: metricWords.withinOneStep.explanation, numeric: true, value: (run) => run.metrics.withinOneStep?.mean, cell: (run) => formatMetric('withinOneStep', run.metrics.withinOneStep?.mean) },
    { key: 'duration', header: 'Took', numeric: true, value: (run) => run.durationMs, cell: (run) => <span className={styles.quiet}>{formatDuration(run.durationMs)}</span> },
    { key: 'tags', header: 'Tags', value: (run) => run.tags.join(' '), cell: (run) => <span className={styles.tags}>{run.tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}</span> },
    { key: 'notes', header: 'Notes', value: (run) => run.notes, cell: (run) => <span className={styles.note} title={run.notes}>{run.notes}</span> },
  ];
  const columns: readonly DataColumn<Run>[] = [
    { key: 'pick', header: <span className="visually-hidden">Pick</span>, width: 44, cell: (run) => <span onClick={(event) => event.stopPropagation()}><Checkbox size="xs" radius={4} checked={runIds.includes(run.id)} aria-label={`Pick run ${run.number}`} onChange={() => toggle(run.id)} /></span> },
    { key: 'number', header: 'Run', numeric: true, width: 56, value: (run) => run.number, cell: (run) => formatInteger(run.number) },
    { key: 'model', header: 'Model', value: (run) => modelWords[run.model].name, cell: (run) => <ModelName run={run} championId={championId} /> },
    { key: 'when', header: 'When', value: (run) => run.createdAt, cell: (run) => <span className={styles.quiet}>{formatWhen(run.createdAt)}</span> },
    ...(narrow ? [] : [target]),
    { key: 'score', header: `${oneMetric ? metricWords[metric].name : 'Score'} ± sd`, hint: oneMetric ? metricWords[metric].explanation : 'Each run in the metric its race decided by.', numeric: true, value: (run) => run.metrics[run.metric]?.mean, cell: (run) => <Score run={run} named={!oneMetric} /> },
    { key: 'gain', header: 'vs. baseline', hint: 'Score minus the best baseline of the same race.', numeric: true, value: (run) => differenceOf(run, baselines), cell: (run) => <Gain run={run} baselines={baselines} /> },
    ...(narrow ? [] : wide),
    { key: 'delete', header: <span className="visually-hidden">{words.runs.delete}</span>, width: 40, cell: (run) => <span onClick={(event) => event.stopPropagation()}><ActionIcon size="sm" className={styles.remove} aria-label={`${words.runs.delete} run ${run.number}`} title={words.runs.delete} disabled={run.state === 'running'} onClick={() => void remove(run).catch(reportError)}><IconTrash size={14} /></ActionIcon></span> },
  ];
  return <DataTable label={words.runs.title} columns={columns} rows={runs} rowKey={(run) => run.id} initialSort={{ key: 'number', descending: true }} selectedKey={runId} onSelect={(run) => navigate(runsAddress({ search, run: run.id === runId ? null : run.id }))} faded={(run) => run.state !== 'finished'} />;
}

function ModelName({ run, championId }: { readonly run: Run; readonly championId: string | null }) {
  return (
    <span className={styles.name}>
      {modelWords[run.model].name}
      {run.id === championId && <Tag tone="accent">{words.champion}</Tag>}
      {run.usesLeak && <Tag tone="failure" title={words.panel.notHonest}>{words.leak}</Tag>}
      {baselineKinds.includes(run.model) && <Tag>{words.baseline}</Tag>}
      {run.state !== 'finished' && <Tag tone={run.state === 'failed' ? 'failure' : 'neutral'} title={run.failure ?? undefined}>{run.state}</Tag>}
    </span>
  );
}

function Score({ run, named }: { readonly run: Run; readonly named: boolean }) {
  const scores = run.metrics[run.metric];
  return <>{named && <span className={styles.quiet}>{metricWords[run.metric].name} </span>}{formatMetric(run.metric, scores?.mean)} <span className={styles.spread}>± {formatMetric(run.metric, scores?.sd, 2)}</span></>;
}

function Gain({ run, baselines }: { readonly run: Run; readonly baselines: ReadonlyMap<string, number> }) {
  if (run.usesLeak && !baselineKinds.includes(run.model)) return <span className={styles.quiet}>{words.notHonest}</span>;
  if (baselineKinds.includes(run.model)) return <span className={styles.quiet}>{words.baseline}</span>;
  return <>{formatMetricDifference(run.metric, differenceOf(run, baselines))}</>;
}

function differenceOf(run: Run, baselines: ReadonlyMap<string, number>): number | null {
  const own = run.metrics[run.metric]?.mean ?? null;
  const best = baselines.get(run.experimentId);
  return own === null || best === undefined || baselineKinds.includes(run.model) ? null : own - best;
}

/** Best baseline score of each race, by experiment id. */
function bestBaselines(runs: readonly Run[]): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  for (const run of runs) {
    const score = run.metrics[run.metric]?.mean;
    if (!baselineKinds.includes(run.model) || score == null) continue;
    const held = best.get(run.experimentId);
    if (held === undefined || isBetter(run.metric, score, held)) best.set(run.experimentId, score);
  }
  return best;
}
