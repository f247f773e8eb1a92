/** A value that only stands in for "nothing yet": a rating of exactly 5 where there is no review. */
import { pearson } from '@engine/math';
import { leakMessages } from '@shared/messages/leaks';
import { findColumn, numbersOf } from '../table';
import { isMeasure, type LeakDetector, type LeakStudy } from './study';

/** Rows without events that must hold the value, and the most of the other rows that may. */
const inside = 0.95;
const outside = 0.2;
const fewestRows = 10;
/** A count takes many values; a mark of yes and no does not. */
const fewestCounts = 10;
const telling = 0.02;

export const fakeDefault: LeakDetector = {
  kind: 'fake-default',
  look(study, { column, name }) {
    if (!isMeasure(column)) return null;
    const { rows, goal, watched, target } = study;
    const values = numbersOf(column, rows);
    const averages = values.filter((value) => Number.isFinite(value) && !Number.isInteger(value)).length;
    if (averages < 0.2 * rows.length) return null;
    for (const other of watched) {
      if (other.name === name || other.name === target) continue;
      const empty = withoutEvents(study, other.name);
      if (!empty) continue;
      const value = mostFrequent(values.filter((_, i) => empty[i] === 1));
      const hits = values.map((each) => Number(each === value));
      const emptyRows = total(empty);
      const held = total(hits.map((hit, i) => hit * empty[i]!));
      if (held < inside * emptyRows || total(hits) - held > outside * (rows.length - emptyRows)) continue;
      const told = (pearson(hits, goal) ?? 0) ** 2;
      if (told < telling) continue;
      return { kind: 'fake-default', accuses: false, sentence: leakMessages.fakeDefault(name, value, other.name, held / rows.length, told), evidence: { value, share: held / rows.length, told }, partners: [other.name] };
    }
    return null;
  },
};

/** 1 where the count is 0; null where the column counts nothing, or is 0 too seldom. */
function withoutEvents({ table, rows }: LeakStudy, name: string): Float64Array | null {
  const column = findColumn(table, name);
  if (!column || !isMeasure(column)) return null;
  const counts = numbersOf(column, rows);
  const present = counts.filter((count) => Number.isFinite(count));
  if (!present.every((count) => count >= 0 && Number.isInteger(count)) || new Set(present).size < fewestCounts) return null;
  const empty = counts.map((count) => Number(count === 0));
  const rowsEmpty = total(empty);
  return rowsEmpty < fewestRows || rowsEmpty > rows.length / 2 ? null : empty;
}

function mostFrequent(values: Float64Array): number {
  const counts = new Map<number, number>();
  let best = NaN;
  for (const value of values) {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    if (Number.isNaN(best) || count > (counts.get(best) ?? 0)) best = value;
  }
  return best;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
