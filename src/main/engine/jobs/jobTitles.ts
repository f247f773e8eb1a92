/** What a job does, in plain words, for the jobs tray. */
import { jobTitleMessages } from '@shared/messages/jobs';

/** Title of a job by its endpoint; the endpoint's own name where no words are listed. */
export function titleOfJob(endpoint: string, input: unknown): string {
  const title = Object.hasOwn(jobTitleMessages, endpoint) ? jobTitleMessages[endpoint as keyof typeof jobTitleMessages] : endpoint;
  const name = typeof input === 'object' && input !== null && 'name' in input && typeof input.name === 'string' ? input.name : null;
  return name === null ? title : `${title}: ${name}`;
}
