/** How often the data counts, read from its dates, with the evidence for it. */
import type { Frequency } from '@shared/areas/seriesSetup';
import { seriesMessages } from '@shared/messages/series';
import { dayText, periodNumber, periodStart, weekdayOf, type Anchor } from './calendar';

export interface FoundFrequency {
  readonly frequency: Frequency;
  readonly evidence: string;
}

const dayMs = 86_400_000;

/** Different days in ascending order, missing and impossible ones left out. */
export function distinctDays(dates: Float64Array): number[] {
  const days = new Set<number>();
  for (const ms of dates) if (Number.isFinite(ms)) days.add(Math.floor(ms / dayMs) * dayMs);
  return [...days].sort((a, b) => a - b);
}

/** The weekday most days share, and the day of the month, or the last of it. */
export function findAnchor(days: readonly number[]): Anchor {
  const dayOfMonth = days.length > 0 && days.every((day) => new Date(day + dayMs).getUTCDate() === 1) ? 'last' : mostOften(days.map((day) => new Date(day).getUTCDate()));
  return { weekday: days.length === 0 ? 1 : mostOften(days.map(weekdayOf)), dayOfMonth };
}

/**
 * Weeks where all days are the same weekday, months and longer where all are the same day of the month (or its last),
 * else days. Two dates at least.
 */
export function findFrequency(days: readonly number[]): FoundFrequency {
  const anchor = findAnchor(days);
  const gaps = days.slice(1).map((day, i) => Math.round((day - days[i]!) / dayMs));
  const shortest = Math.min(...gaps);
  const words = seriesMessages.evidence;
  const sameMonthDay = days.every((day) => day === periodStart(periodNumber(day, 'month', anchor), 'month', anchor));
  if (sameMonthDay && shortest >= 28) {
    const frequency: Frequency = shortest >= 360 ? 'year' : shortest >= 89 ? 'quarter' : 'month';
    return { frequency, evidence: words.months(days.length, anchor.dayOfMonth, frequency) };
  }
  if (days.every((day) => weekdayOf(day) === anchor.weekday) && shortest >= 7) return { frequency: 'week', evidence: words.weeks(days.length, anchor.weekday, gaps.filter((gap) => gap === 7).length) };
  return { frequency: 'day', evidence: words.days(days.length, days.length > 0 ? dayText(days[0]!) : '', gaps.filter((gap) => gap === 1).length) };
}

function mostOften(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 1;
}
