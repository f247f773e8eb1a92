/** Endpoints of jobs. */
import type { jobsEndpoints } from '@shared/areas/jobs';
import { EngineError } from '@shared/contract/errors';
import type { Handlers } from '../kernel/area';
import type { Db } from '../storage/database';
import type { JobRunner } from './jobRunner';
import { clearFinished, findJob, listJobs } from './jobStore';

export { createClockTimer } from './clockTimer';
export { countTimes, faultOfCron, nextTime } from './cron';
export { createJobRunner, type JobHandler, type JobRunner } from './jobRunner';
export { inputsOfInterrupted, markInterrupted } from './jobStore';

export function createJobs(db: Db, runner: JobRunner): Handlers<typeof jobsEndpoints> {
  return {
    'jobs.list': ({ limit }) => listJobs(db, limit).map(runner.withEnd),
    'jobs.get': ({ jobId }) => {
      const job = findJob(db, jobId);
      if (!job) throw new EngineError('not-found', 'This job is not known.', { jobId });
      return runner.withEnd(job);
    },
    'jobs.cancel': ({ jobId }) => {
      runner.cancel(jobId);
      return { done: true };
    },
    'jobs.resume': ({ jobId }) => runner.resume(jobId),
    'jobs.clear': () => {
      clearFinished(db);
      return { done: true };
    },
  };
}
