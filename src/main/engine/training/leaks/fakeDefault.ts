/** A value that only stands in for "nothing yet": a rating of exactly 5 where there is no review. */
import { pearson } from '@engine/math';
import { leakMessages } from '@shared/messages/leaks';
import { numbersOf } from '../table';
import type { NumberColumn } from '../types';
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
    const { rows, goal } = study;
    const values = numbersOf(column, rows);
    const averages = values.filter((value) => Number.isFinite(value) && !Number.isInteger(value)).length;
    if (averages < 0.2 * rows.length) return null;
    for (const { counted, empty } of countsOf(study)) {
      if (counted === name) continue;
      const value = mostFrequent(values.filter((_, i) => empty[i] === 1));
      const hits = values.map((each) => Number(each === value));
      const emptyRows = total(empty);
      const held = total(hits.map((hit, i) => hit * empty[i]!));
      if (held < inside * emptyRows || total(hits) - held > outside * (rows.length - emptyRows)) continue;
      const told = (pearson(hits, goal) ?? 0) ** 2;
      if (told < telling) continue;
      return { kind: 'fake-default', accuses: false, sentence: leakMessages.fakeDefault(name, value, counted, held / rows.length, told), evidence: { value, share: held / rows.length, told }, partners: [counted] };
    }
    return null;
  },
};

interface Count {
  readonly counted: string;
  /** 1 where the count is 0. */
  readonly empty: Float64Array;
}

const remembered = new WeakMap<LeakStudy, readonly Count[]>();

/** Columns that count something, and are 0 often enough; looked up once for all columns. */
function countsOf(study: LeakStudy): readonly Count[] {
  const known = remembered.get(study) ?? study.measures.flatMap((column) => withoutEvents(column, study.rows) ?? []);
  remembered.set(study, known);
  return known;
}

function withoutEvents(column: NumberColumn, rows: Int32Array): Count | null {
  const counts = numbersOf(column, rows);
  const present = counts.filter((count) => Number.isFinite(count));
  if (!present.every((count) => count >= 0 && Number.isInteger(count)) || new Set(present).size < fewestCounts) return null;
  const empty = counts.map((count) => Number(count === 0));
  const rowsEmpty = total(empty);
  return rowsEmpty < fewestRows || rowsEmpty > rows.length / 2 ? null : { counted: column.name, empty };
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
