/** The difference of two versions, found by a job that is started once for each question and kept while the window is open. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Diff } from '@shared/areas/diff';
import { EngineError } from '@shared/contract/errors';
import { jobResult, useJob, useStartJob, type JobView } from '../../../engine';

export interface DiffQuestion {
  readonly beforeId: string;
  readonly afterId: string;
  readonly key?: string[] | undefined;
}

export interface DiffState {
  readonly diff: Diff | null;
  readonly job: JobView;
  readonly error: unknown;
  readonly cancelled: boolean;
  readonly retry: () => void;
}

interface DiffJobs {
  readonly jobs: ReadonlyMap<string, string>;
  readonly keep: (question: string, jobId: string | null) => void;
}

const useDiffJobs = create<DiffJobs>((set) => ({
  jobs: new Map(),
  keep: (question, jobId) =>
    set((state) => {
      const jobs = new Map(state.jobs);
      if (jobId === null) jobs.delete(question);
      else jobs.set(question, jobId);
      return { jobs };
    }),
}));

/** Questions whose job is being started, so that a second render starts no second one. */
const starting = new Set<string>();

export function useDiff(question: DiffQuestion | null): DiffState {
  const name = question === null ? null : JSON.stringify(question);
  const { jobs, keep } = useDiffJobs();
  const jobId = name === null ? null : (jobs.get(name) ?? null);
  const { start, error, clearError } = useStartJob('datasets.diff');
  const job = useJob(jobId);
  useEffect(() => {
    if (question === null || name === null || jobId !== null || error !== null || starting.has(name)) return;
    starting.add(name);
    void start(question).then((started) => {
      starting.delete(name);
      if (started !== null) keep(name, started);
    });
    // The name holds the whole question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name, jobId, error, start, keep]);
  const failure = job.job?.state === 'failed' && job.job.error ? EngineError.fromData(job.job.error) : null;
  return {
    diff: jobResult('datasets.diff', job.job),
    job,
    error: error ?? failure ?? job.error,
    cancelled: job.job?.state === 'cancelled' || job.job?.state === 'interrupted',
    retry: () => {
      clearError();
      if (name !== null) keep(name, null);
    },
  };
}
