/** The state of a run is a pure fold of its events, so every prefix of a log is a state that once was. */
import { eventDataSchema, type EventData, type PipelineEvent, type PipelineRun, type StepRun } from '@shared/areas/pipelines';
import type { Step } from '@shared/areas/pipelineDefinition';

/** Null before the first event, which is always `queued`. */
export function foldRun(events: readonly PipelineEvent[]): PipelineRun | null {
  return events.reduce<PipelineRun | null>(applyEvent, null);
}

export function applyEvent(run: PipelineRun | null, event: PipelineEvent): PipelineRun | null {
  if (run === null) return event.kind === 'queued' ? openRun(event) : null;
  if (event.step === null) return applyToRun(run, event);
  const steps = run.steps.map((step) => (step.name === event.step ? applyToStep(step, event) : step));
  return { ...run, steps, state: runStateAfter(event.kind) ?? run.state, durationMs: run.durationMs + (event.item === null ? (event.data.durationMs ?? 0) : 0) };
}

/** Only a question and its answer in a step change the state of the whole run. */
function runStateAfter(kind: PipelineEvent['kind']): PipelineRun['state'] | null {
  return kind === 'waiting' ? 'waiting' : kind === 'decided' ? 'queued' : null;
}

function openRun({ runId, pipeline, at, data }: PipelineEvent): PipelineRun | null {
  const { jobId, number, version, cause, source, steps } = data;
  if (runId === null || jobId === undefined || number === undefined || version === undefined || !cause || !source || !steps) return null;
  return { id: runId, pipeline, number, version, state: 'queued', jobId, cause, source, steps: steps.map(queuedStep), error: null, createdAt: at, startedAt: null, finishedAt: null, durationMs: 0 };
}

export function queuedStep({ name, kind }: Pick<Step, 'name' | 'kind'>): StepRun {
  return { name, kind, state: 'queued', reused: false, madeBy: null, startedAt: null, finishedAt: null, durationMs: null, attempt: 1, progress: null, outputs: {}, said: null, error: null, items: [] };
}

function applyToRun(run: PipelineRun, { kind, at, data }: PipelineEvent): PipelineRun {
  switch (kind) {
    case 'started':
      return { ...run, state: 'running', jobId: data.jobId ?? run.jobId, startedAt: run.startedAt ?? at, finishedAt: null, error: null, steps: run.steps.map(reopen) };
    case 'finished':
      return { ...run, state: 'succeeded', finishedAt: at };
    case 'failed':
      return { ...run, state: data.refused ? 'refused' : 'failed', finishedAt: at, error: data.error ?? null };
    case 'cancelled':
      return { ...run, state: 'cancelled', finishedAt: at, steps: run.steps.map((step) => (isOpen(step) ? ended(step, 'cancelled', at) : step)) };
    case 'interrupted':
      return { ...run, state: 'interrupted', finishedAt: at, steps: run.steps.map((step) => (step.state === 'running' ? ended(step, 'interrupted', at) : step)) };
    default:
      return run;
  }
}

/** A run that is taken up plans again: what is done stays, the rest stands in the queue. */
function reopen(step: StepRun): StepRun {
  if (step.state === 'done') return step;
  return { ...queuedStep(step), attempt: step.attempt, items: step.items.filter(({ state }) => state === 'done') };
}

function isOpen({ state }: StepRun): boolean {
  return state === 'running' || state === 'waiting' || state === 'queued';
}

function ended(step: StepRun, state: StepRun['state'], at: number): StepRun {
  return { ...step, state, progress: null, finishedAt: step.startedAt === null ? null : at };
}

function applyToStep(step: StepRun, { kind, item, at, data }: PipelineEvent): StepRun {
  if (item !== null) return applyToItem(step, item, kind, data);
  switch (kind) {
    case 'started':
      return { ...step, state: 'running', reused: false, madeBy: null, startedAt: at, finishedAt: null, progress: null, error: null, said: null, attempt: data.attempt ?? step.attempt };
    case 'progress':
      return step.state === 'running' ? { ...step, progress: { fraction: data.fraction ?? 0, title: data.title ?? '' } } : step;
    case 'output':
      return { ...ended(step, 'done', at), outputs: data.outputs ?? {}, said: data.said ?? null, durationMs: data.durationMs ?? null };
    case 'reused':
      return { ...ended(step, 'done', at), reused: true, madeBy: data.madeBy ?? null, outputs: data.outputs ?? {}, said: data.said ?? null, durationMs: data.durationMs ?? 0 };
    case 'failed':
      return { ...ended(step, data.refused ? 'refused' : 'failed', at), said: data.said ?? null, error: data.error ?? null, durationMs: data.durationMs ?? null };
    case 'retried':
      return { ...step, attempt: data.attempt ?? step.attempt + 1, progress: null };
    case 'waiting':
      return { ...step, state: 'waiting', progress: null, said: data.said ?? null, durationMs: data.durationMs ?? null };
    case 'decided':
      return { ...step, state: 'queued' };
    case 'skipped':
      return { ...ended(step, 'skipped', at), said: data.said ?? null };
    default:
      return step;
  }
}

const itemStates: ReadonlyMap<PipelineEvent['kind'], StepRun['state']> = new Map([['started', 'running'], ['output', 'done'], ['reused', 'done'], ['failed', 'failed']]);

function applyToItem(step: StepRun, item: string, kind: PipelineEvent['kind'], data: EventData): StepRun {
  const state = itemStates.get(kind);
  if (state === undefined) return step;
  const changed = { item, state, reused: kind === 'reused', durationMs: data.durationMs ?? null };
  const known = step.items.some((each) => each.item === item);
  return { ...step, items: known ? step.items.map((each) => (each.item === item ? changed : each)) : [...step.items, changed] };
}

/** Reads what an event carries; anything else in the row is a damaged log. */
export function readEventData(text: string): EventData {
  return eventDataSchema.parse(JSON.parse(text));
}
