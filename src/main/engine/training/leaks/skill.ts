/** How much of the target one column tells on its own, on rows held out, by a few small boosted trees. */
import { mean } from '@engine/math';
import { fitTask } from '../fitTask';
import { findColumn, numbersOf } from '../table';
import { toModelSpace } from '../targetSpace';
import type { TargetTransform, TrainingColumn, TrainingTable } from '../types';

export interface SkillFold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface SkillRequest {
  readonly table: TrainingTable;
  readonly target: string;
  readonly transform: TargetTransform;
  readonly probe: TrainingColumn;
  readonly folds: readonly SkillFold[];
  readonly seed: number;
}

const foldsUsed = 3;
/** Enough to see a strong relation, with rows and trees kept few. */
const mostTrainingRows = 5000;
const mostHeldOutRows = 2000;
const smallTrees = { trees: 40, learningRate: 0.15, leaves: 6, featureShare: 1, rowShare: 1 };
const silent = { report: () => undefined };

/** R2 in the model's space over all held-out rows looked at. */
export async function heldOutSkill({ table, target, transform, probe, folds, seed }: SkillRequest): Promise<number> {
  const goal = findColumn(table, target);
  if (!goal) return 0;
  const name = 'probe';
  const alone: TrainingTable = { ...table, columns: [{ ...goal, name: 'goal' }, { ...probe, name }] };
  const actual: number[] = [];
  const predicted: number[] = [];
  for (const fold of folds.slice(0, foldsUsed)) {
    const test = thin(fold.test, mostHeldOutRows);
    const train = thin(fold.train, mostTrainingRows);
    const { predictions } = await fitTask({ table: alone, target: 'goal', transform, features: [name], groupBy: null, model: 'gradient-boosting', parameters: smallTrees, steps: null, monotone: {}, seed, train, test, keepModel: false, measureImportance: false }, silent);
    for (const value of numbersOf(goal, test)) actual.push(toModelSpace(value, transform));
    for (const value of predictions) predicted.push(toModelSpace(value, transform));
  }
  return explainedShare(actual, predicted);
}

/** Every n-th row, so that order in the file does not choose. */
export function thin(rows: Int32Array, most: number): Int32Array {
  const step = Math.ceil(rows.length / most);
  return step <= 1 ? rows : rows.filter((_, i) => i % step === 0);
}

function explainedShare(actual: readonly number[], predicted: readonly number[]): number {
  const centre = mean(actual) ?? 0;
  let error = 0;
  let spread = 0;
  actual.forEach((value, i) => {
    error += (value - predicted[i]!) ** 2;
    spread += (value - centre) ** 2;
  });
  return spread === 0 ? 0 : 1 - error / spread;
}
