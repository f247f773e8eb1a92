/** Jobs of the window: start one, watch one, cancel and resume. */
import { useCallback, useState, useSyncExternalStore } from 'react';
import type { Job } from '@shared/areas/jobs';
import { contract, type AlmanacContract } from '@shared/contract/contract';
import type { EndpointName } from '@shared/contract/client';
import type { InputOf, ResultOf } from '@shared/contract/endpoint';
import type { Progress } from '@shared/contract/frames';
import { useConnection, useEngine } from './EngineContext';
import { useQuery } from './useQuery';

export type JobName = { [N in EndpointName]: AlmanacContract[N]['kind'] extends 'job' ? N : never }[EndpointName];

export interface JobView {
  readonly job: Job | undefined;
  /** The newest known: from the event stream, else from the row. */
  readonly progress: Progress | null;
  readonly etaMs: number | null;
  readonly running: boolean;
  /** Of reading the row; the job's own failure stands in `job.error`. */
  readonly error: unknown;
  readonly cancel: () => Promise<void>;
  readonly resume: () => Promise<string>;
}

export function isUnfinished(job: Pick<Job, 'state'>): boolean {
  return job.state === 'queued' || job.state === 'running';
}

/** Watches one job; null watches none. */
export function useJob(jobId: string | null): JobView {
  const { client, jobs } = useConnection();
  const row = useQuery('jobs.get', jobId === null ? null : { jobId });
  const read = useCallback(() => (jobId === null ? null : jobs.read(jobId)), [jobs, jobId]);
  const live = useSyncExternalStore(jobs.subscribe, read, read);
  const job = row.data;
  const running = jobId !== null && (job === undefined ? row.error === null : isUnfinished(job));
  const cancel = useCallback(async () => {
    if (jobId !== null) await client.call('jobs.cancel', { jobId });
  }, [client, jobId]);
  const resume = useCallback(async () => {
    if (jobId === null) return '';
    const resumed = await client.call('jobs.resume', { jobId });
    return resumed.jobId;
  }, [client, jobId]);
  return { job, progress: running ? (live?.progress ?? job?.progress ?? null) : (job?.progress ?? null), etaMs: running ? (live?.etaMs ?? null) : null, running, error: row.error, cancel, resume };
}

/** What a finished job produced, checked against its endpoint; null where it did not succeed or is of another kind. */
export function jobResult<N extends JobName>(name: N, job: Job | undefined): ResultOf<AlmanacContract[N]> | null {
  if (job?.endpoint !== name || job.state !== 'succeeded') return null;
  const parsed = contract[name].output.safeParse(job.result);
  return parsed.success ? (parsed.data as ResultOf<AlmanacContract[N]>) : null;
}

export interface JobStarter<N extends JobName> {
  /** Answers the job's id, or null where it could not start (then `error` says why). */
  readonly start: (input: InputOf<AlmanacContract[N]>) => Promise<string | null>;
  readonly starting: boolean;
  readonly error: unknown;
  readonly clearError: () => void;
}

export function useStartJob<N extends JobName>(name: N): JobStarter<N> {
  const client = useEngine();
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const start = useCallback(
    async (input: InputOf<AlmanacContract[N]>) => {
      setStarting(true);
      setError(null);
      try {
        const started = await client.call(name, input);
        return (started as { readonly jobId: string }).jobId;
      } catch (failure) {
        setError(failure);
        return null;
      } finally {
        setStarting(false);
      }
    },
    [client, name],
  );
  const clearError = useCallback(() => setError(null), []);
  return { start, starting, error, clearError };
}
