/** Calendar parts of dates given as milliseconds since 1970, UTC. */

const dayMs = 86_400_000;

/** Days since 1970, year, month, day of month, day of week; all NaN where the date is missing. */
export const datePartCount = 5;

export function dateParts(timeMs: number): readonly number[] {
  if (Number.isNaN(timeMs)) return [NaN, NaN, NaN, NaN, NaN];
  const date = new Date(timeMs);
  return [timeMs / dayMs, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay()];
}
