/** What it decided, and why: events that a person wants to read, as sentences. Pure. */
import { eventKinds, type Cause, type EventKind, type Happening, type PipelineEvent, type PipelineRun, type Source } from '@shared/areas/pipelines';
import { pipelineMessages as words } from '@shared/messages/pipelines';

/** Progress and the start of steps are for the grid, not for reading. */
export const toldKinds: readonly EventKind[] = eventKinds.filter((kind) => !['started', 'progress', 'log', 'skipped'].includes(kind));

export interface TellingFacts {
  readonly runNumber: (runId: string) => number | null;
  /** True for the step of a run whose result is its decision. */
  readonly isDecision: (runId: string, step: string) => boolean;
}

/** Events newest first; so are the sentences. */
export function tellHappenings(events: readonly PipelineEvent[], facts: TellingFacts): Happening[] {
  return events.flatMap((event) => {
    const told = tell(event, facts);
    return told ? [{ id: event.id, at: event.at, runId: event.runId, runNumber: event.runId === null ? null : facts.runNumber(event.runId), ...told }] : [];
  });
}

type Told = Pick<Happening, 'tone' | 'title' | 'reason'>;

function tell({ kind, runId, step, item, data }: PipelineEvent, facts: TellingFacts): Told | null {
  switch (kind) {
    case 'queued':
      return data.cause && data.source ? { tone: 'neutral', title: titleOfCause(data.cause), reason: reasonOfCause(data.cause, data.source) } : null;
    case 'output':
      return runId !== null && step !== null && item === null && facts.isDecision(runId, step) ? (data.said ?? null) : null;
    case 'reused':
      return null;
    case 'failed':
      if (step === null) return null;
      return data.said ?? { tone: 'failure', title: words.happened.failed(step), reason: data.error?.message ?? '' };
    case 'retried':
      return { tone: 'attention', title: words.happened.retried(step ?? '', data.attempt ?? 2), reason: data.error?.message ?? '' };
    case 'waiting':
      return data.said ?? null;
    case 'decided':
      return { tone: data.answer === 'approve' ? 'good' : 'neutral', title: data.answer === 'approve' ? words.said.approved : words.said.declined, reason: data.reason ?? '' };
    case 'cancelled':
      return { tone: 'neutral', title: words.happened.cancelled, reason: words.happened.cancelledReason };
    case 'interrupted':
      return { tone: 'attention', title: words.happened.interrupted, reason: words.happened.interruptedReason(null) };
    default:
      return data.said ?? null;
  }
}

function titleOfCause(cause: Cause): string {
  if (cause.kind === 'schedule') return cause.missed > 0 ? words.started.catchUp(cause.missed) : words.started.schedule;
  return words.started[cause.kind];
}

function reasonOfCause(cause: Cause, source: Source): string {
  if (cause.kind === 'drift') return cause.reason;
  return source.kind === 'file' ? source.name : '';
}

/** What a run decided stands in the step that promotes; a pipeline without one decides which candidate leads. */
export function decidingStep(steps: PipelineRun['steps']): string | null {
  const byKind = (kind: PipelineRun['steps'][number]['kind']): string | undefined => steps.findLast((step) => step.kind === kind)?.name;
  return byKind('promote') ?? byKind('evaluate') ?? null;
}
