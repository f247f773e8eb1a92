/** Text that repeats a number of another column, or of the target: "83 % positive (32,168 ratings)". */
import { leakMessages } from '@shared/messages/leaks';
import { findColumn, numbersOf } from '../table';
import type { NumberColumn, TextColumn } from '../types';
import { isMeasure, type LeakDetector, type LeakStudy } from './study';

/** Rows, of those with both, whose text holds the number. */
const nearlyAll = 0.9;
const fewestRows = 20;
/** Small whole numbers stand in many texts by chance. */
const fewestDistinct = 20;
const firstLook = 200;

export const repeatedNumber: LeakDetector = {
  kind: 'repeats-number',
  look(study, { column, name }) {
    const { table, target, measures } = study;
    if (column.kind !== 'text' || column.type === 'id') return null;
    const numbers = column.levels.map(numbersIn);
    if (numbers.filter((found) => found.length > 0).length < fewestDistinct) return null;
    const goal = findColumn(table, target);
    for (const counted of [...(goal && isMeasure(goal) ? [goal] : []), ...measures]) {
      const found = shareRepeated(study, column, numbers, counted);
      if (found === null) continue;
      return { kind: 'repeats-number', accuses: counted === goal, sentence: leakMessages.repeatsNumber(name, counted.name, found), evidence: { share: found }, partners: [counted.name] };
    }
    return null;
  },
};

function shareRepeated({ rows }: LeakStudy, text: TextColumn, numbers: readonly (readonly number[])[], counted: NumberColumn): number | null {
  const valueAt = (i: number): number => counted.values[rows[i]!]!;
  const shareOf = (step: number): number => {
    let compared = 0;
    let repeated = 0;
    for (let i = 0; i < rows.length; i += step) {
      const code = text.codes[rows[i]!]!;
      if (code < 0 || !Number.isFinite(valueAt(i))) continue;
      compared += 1;
      if (numbers[code]!.includes(valueAt(i))) repeated += 1;
    }
    return compared < Math.min(fewestRows, rows.length / step) ? 0 : repeated / compared;
  };
  if (shareOf(Math.max(1, Math.floor(rows.length / firstLook))) < nearlyAll) return null;
  if (new Set(numbersOf(counted, rows)).size < fewestDistinct) return null;
  const share = shareOf(1);
  return share < nearlyAll ? null : share;
}

/** Numbers of a text, thousands separated by comma, point, blank or apostrophe, or not at all. */
function numbersIn(text: string): readonly number[] {
  const found = text.match(/\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?/gu) ?? [];
  return found.map((written) => (/^\d{1,3}(?:\D\d{3})+$/u.test(written) ? Number(written.replaceAll(/\D/gu, '')) : Number(written.replace(',', '.'))));
}
