/** Timeline: the grid of runs, three facts below it, how fresh the products are, and at the right the decisions. */
import type { Pipeline, PipelineRun, Saying } from '@shared/areas/pipelines';
import { useQuery } from '@renderer/engine';
import { Card, Dot, EmptyState, formatCount, formatDateTime, formatDuration, Skeleton, StatTile } from '@renderer/ui';
import styles from './Automate.module.css';
import { Happenings } from './Happenings';
import { automateMessages as words } from './messages';
import { RunGrid } from './RunGrid';
import { savedByReuse } from './savedByReuse';
import { StepList } from './StepList';

interface TimelineProps {
  readonly pipeline: Pipeline;
  /** Newest first. */
  readonly runs: readonly PipelineRun[];
  readonly selected: PipelineRun | null;
}

export function TimelineView({ pipeline, runs, selected }: TimelineProps) {
  const { name, definition } = pipeline;
  const happenings = useQuery('pipelines.happenings', { name });
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        {runs.length === 0 ? (
          <Card><EmptyState picture="race" sentence={words.noRuns} /></Card>
        ) : (
          <RunGrid title={definition.title} note={startsBy(pipeline)} pipeline={name} runs={runs.toReversed()} steps={definition.steps.map((step) => step.name)} selected={selected?.id ?? null} />
        )}
        <Facts pipeline={pipeline} runs={runs} />
        <FreshnessCard name={name} />
        {selected && <StepList run={selected} />}
      </div>
      <div className={styles.column}>{happenings.data ? <Happenings pipeline={name} happenings={happenings.data} /> : <Skeleton height={320} />}</div>
    </div>
  );
}

function startsBy({ triggers }: Pipeline): string {
  const ways = [triggers.watch && words.startsBy.file, triggers.schedule && words.startsBy.schedule, triggers.drift && words.startsBy.drift].filter((way) => typeof way === 'string');
  const all = [...ways, words.startsBy.manual];
  return `${words.startedBy} ${all.slice(0, -1).join(', ')}${all.length > 1 ? ' or ' : ''}${all.at(-1) ?? ''}`;
}

function Facts({ pipeline, runs }: { readonly pipeline: Pipeline; readonly runs: readonly PipelineRun[] }) {
  const { schedule, watch, paused } = pipeline.triggers;
  const saved = savedByReuse(runs);
  const next = paused ? words.paused : schedule?.nextAt === null || schedule === null ? words.noSchedule : formatDateTime(schedule.nextAt);
  return (
    <div className={styles.facts}>
      <Card><StatTile label={words.nextRun} value={next} note={watch ? words.orFile : words.onlyByHand} /></Card>
      <Card><StatTile label={words.watchedFolder} value={watch?.folder == null ? words.noFolder : lastParts(watch.folder)} note={watch ? (watch.problem ?? words.folderNote(formatCount(watch.read, 'file'), watch.waiting)) : words.noTrigger} {...(watch?.folder != null && { title: watch.folder })} /></Card>
      <Card><StatTile label={words.savedByReuse} value={`${formatDuration(saved.savedMs)} of ${formatDuration(saved.savedMs + saved.workedMs)}`} note={words.savedNote(runs.length)} /></Card>
    </div>
  );
}

function lastParts(path: string): string {
  return path.split(/[\\/]/).filter((part) => part !== '').slice(-2).join(' / ');
}

function FreshnessCard({ name }: { readonly name: string }) {
  const freshness = useQuery('pipelines.freshness', { name });
  if (!freshness.data) return <Skeleton height={120} />;
  const tone = (fresh: boolean): Saying['tone'] => (fresh ? 'good' : 'attention');
  return (
    <Card title={words.freshness}>
      <ul className={styles.freshness}>
        {freshness.data.map(({ product, fresh, sentence, reason }) => (
          <li key={product}><Dot tone={product === 'data' ? 'neutral' : tone(fresh)} /><span><b>{sentence}</b> {reason}</span></li>
        ))}
      </ul>
    </Card>
  );
}
