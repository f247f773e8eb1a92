/** Compute tasks beside fitting: answering, explaining, the leak radar. Plain data in, plain data out. */
import type { TaskContext } from '../kernel/ports';
import { explainRows, type ExplainedRows } from './contributions';
import { accumulatedEffects, type AccumulatedPoint } from './explanation/accumulatedEffects';
import { nearCopyGroups } from './explanation/columnGroups';
import { dependenceOf, type Dependence } from './explanation/dependence';
import { checkMonotone, type MonotoneCheck } from './explanation/monotoneCheck';
import { pairDependenceOf, type PairDependence } from './explanation/pairDependence';
import { lookAtColumns, type LeakRadarRequest } from './leaks/leakRadar';
import type { ColumnSuspicions } from './leaks/settleFindings';
import { predictUnits, restoreFitted } from './savedModel';
import { allRows } from './table';
import type { SavedModel, TrainingTable } from './types';

export interface PredictTask {
  readonly model: SavedModel;
  readonly table: TrainingTable;
}

/** One answer per row, in units of the target. */
export function predictTask({ model, table }: PredictTask): Float64Array {
  return predictUnits(restoreFitted(model), model.transform, table, allRows(table));
}

export interface ContributeTask {
  readonly model: SavedModel;
  readonly table: TrainingTable;
  /** For models without an exact way; see `explainRows`. */
  readonly background: TrainingTable;
  readonly seed: number;
}

/** Contributions of every row of a table. */
export function contributeTask({ model, table, background, seed }: ContributeTask): ExplainedRows {
  return explainRows({ model: restoreFitted(model), columns: model.features, table, rows: allRows(table), background, seed });
}

export interface DependenceTask {
  readonly model: SavedModel;
  /** Some hundreds of training rows chosen by seed. */
  readonly sample: TrainingTable;
  readonly column: string;
  /** The direction the model was told to keep; null without one. */
  readonly direction: 1 | -1 | null;
}

export interface DependenceOutcome {
  readonly dependence: Dependence | null;
  /** Empty for columns that are not numbers. */
  readonly accumulated: readonly AccumulatedPoint[];
  readonly monotone: MonotoneCheck | null;
}

/** Rows moved through the dense grid of a promised direction. */
const monotoneRows = 50;

export function dependenceTask({ model, sample, column, direction }: DependenceTask): DependenceOutcome {
  const fitted = restoreFitted(model);
  const few = { ...sample, rows: Math.min(sample.rows, monotoneRows) };
  return {
    dependence: dependenceOf(fitted, model.transform, sample, column),
    accumulated: accumulatedEffects(fitted, model.transform, sample, column),
    monotone: direction && checkMonotone(fitted, model.transform, few, column, direction),
  };
}

export interface PairDependenceTask {
  readonly model: SavedModel;
  /** About a hundred training rows chosen by seed: each is answered once per pair of values. */
  readonly sample: TrainingTable;
  /** The two columns of all training rows. */
  readonly all: TrainingTable;
  readonly columns: readonly [string, string];
}

export function pairDependenceTask({ model, sample, all, columns }: PairDependenceTask): PairDependence | null {
  return pairDependenceOf(restoreFitted(model), model.transform, { sample, all }, columns);
}

export function nearCopiesTask({ table, columns, seed }: { readonly table: TrainingTable; readonly columns: readonly string[]; readonly seed: number }): string[][] {
  return nearCopyGroups(table, columns, seed);
}

export function leakRadarTask(request: LeakRadarRequest, context: TaskContext): Promise<ColumnSuspicions[]> {
  return lookAtColumns(request, (fraction, column) => context.report({ fraction, title: column }));
}
