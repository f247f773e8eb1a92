/** Tells when a job that was seen running ends, unless it was too quick to look away. */
import { useEffect, useRef } from 'react';
import { isUnfinished } from '../engine/useJob';
import { useQuery } from '../engine/useQuery';
import { EngineError } from '@shared/contract/errors';
import { jobOutcome } from './jobOutcome';
import { notify, reportError } from './notices';

const noticedFromMs = 2000;

export function JobNotices() {
  const { data: jobs } = useQuery('jobs.list', { limit: 30 });
  const watched = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs ?? []) {
      if (isUnfinished(job)) {
        watched.current.add(job.id);
        continue;
      }
      if (!watched.current.delete(job.id)) continue;
      const durationMs = (job.finishedAt ?? 0) - (job.startedAt ?? job.createdAt);
      if (job.state === 'failed' && job.error) reportError(EngineError.fromData(job.error));
      else if (job.state === 'succeeded' && durationMs >= noticedFromMs) notify(`${job.title}: ${jobOutcome(job)?.text ?? 'done.'}`, 'good');
    }
  }, [jobs]);
  return null;
}
