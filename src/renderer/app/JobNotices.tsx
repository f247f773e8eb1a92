/** Tells when a job that was seen running ends, unless it was too quick to look away. */
import { useEffect, useRef } from 'react';
import type { Job } from '@shared/areas/jobs';
import { isUnfinished } from '../engine/useJob';
import { useQuery } from '../engine/useQuery';
import { EngineError } from '@shared/contract/errors';
import { jobOutcome } from './jobOutcome';
import { appMessages } from './messages';
import { notify, reportError } from './notices';

const noticedFromMs = 2000;

/** The view that started the job may show its result by itself; then nothing needs to be said. */
function tell(job: Job): void {
  const outcome = jobOutcome(job);
  setTimeout(() => {
    if (outcome?.address && window.location.hash.startsWith(outcome.address)) return;
    notify(`${job.title}: ${outcome?.text ?? appMessages.outcomes.done}`, outcome?.refused === true ? 'neutral' : 'good');
  }, 400);
}

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
      else if (job.state === 'succeeded' && durationMs >= noticedFromMs) tell(job);
    }
  }, [jobs]);
  return null;
}
