/** Runs jobs: row first, progress at most ten times a second (once a second in the row) and the last always, cancel within a second, resume after a crash. */
import type { Job } from '@shared/areas/jobs';
import { contract } from '@shared/contract/contract';
import { EngineError } from '@shared/contract/errors';
import type { EngineFrame, Progress } from '@shared/contract/frames';
import type { JobContext } from '../kernel/area';
import type { Clock, Ids, Log } from '../kernel/ports';
import { toErrorData } from '../kernel/router';
import type { Db } from '../storage/database';
import { findJob, insertJob, markFinished, markRunning, saveProgress, type JobOutcome } from './jobStore';
import { titleOfJob } from './jobTitles';

export type JobHandler = (input: unknown, context: JobContext) => unknown;

export interface JobRunner {
  start(endpoint: string, input: unknown): { jobId: string };
  cancel(jobId: string): void;
  resume(jobId: string): { jobId: string };
  /** The job's row, with its end where that could not be written. */
  withEnd(job: Job): Job;
  /** True while any job runs. */
  isBusy(): boolean;
  /** Cancels what runs and waits until all rows are written. */
  close(): Promise<void>;
}

export interface JobRunnerParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly handlerOf: (endpoint: string) => JobHandler | undefined;
  readonly broadcast: (frame: EngineFrame) => void;
}

const progressIntervalMs = 100;
/** The row is for windows that open later and for the end; each write waits for the disk. */
const savedProgressMs = 1_000;

export function createJobRunner({ db, clock, ids, log, handlerOf, broadcast }: JobRunnerParts): JobRunner {
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();

  /** Ends that a full drive would not take: they are written when it takes them, and are known meanwhile. A new start finds such a job interrupted. */
  const unwritten = new Map<string, JobOutcome & { readonly finishedAt: number }>();

  function finish(jobId: string, outcome: JobOutcome): void {
    unwritten.set(jobId, { ...outcome, finishedAt: clock.now() });
    writeEnds();
  }

  function writeEnds(): void {
    for (const [jobId, { finishedAt, ...outcome }] of unwritten) {
      try {
        markFinished(db, jobId, finishedAt, outcome);
        unwritten.delete(jobId);
      } catch (error) {
        log.warn('The end of a job could not be written', { jobId, code: toErrorData(error, 'jobs', log).code });
        return;
      }
    }
  }

  function announceChange(jobId: string): void {
    broadcast({ t: 'event', name: 'changed', payload: { area: 'jobs', ids: [jobId] } });
  }

  /** Progress is a kindness: a drive that refuses it ends no job. */
  function saveIfPossible(jobId: string, value: Progress): void {
    try {
      saveProgress(db, jobId, value);
    } catch (error) {
      log.warn('The progress of a job could not be written', { jobId, code: toErrorData(error, 'jobs', log).code });
    }
  }

  function find(endpoint: string): JobHandler {
    const handler = handlerOf(endpoint);
    if (!handler) throw new EngineError('not-found', `There is no job named ${endpoint}.`, { endpoint });
    return handler;
  }

  function run(jobId: string, endpoint: string, handler: JobHandler, input: unknown, resumed: boolean): void {
    const abort = new AbortController();
    const startedAt = clock.now();
    markRunning(db, jobId, startedAt);
    announceChange(jobId);
    const saved = throttle((value) => saveIfPossible(jobId, value), clock, savedProgressMs);
    const progress = throttle((value) => {
      saved.report(value);
      broadcast({ t: 'event', name: 'jobProgress', payload: { jobId, progress: value, etaMs: remaining(value, clock.now() - startedAt) } });
    }, clock, progressIntervalMs);
    const flush = (): void => {
      progress.flush();
      saved.flush();
    };
    const done = Promise.resolve()
      .then(() => handler(input, { jobId, resumed, signal: abort.signal, report: progress.report }))
      .then((result) => {
        flush();
        // The row is the only place the result is kept, so it must be what the contract says.
        const parsed: unknown = Object.hasOwn(contract, endpoint) ? contract[endpoint as keyof typeof contract].output.parse(result) : result;
        finish(jobId, { state: 'succeeded', result: parsed });
      })
      .catch((error: unknown) => {
        flush();
        const cancelled = abort.signal.aborted;
        const data = cancelled ? new EngineError('cancelled', 'Cancelled. What was finished is kept.').toData() : toErrorData(error, endpoint, log);
        finish(jobId, { state: cancelled || data.code === 'cancelled' ? 'cancelled' : 'failed', error: data });
      })
      .finally(() => {
        running.delete(jobId);
        announceChange(jobId);
      });
    running.set(jobId, { abort, done });
  }

  return {
    start(endpoint, input) {
      const handler = find(endpoint);
      writeEnds();
      const jobId = ids.next();
      insertJob(db, { id: jobId, endpoint, title: titleOfJob(endpoint, input), input, createdAt: clock.now() });
      try {
        run(jobId, endpoint, handler, input, false);
      } catch (error) {
        finish(jobId, { state: 'failed', error: toErrorData(error, endpoint, log) });
        throw error;
      }
      return { jobId };
    },
    cancel(jobId) {
      const job = running.get(jobId);
      if (!job) throw new EngineError('conflict', 'This job is no longer running.', { jobId });
      job.abort.abort();
    },
    resume(jobId) {
      const job = findJob(db, jobId);
      if (!job) throw new EngineError('not-found', 'This job is not known.', { jobId });
      if (job.state !== 'interrupted') throw new EngineError('conflict', `Only an interrupted job can be resumed; this one is ${job.state}.`, { jobId, state: job.state satisfies Job['state'] });
      run(jobId, job.endpoint, find(job.endpoint), job.input, true);
      return { jobId };
    },
    withEnd(job) {
      const end = unwritten.get(job.id);
      if (!end) return job;
      return { ...job, state: end.state, finishedAt: end.finishedAt, error: end.state === 'succeeded' ? null : end.error, result: end.state === 'succeeded' ? end.result : null };
    },
    isBusy: () => running.size > 0,
    async close() {
      for (const { abort } of running.values()) abort.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
      writeEnds();
    },
  };
}

/** Linear extrapolation; null until enough is done to say something. */
function remaining(progress: Progress, elapsedMs: number): number | null {
  if (progress.fraction < 0.02 || elapsedMs < 500) return null;
  return Math.max(0, (elapsedMs * (1 - progress.fraction)) / progress.fraction);
}

function throttle(emit: (value: Progress) => void, clock: Clock, intervalMs: number): { report(value: Progress): void; flush(): void } {
  let last = -Infinity;
  let pending: Progress | null = null;
  return {
    report(value) {
      const now = clock.now();
      if (now - last < intervalMs) {
        pending = value;
        return;
      }
      last = now;
      pending = null;
      emit(value);
    },
    flush() {
      if (pending) emit(pending);
      pending = null;
    },
  };
}
