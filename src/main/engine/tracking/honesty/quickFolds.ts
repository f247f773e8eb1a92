/** Quick held-out scores beside a race: one small model on the race's first folds, in the compute pool, of at most so many rows. */
import type { FoldScore, MetricName, ModelKind } from '@shared/areas/tracking';
import type { Compute } from '../../kernel/ports';
import { scoreFold, stepsSeen, thin, type FoldScores } from '../../training';
import type { FitTask, TrainingTable } from '../../training/types';
import { pairedDifference } from '../pairedFolds';
import type { PreparedRace } from '../prepareRace';
import { toSharedIntegers } from '../sharedMemory';

export const quickModel = { model: 'gradient-boosting', parameters: { trees: 60, learningRate: 0.15 } } as const satisfies QuickModel;

export interface QuickModel {
  readonly model: ModelKind;
  readonly parameters: FitTask['parameters'];
}

export interface QuickFold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** A long table is looked at in every n-th row: these scores show differences, not records. */
const mostTrainingRows = 8000;
const mostHeldOutRows = 4000;

/** Folds of the first repeats. */
export function quickFolds({ plan }: PreparedRace, repeats = 1): QuickFold[] {
  const first = [...new Set(plan.folds.map(({ repeat }) => repeat))].slice(0, repeats);
  return plan.folds.filter(({ repeat }) => first.includes(repeat)).map(({ train, test }) => ({ train: toSharedIntegers(thin(train, mostTrainingRows)), test: toSharedIntegers(thin(test, mostHeldOutRows)) }));
}

/** Everything of a fit but its rows. */
export function quickTask({ request, transform, steps }: PreparedRace, table: TrainingTable, features: readonly string[], { model, parameters }: QuickModel): Omit<FitTask, 'train' | 'test' | 'seed'> {
  return { table, target: request.target, transform, features, groupBy: request.groupBy ?? null, model, parameters, steps, monotone: {}, keepModel: false, measureImportance: false };
}

export async function scoreQuickly(compute: Compute, race: PreparedRace, table: TrainingTable, features: readonly string[], folds: readonly QuickFold[], model: QuickModel, signal: AbortSignal): Promise<FoldScores[]> {
  const task = quickTask(race, table, features, model);
  return Promise.all(
    folds.map(async ({ train, test }) => {
      const steps = race.steps && stepsSeen(race.target, train);
      const { predictions } = await compute.run('training.quickFit', { ...task, steps, train, test, seed: race.request.seed }, { signal });
      return scoreFold({ actual: Float64Array.from(test, (row) => race.target[row]!), predicted: predictions, steps, interval: null });
    }),
  );
}

/** The mean with its interval, as wide as `pairedDifference` says; null where a fold has no such score. */
export function summariseScore(scores: readonly FoldScores[], metric: MetricName, folds: readonly QuickFold[]): FoldScore | null {
  const values = scores.map((score) => (metric === 'mase' || metric === 'rmsse' ? null : score[metric])).filter((value) => value !== null);
  return values.length < scores.length ? null : foldScore(values, testToTrainOf(folds));
}

export function foldScore(values: readonly number[], testToTrain: number): FoldScore | null {
  const centre = pairedDifference(values, values.map(() => 0), testToTrain);
  if (!centre) return null;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - centre.difference) ** 2, 0) / (values.length - 1));
  return { mean: centre.difference, sd, lower: centre.lower, upper: centre.upper, folds: [...values] };
}

export function testToTrainOf(folds: readonly QuickFold[]): number {
  return folds.reduce((sum, { test, train }) => sum + test.length / train.length, 0) / folds.length;
}
