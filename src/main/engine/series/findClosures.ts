/** Periods in which nothing at all was sold, and weekdays without a row: offered as closures, never taken without asking. */
import type { ClosureOffer } from '@shared/areas/series';
import { seriesMessages } from '@shared/messages/series';
import { weekdayOf } from './calendar';
import type { Panel } from './panel';

const dayMs = 86_400_000;
const yearMs = 365 * dayMs;
/** More silent periods than this are a habit of the data, not closures. */
const mostShare = 0.1;
const fewestDays = 28;

export function findClosures(panel: Panel): ClosureOffer[] {
  const { values, periods, names, starts, closed, calendar } = panel;
  const silent: number[] = [];
  for (let t = 1; t < periods; t++) {
    if (closed.has(t)) continue;
    let begun = false;
    let sold = false;
    for (let series = 0; series < names.length && !sold; series++) {
      if (starts[series]! >= t) continue;
      begun = true;
      const value = values[series * periods + t]!;
      sold = !Number.isNaN(value) && value !== 0;
    }
    if (begun && !sold) silent.push(t);
  }
  if (silent.length > mostShare * periods) return [];
  return runsOf(silent).map((run): ClosureOffer => {
    const days = run.map((t) => calendar.days[t]!);
    const coming = days.map((day) => calendar.positionOf(Date.parse(`${day}T00:00:00Z`) + yearMs)).filter((position) => position >= periods && !closed.has(position)).map((position) => calendar.days[position]!);
    return { kind: 'periods', days, coming: [...new Set(coming)], message: seriesMessages.offer.periods(days, coming) };
  });
}

function runsOf(positions: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const position of positions) {
    const last = runs[runs.length - 1];
    if (last && last[last.length - 1] === position - 1) last.push(position);
    else runs.push([position]);
  }
  return runs;
}

/** Weekdays on which no row stands, where the dates span four weeks or more. */
export function findClosedWeekdays(days: readonly number[]): ClosureOffer[] {
  const [first, last] = [days[0] ?? 0, days[days.length - 1] ?? 0];
  if (last - first < fewestDays * dayMs || days.length < fewestDays / 2) return [];
  const seen = new Set(days.map(weekdayOf));
  return [0, 1, 2, 3, 4, 5, 6].filter((weekday) => !seen.has(weekday)).map((weekday): ClosureOffer => ({ kind: 'weekday', weekday, message: seriesMessages.offer.weekday(weekday) }));
}

