/** Rows sorted by what was sold: then a running number, or the place in the file, predicts the target. */
import { spearman } from '@engine/math';
import { leakMessages } from '@shared/messages/leaks';
import { numbersOf } from '../table';
import { chanceShare, isMeasure, type LeakDetector, type LeakStudy } from './study';

const sameOrder = 0.999;
const nearlyAll = 0.9;

export const runningNumber: LeakDetector = {
  kind: 'row-order',
  look(study, { column, name, skill }) {
    if (!isMeasure(column) || skill < 2 * chanceShare(study.rows.length)) return null;
    const { rows } = study;
    const values = numbersOf(column, rows);
    if (values.some((value) => Number.isNaN(value)) || new Set(values).size < nearlyAll * rows.length) return null;
    const order = Math.abs(spearman(values, rows) ?? 0);
    return order < sameOrder ? null : { kind: 'row-order', accuses: true, sentence: leakMessages.rowOrder.column(name, skill), evidence: { order, skill }, partners: [] };
  },
};

/** Held-out R2 of the target from the place in the file alone. */
export function skillOfRowOrder(study: LeakStudy): Promise<number> {
  return study.skillOfProbe('place in the file', Float64Array.from({ length: study.table.rows }, (_, row) => row));
}
