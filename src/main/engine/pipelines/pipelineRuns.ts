/** The life of runs: started, taken up, answered, cancelled. One is carried out at a time, the others wait in line. */
import type { Cause, PipelineRun, Source } from '@shared/areas/pipelines';
import type { PipelineDefinition } from '@shared/areas/pipelineDefinition';
import { EngineError } from '@shared/contract/errors';
import { pipelineMessages } from '@shared/messages/pipelines';
import type { CallContext, JobContext } from '../kernel/area';
import { hashFile } from '../storage/blobStore';
import { carryOut, type RunnerParts } from './carryOut';
import { findPipeline, readVersion, type StoredPipeline } from './definitionStore';
import { appendEvent, eventsOfRun, findRun, listRuns, nextRunNumber, runsInState } from './eventStore';

const words = pipelineMessages.refused;

export interface SourceRequest {
  readonly ticket?: string | undefined;
  readonly snapshotId?: string | undefined;
}

export interface RunRequest extends SourceRequest {
  readonly name: string;
  readonly until?: string | undefined;
  readonly cause: Cause;
}

export interface RunsParts extends RunnerParts {
  readonly startJob: (endpoint: string, input: unknown) => { jobId: string };
  readonly cancelJob: (jobId: string) => void;
}

export interface PipelineRuns {
  start(request: RunRequest, context: JobContext): Promise<PipelineRun>;
  resume(runId: string, context: JobContext): Promise<PipelineRun>;
  decide(runId: string, answer: 'approve' | 'refuse', reason: string): { jobId: string };
  cancel(runId: string): void;
  /** Throws `not-found`. */
  find(runId: string): PipelineRun;
  pipeline(name: string): StoredPipeline;
  sourceOf(definition: PipelineDefinition, request: SourceRequest): Promise<Source>;
}

const mostLookedAt = 200;

/** Marks what a crash left running. */
export function markRunsInterrupted({ db, ports }: Pick<RunnerParts, 'db' | 'ports'>): void {
  for (const run of runsInState(db, 'running', 'queued')) appendEvent(db, { pipeline: run.pipeline, runId: run.id, kind: 'interrupted', at: ports.clock.now() });
}

export function createPipelineRuns(parts: RunsParts): PipelineRuns {
  const { db, ports, areas, announce } = parts;
  let line: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = line.then(work, work);
    line = turn.catch(() => undefined);
    return turn;
  }

  function pipeline(name: string): StoredPipeline {
    const found = findPipeline(db, name);
    if (!found) throw new EngineError('not-found', words.unknown(name), { name });
    return found;
  }

  function find(runId: string): PipelineRun {
    const run = findRun(db, runId);
    if (!run) throw new EngineError('not-found', words.unknownRun, { runId });
    return run;
  }

  async function sourceOf({ name, dataset }: PipelineDefinition, { ticket, snapshotId }: SourceRequest): Promise<Source> {
    if (ticket !== undefined && snapshotId !== undefined) throw new EngineError('invalid-input', words.bothSources);
    if (ticket !== undefined) {
      const { path, name: fileName, sizeBytes } = areas.files.resolve(ticket);
      return { kind: 'file', ticket, name: fileName, sha256: await hashFile(path), sizeBytes };
    }
    const snapshot = areas.datasets.snapshot(snapshotId ?? newestOf(dataset));
    if (snapshot.datasetName !== dataset) throw new EngineError('invalid-input', words.otherDataset(`${snapshot.datasetName}@${snapshot.number}`, dataset), { snapshotId: snapshot.id });
    // A version that a run has read in keeps that run's source, so that running again finds its import done.
    const reader = listRuns(db, name, mostLookedAt).find(({ steps }) => steps.some(({ kind, outputs }) => kind === 'import' && Object.values(outputs).some(({ id }) => id === snapshot.id)));
    return reader?.source ?? { kind: 'snapshot', snapshotId: snapshot.id };
  }

  function newestOf(dataset: string): string {
    try {
      return areas.datasets.snapshot(dataset).id;
    } catch (error) {
      if (error instanceof EngineError && error.code === 'not-found') throw new EngineError('invalid-input', words.noData(dataset), { dataset }, { cause: error });
      throw error;
    }
  }

  async function open({ name, until, cause, ...request }: RunRequest, context: JobContext): Promise<PipelineRun> {
    const { definition, version } = pipeline(name);
    if (until !== undefined && !definition.steps.some((step) => step.name === until)) throw new EngineError('invalid-input', words.noStepUntil(name, until), { until });
    const source = await sourceOf(definition, request);
    const steps = definition.steps.map(({ name: step, kind }) => ({ name: step, kind }));
    appendEvent(db, { pipeline: name, runId: context.jobId, kind: 'queued', at: ports.clock.now(), data: { jobId: context.jobId, number: nextRunNumber(db, name), version, cause, source, steps } });
    announce('pipelines', [context.jobId]);
    return find(context.jobId);
  }

  function carryOn(run: PipelineRun, until: string | undefined, context: JobContext): Promise<PipelineRun> {
    context.report({ fraction: 0, title: pipelineMessages.progress.waitingForRun });
    return inTurn(async () => {
      endIfCancelled(run, context);
      context.report({ fraction: 0, title: pipelineMessages.progress.starting });
      return carryOut(parts, { runId: run.id, jobId: context.jobId, definition: readVersion(db, run.pipeline, run.version), until }, context);
    });
  }

  function endIfCancelled(run: PipelineRun, { signal }: CallContext): void {
    if (!signal.aborted) return;
    appendEvent(db, { pipeline: run.pipeline, runId: run.id, kind: 'cancelled', at: ports.clock.now() });
    announce('pipelines', [run.id]);
    throw new EngineError('cancelled', words.cancelled, { runId: run.id });
  }

  return {
    pipeline,
    find,
    sourceOf,
    /** The run has the id of its first job, so that an interrupted job finds its run again. */
    start: async (request, context) => carryOn(findRun(db, context.jobId) ?? (await open(request, context)), request.until, context),
    resume(runId, context) {
      const run = find(runId);
      const answered = run.state === 'queued' && eventsOfRun(db, runId).at(-1)?.kind === 'decided';
      if (!answered && !['interrupted', 'failed', 'refused', 'cancelled'].includes(run.state)) throw new EngineError('conflict', words.notResumable(run.number, run.state), { runId, state: run.state });
      return carryOn(run, undefined, context);
    },
    decide(runId, answer, reason) {
      const run = find(runId);
      const step = run.steps.find(({ state }) => state === 'waiting');
      if (run.state !== 'waiting' || !step) throw new EngineError('conflict', words.notWaiting(run.number, run.state), { runId, state: run.state });
      const key = eventsOfRun(db, runId).findLast((event) => event.kind === 'waiting' && event.step === step.name)?.data.key;
      appendEvent(db, { pipeline: run.pipeline, runId, step: step.name, kind: 'decided', at: ports.clock.now(), data: { answer, reason, ...(key === undefined ? {} : { key }) } });
      announce('pipelines', [runId]);
      return parts.startJob('pipelines.resume', { runId });
    },
    cancel(runId) {
      const run = find(runId);
      if (run.state === 'running' || run.state === 'queued') return parts.cancelJob(run.jobId);
      if (run.state !== 'waiting') throw new EngineError('conflict', words.notRunning(run.number, run.state), { runId, state: run.state });
      appendEvent(db, { pipeline: run.pipeline, runId, kind: 'cancelled', at: ports.clock.now() });
      announce('pipelines', [runId]);
    },
  };
}
