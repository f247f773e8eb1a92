/** Tells when a job that was seen running ends, unless it was too quick to look away. */
import { useEffect, useRef } from 'react';
import type { Job } from '@shared/areas/jobs';
import { useHost } from '../engine/EngineContext';
import type { Host } from '../engine/host';
import { isUnfinished } from '../engine/useJob';
import { useQuery } from '../engine/useQuery';
import { EngineError } from '@shared/contract/errors';
import { errorParts } from '../ui/errorParts';
import { jobOutcome } from './jobOutcome';
import { appMessages } from './messages';
import { notify, reportError } from './notices';
import { usePreferences } from './preferences';

const noticedFromMs = 2000;

/** The view that started the job may show its result by itself; then nothing needs to be said. */
function tell(job: Job, host: Host): void {
  const outcome = jobOutcome(job);
  tellDesktop(host, job, outcome?.text ?? appMessages.outcomes.done, outcome?.address ?? null);
  setTimeout(() => {
    if (outcome?.address && window.location.hash.startsWith(outcome.address)) return;
    notify(`${job.title}: ${outcome?.text ?? appMessages.outcomes.done}`, outcome?.refused === true ? 'neutral' : 'good');
  }, 400);
}

function tellFailure(job: Job, error: EngineError, host: Host): void {
  tellDesktop(host, job, errorParts(error).what, null);
  reportError(error);
}

/** The shell shows it where the window does not have the focus. */
function tellDesktop(host: Host, job: Job, text: string, address: string | null): void {
  if (usePreferences.getState().notifications) host.notify?.({ title: job.title.slice(0, 200), body: text.slice(0, 500), address });
}

export function JobNotices() {
  const host = useHost();
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
      if (job.state === 'failed' && job.error) tellFailure(job, EngineError.fromData(job.error), host);
      else if (job.state === 'succeeded' && durationMs >= noticedFromMs) tell(job, host);
    }
  }, [jobs, host]);
  return null;
}
