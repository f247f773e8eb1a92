/** Compute tasks beside fitting: answering, explaining, the leak radar. Plain data in, plain data out. */
import type { TaskContext } from '../kernel/ports';
import { explainRows, type ContributionWay, type ExplainedRows } from './contributions';
import { leakRadar, type LeakFinding, type LeakRadarRequest } from './leakRadar';
import { partialDependence, type DependencePoint } from './partialDependence';
import { predictUnits, restoreFitted } from './savedModel';
import type { ShapleyValues } from './shapley';
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

export interface ExplainTask {
  readonly model: SavedModel;
  /** Sample of training rows: some tens of background rows for Shapley values, some hundreds for partial dependence. */
  readonly background: TrainingTable;
  /** The row to explain: the first of this table; null for none. */
  readonly row: TrainingTable | null;
  /** Column of the partial dependence; null for none. */
  readonly dependenceOf: string | null;
  readonly seed: number;
}

export interface ExplainOutcome {
  readonly shapley: (ShapleyValues & { readonly ways: readonly ContributionWay[] }) | null;
  readonly dependence: readonly DependencePoint[] | null;
}

export function explainTask({ model, background, row, dependenceOf, seed }: ExplainTask): ExplainOutcome {
  const fitted = restoreFitted(model);
  return {
    shapley: row && firstRow(explainRows({ model: fitted, columns: model.features, table: row, rows: Int32Array.of(0), background, seed })),
    dependence: dependenceOf === null ? null : partialDependence(fitted, model.transform, background, dependenceOf),
  };
}

function firstRow({ base, columns, values, predictions, ways }: ExplainedRows): ExplainOutcome['shapley'] {
  return { base, values: columns.map((column, i) => ({ column, value: values[i]! })), prediction: predictions[0]!, ways };
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

export function leakRadarTask(request: LeakRadarRequest, context: TaskContext): Promise<LeakFinding[]> {
  return leakRadar(request, (fraction, column) => context.report({ fraction, title: column }));
}
