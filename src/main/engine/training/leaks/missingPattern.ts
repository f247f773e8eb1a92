/** A column that is empty just where the target is what it is: the average price of weeks in which nothing was sold. */
import { mean, pearson, sampleSd } from '@engine/math';
import { leakMessages } from '@shared/messages/leaks';
import { missingMarks, type LeakDetector } from './study';

const fewestRows = 10;
/** Shares of the target that the marks alone must tell: much, or little where the empty rows have next to one target. */
const much = 0.25;
const little = 0.05;
const nextToOne = 0.25;

export const missingPattern: LeakDetector = {
  kind: 'missing-pattern',
  look({ rows, goal }, { column, name }) {
    const marks = missingMarks(column, rows);
    const missing = marks.reduce((sum, mark) => sum + mark, 0);
    if (missing < fewestRows || rows.length - missing < fewestRows) return null;
    const told = (pearson(marks, goal) ?? 0) ** 2;
    const spread = sampleSd(goal) ?? 0;
    const emptyGoal = goal.filter((_, i) => marks[i] === 1);
    const fullGoal = goal.filter((_, i) => marks[i] === 0);
    const ratio = spread === 0 ? 1 : Math.min(sampleSd(emptyGoal) ?? spread, sampleSd(fullGoal) ?? spread) / spread;
    if (told < little || (told < much && ratio > nextToOne)) return null;
    const fewer = (mean(emptyGoal) ?? 0) < (mean(fullGoal) ?? 0);
    return { kind: 'missing-pattern', accuses: true, sentence: leakMessages.missingPattern(name, missing / rows.length, told, fewer), evidence: { share: missing / rows.length, told, spreadRatio: ratio }, partners: [] };
  },
};
