/** Automate: what runs by itself, and why did it decide so? Chooses pipeline and view by the address. */
import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Pipeline } from '@shared/areas/pipelines';
import { usePaletteEntries, type PaletteEntry } from '@renderer/app/palette';
import { navigate, useAddress } from '@renderer/app/router';
import { useCommand, useQuery, useStartJob } from '@renderer/engine';
import { ErrorPanel, PageHeader, Segmented, Skeleton } from '@renderer/ui';
import { automateAddress, automateViews, readView, type AutomateView } from './addresses';
import styles from './Automate.module.css';
import { GraphView } from './GraphView';
import { automateMessages as words } from './messages';
import { OrchestratorMenu } from './OrchestratorMenu';
import { PlanDialog } from './PlanDialog';
import { RunBanner } from './RunBanner';
import { ScheduleView } from './ScheduleView';
import { SetUp } from './SetUp';
import { TimelineView } from './TimelineView';

export function AutomatePage() {
  const { parts, query } = useAddress();
  const pipelines = useQuery('pipelines.list', {});
  const [name, view] = parts;
  if (!pipelines.data) {
    return (
      <>
        <PageHeader title={words.title} question={words.question} />
        {pipelines.error === null ? <Skeleton height={420} /> : <ErrorPanel error={pipelines.error} onRetry={pipelines.reload} />}
      </>
    );
  }
  const pipeline = pipelines.data.find((each) => each.name === name) ?? (name === undefined ? pipelines.data[0] : undefined);
  if (!pipeline) return <SetUp />;
  return <PipelineView key={pipeline.name} pipeline={pipeline} all={pipelines.data} view={readView(view)} runId={query.get('run')} step={query.get('step')} />;
}

interface PipelineViewProps {
  readonly pipeline: Pipeline;
  readonly all: readonly Pipeline[];
  readonly view: AutomateView;
  readonly runId: string | null;
  readonly step: string | null;
}

/** Address of the form for one more pipeline; no pipeline can be named so. */
const newPipeline = 'NEW';

function PipelineView({ pipeline, all, view, runId, step }: PipelineViewProps) {
  const { name, definition, triggers } = pipeline;
  const runs = useQuery('pipelines.runs', { name });
  const start = useStartJob('pipelines.run');
  const pause = useCommand('pipelines.pause');
  const [isPlanning, setPlanning] = useState(false);
  const newest = runs.data?.[0] ?? null;
  const selected = runs.data?.find(({ id }) => id === runId) ?? newest;
  const isBusy = newest?.state === 'running' || newest?.state === 'queued';
  const startRun = start.start;
  const commands = useMemo<readonly PaletteEntry[]>(() => [
    { id: 'automate-run', group: words.title, label: words.run, keywords: 'pipeline start', run: () => void startRun({ name }) },
    { id: 'automate-plan', group: words.title, label: words.dryRun, keywords: 'pipeline plan why', run: () => setPlanning(true) },
    ...automateViews.map((each) => ({ id: `automate-${each}`, group: words.title, label: words.views[each], run: () => navigate(automateAddress(name, each)) })),
  ], [name, startRun]);
  usePaletteEntries('automate', commands);
  const error = start.error ?? pause.error ?? runs.error;
  return (
    <>
      <PageHeader
        title={definition.title}
        question={words.question}
        mark={
          <NativeSelect size="xs" aria-label={words.pipelinesLabel} value={name} data={[...all.map((each) => ({ value: each.name, label: each.definition.title })), { value: newPipeline, label: words.another }]} onChange={(event) => navigate(automateAddress(event.currentTarget.value))} />
        }
        actions={
          <>
            <Segmented label={words.viewsLabel} value={view} options={automateViews.map((value) => ({ value, label: words.views[value] }))} onChange={(next) => navigate(automateAddress(name, next, { run: runId }))} />
            <Button loading={pause.running} onClick={() => void pause.run({ name, paused: !triggers.paused })}>{triggers.paused ? words.unpause : words.pause}</Button>
            <OrchestratorMenu pipeline={name} />
            <Button onClick={() => setPlanning(true)}>{words.dryRun}</Button>
            <Button {...(newest?.state !== 'waiting' && { variant: 'filled' })} disabled={isBusy} loading={start.starting} onClick={() => void start.start({ name })}>{words.run}</Button>
          </>
        }
      />
      <div className={styles.stack}>
        {error !== null && <ErrorPanel error={error} />}
        {newest && <RunBanner run={newest} />}
        {!runs.data && runs.error === null && <Skeleton height={420} />}
        {runs.data && view === 'timeline' && <TimelineView pipeline={pipeline} runs={runs.data} selected={selected} />}
        {runs.data && view === 'graph' && <GraphView pipeline={pipeline} run={selected} step={step} />}
        {view === 'schedule' && <ScheduleView key={pipeline.version} pipeline={pipeline} />}
      </div>
      {isPlanning && <PlanDialog name={name} onClose={() => setPlanning(false)} />}
    </>
  );
}
