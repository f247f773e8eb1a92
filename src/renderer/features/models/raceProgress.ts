/** What a running race reports, from the event stream or its row. */
import type { Job } from '@shared/areas/jobs';
import { raceProgressSchema, type RaceProgress } from '@shared/areas/tracking';
import { tuningProgressSchema } from '@shared/areas/tuning';
import type { JobView } from '@renderer/engine';

export function progressOf(job: Job | undefined, view: JobView): RaceProgress | null {
  const parsed = raceProgressSchema.safeParse(view.progress?.detail ?? job?.progress?.detail);
  return parsed.success ? parsed.data : null;
}

/** The search that a job is in, before its race. */
export function searchOf(job: Job | undefined, view: JobView): string | null {
  const parsed = tuningProgressSchema.safeParse(view.progress?.detail ?? job?.progress?.detail);
  return parsed.success ? parsed.data.tuningId : null;
}
