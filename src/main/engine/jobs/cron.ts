/** Schedules as cron expressions: the only door to croner. All times in milliseconds since 1970. */
import { Cron } from 'croner';

export interface Schedule {
  /** Five or six fields. */
  readonly cron: string;
  readonly timeZone?: string | undefined;
}

function cronOf({ cron, timeZone }: Schedule): Cron {
  return new Cron(cron, { paused: true, ...(timeZone === undefined ? {} : { timezone: timeZone }) });
}

/** Why an expression cannot be read, or null. */
export function faultOfCron(schedule: Schedule): string | null {
  try {
    return cronOf(schedule).nextRun() === null ? 'it never comes' : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The first time after a moment; null where none comes. */
export function nextTime(schedule: Schedule, after: number): number | null {
  return cronOf(schedule).nextRun(new Date(after))?.getTime() ?? null;
}

const mostCounted = 1000;

/** How many times lie after the first moment and not after the second; counted up to 1,000. */
export function countTimes(schedule: Schedule, after: number, until: number): number {
  const cron = cronOf(schedule);
  let count = 0;
  for (let at = cron.nextRun(new Date(after)); at !== null && at.getTime() <= until && count < mostCounted; at = cron.nextRun(at)) count++;
  return count;
}
