/** Periods of a calendar: days, weeks, months, quarters, years as running numbers, and back to the day they are called by. */
import type { Frequency } from '@shared/areas/seriesSetup';
import type { CalendarPlaces } from '../training';

const dayMs = 86_400_000;

/** The day a period is called by: a weekday for weeks; a day of the month, or its last, for months and longer. */
export interface Anchor {
  readonly weekday: number;
  readonly dayOfMonth: number | 'last';
}

export interface Calendar {
  readonly frequency: Frequency;
  /** First day of each period, history and horizon, as text. */
  readonly days: readonly string[];
  readonly places: CalendarPlaces;
  /** Place of the period that holds a day, or -1 where it is outside or closed. */
  positionOf(ms: number): number;
}

export const weekdayOf = (ms: number): number => new Date(ms).getUTCDay();
export const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const monthsOf: Readonly<Partial<Record<Frequency, number>>> = { month: 1, quarter: 3, year: 12 };

/** Running number of the period that holds a day. */
export function periodNumber(ms: number, frequency: Frequency, { weekday }: Anchor): number {
  const day = Math.floor(ms / dayMs);
  if (frequency === 'day') return day;
  // 1970-01-01 was a Thursday.
  if (frequency === 'week') return Math.floor((day + 4 - weekday) / 7);
  const date = new Date(ms);
  return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / (monthsOf[frequency] ?? 1));
}

/** First moment of a period, in the way the data names it. */
export function periodStart(number: number, frequency: Frequency, { weekday, dayOfMonth }: Anchor): number {
  if (frequency === 'day') return number * dayMs;
  if (frequency === 'week') return (number * 7 - 4 + weekday) * dayMs;
  const month = number * (monthsOf[frequency] ?? 1);
  const [year, index] = [Math.floor(month / 12), month % 12];
  const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  return Date.UTC(year, index, dayOfMonth === 'last' ? length : Math.min(dayOfMonth, length));
}

export interface CalendarRequest {
  readonly frequency: Frequency;
  readonly anchor: Anchor;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly closedWeekdays: readonly number[];
  /** Periods beyond the last one. */
  readonly ahead: number;
}

/** Every period from the first day to the last and beyond; closed weekdays are no periods. `history` is how many there are up to the last day. */
export function makeCalendar({ frequency, anchor, firstMs, lastMs, closedWeekdays, ahead }: CalendarRequest): { calendar: Calendar; history: number } {
  const first = periodNumber(firstMs, frequency, anchor);
  const last = periodNumber(lastMs, frequency, anchor);
  const closed = new Set(frequency === 'day' ? closedWeekdays : []);
  const starts: number[] = [];
  const positions = new Map<number, number>();
  let history = 0;
  for (let number = first; number <= last || starts.length < history + ahead; number++) {
    const start = periodStart(number, frequency, anchor);
    if (closed.has(weekdayOf(start))) continue;
    positions.set(number, starts.length);
    starts.push(start);
    if (number <= last) history = starts.length;
  }
  return {
    history,
    calendar: {
      frequency,
      days: starts.map(dayText),
      places: { place: Int32Array.from(starts, (start) => placeOf(start, frequency)), month: Int32Array.from(starts, (start) => new Date(start).getUTCMonth() + 1) },
      positionOf: (ms) => positions.get(periodNumber(ms, frequency, anchor)) ?? -1,
    },
  };
}

/** Weekday of a day, week of the year of a week, month of a month. */
function placeOf(start: number, frequency: Frequency): number {
  const date = new Date(start);
  if (frequency === 'day') return date.getUTCDay();
  if (frequency === 'week') return Math.floor((start - Date.UTC(date.getUTCFullYear(), 0, 1)) / (7 * dayMs));
  return date.getUTCMonth();
}
