/** Text that repeats a number of another column, or of the target: "83 % positive (32,168 ratings)". */
import { leakMessages } from '@shared/messages/leaks';
import { findColumn, numbersOf } from '../table';
import type { TextColumn } from '../types';
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
    const { table, target, watched } = study;
    if (column.kind !== 'text' || column.type === 'id') return null;
    const numbers = column.levels.map(numbersIn);
    if (numbers.filter((found) => found.length > 0).length < fewestDistinct) return null;
    for (const other of [target, ...watched.map((each) => each.name)]) {
      const counted = findColumn(table, other);
      if (other === name || !counted || !isMeasure(counted)) continue;
      const found = shareRepeated(study, column, numbers, counted.name);
      if (found === null) continue;
      const isTarget = other === target;
      return { kind: 'repeats-number', accuses: isTarget, sentence: leakMessages.repeatsNumber(name, other, found), evidence: { share: found }, partners: [other] };
    }
    return null;
  },
};

function shareRepeated({ table, rows }: LeakStudy, text: TextColumn, numbers: readonly (readonly number[])[], other: string): number | null {
  const values = numbersOf(findColumn(table, other), rows);
  if (new Set(values).size < fewestDistinct) return null;
  const shareOf = (step: number): number => {
    let compared = 0;
    let repeated = 0;
    for (let i = 0; i < rows.length; i += step) {
      const code = text.codes[rows[i]!]!;
      if (code < 0 || !Number.isFinite(values[i]!)) continue;
      compared += 1;
      if (numbers[code]!.includes(values[i]!)) repeated += 1;
    }
    return compared < Math.min(fewestRows, rows.length / step) ? 0 : repeated / compared;
  };
  if (shareOf(Math.max(1, Math.floor(rows.length / firstLook))) < nearlyAll) return null;
  const share = shareOf(1);
  return share < nearlyAll ? null : share;
}

/** Numbers of a text, thousands separated by comma, point, blank or apostrophe, or not at all. */
function numbersIn(text: string): readonly number[] {
  const found = text.match(/\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?/gu) ?? [];
  return found.map((written) => (/^\d{1,3}(?:\D\d{3})+$/u.test(written) ? Number(written.replaceAll(/\D/gu, '')) : Number(written.replace(',', '.'))));
}
