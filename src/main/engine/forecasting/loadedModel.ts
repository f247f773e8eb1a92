/** A trained run ready to answer: model, training columns, ranges and held-out residuals, kept for the next question. */
import type { Snapshot } from '@shared/areas/datasets';
import type { Experiment } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { Datasets } from '../datasets';
import type { StoredRun, Tracking } from '../tracking';
import { createRandom, deriveSeed, randomOrder } from '../math';
import { calibrateFinal, gatherTable, isExact, oddsOfSteps, openInterval, openReach, predictorOf, restoreFitted, restorePredictor, trainedRangeOf, withoutInfinities, type FittedModel, type HeldOutFoldRows, type Predictor, type SavedInterval, type SavedModel, type SavedReach, type TrainingTable } from '../training';
import { featureColumns, type AnsweringModel } from './answerRows';
import { openNeighbours, openSurroundings, type Neighbours, type Surroundings } from './nearest';

export { featureColumns };

/** What forecasting reads of the datasets area. */
export type SnapshotReader = Pick<Datasets, 'snapshot' | 'readColumns'>;

export interface LoadedModel extends AnsweringModel {
  readonly run: StoredRun;
  readonly experiment: Experiment;
  readonly snapshot: Snapshot;
  readonly saved: SavedModel;
  /** Answers in the model's space. */
  readonly fitted: FittedModel;
  /** True where what each column contributes is known exactly. */
  readonly exact: boolean;
  readonly predictor: Predictor;
  readonly baseline: { readonly run: StoredRun; readonly predictor: Predictor } | null;
  /** The rows the race trained on, with these columns. */
  readonly trained: TrainingTable;
  /** What really sold, for each of these rows. */
  readonly actual: readonly number[];
  readonly interval: SavedInterval;
  /** Null where the target has no steps. */
  readonly reach: SavedReach | null;
  /** The training rows by how like a row they are, in the columns the model leans on; worked out when first asked. */
  neighbours(): Neighbours;
  surroundings(): Surroundings;
}

/** Rows whose distances to each other tell what is usual. */
const surroundingRows = 800;

/** How many models stay in memory; a forest of a wide table may take some ten megabytes. */
const mostLoaded = 4;

export interface ModelShelf {
  /** Throws `not-found` or `conflict` where there is no model to answer. */
  load(runId: string): Promise<LoadedModel>;
}

export function createModelShelf(tracking: Tracking, datasets: SnapshotReader): ModelShelf {
  const loaded = new Map<string, Promise<LoadedModel>>();
  return {
    load(runId) {
      const known = loaded.get(runId);
      loaded.delete(runId);
      const model = known ?? loadModel(runId, tracking, datasets);
      loaded.set(runId, model);
      model.catch(() => loaded.delete(runId));
      for (const oldest of loaded.keys()) {
        if (loaded.size <= mostLoaded) break;
        loaded.delete(oldest);
      }
      return model;
    },
  };
}

async function loadModel(runId: string, tracking: Tracking, datasets: SnapshotReader): Promise<LoadedModel> {
  const run = tracking.findRun(runId);
  if (run.state !== 'finished' || run.modelObject === null) throw new EngineError('conflict', forecastingMessages.noModel(run.number, run.state), { runId });
  const experiment = tracking.findExperiment(run.experimentId);
  const snapshot = datasets.snapshot(run.snapshotId);
  const { model: saved, parts } = tracking.readModelFile(runId);
  const baselineRun = experiment.baseline === null ? null : tracking.findRun(experiment.baseline);
  const { rowNumbers, actual, folds } = tracking.rowsOfRun(runId);

  const wanted = new Set([...saved.features, ...(experiment.request.groupBy === undefined ? [] : [experiment.request.groupBy])]);
  const names = snapshot.columns.map(({ name }) => name).filter((name) => wanted.has(name));
  const treated = new Set(experiment.treatedColumns.map(({ column }) => column));
  const read = await datasets.readColumns(snapshot.id, names);
  // As the race saw them: a column of numbers and infinities is one of numbers.
  const whole: TrainingTable = { rows: read.rows, rowNumbers: new Int32Array(0), columns: read.columns.map((column) => (treated.has(column.name) ? withoutInfinities(column).settled : column)) };
  const rows = Int32Array.from(rowNumbers, (number) => number - 1);
  const trained = { ...gatherTable(whole, names, rows.length, () => rows), rowNumbers: Int32Array.from(rowNumbers) };
  const fitted = restoreFitted(saved);
  const weights = weightsOf(run, saved);
  let neighbours: Neighbours | null = null;
  let surroundings: Surroundings | null = null;
  const { interval, reach } = parts ?? partsOfFirstFormat(folds, experiment, saved);
  return {
    run,
    experiment,
    snapshot,
    saved,
    fitted,
    exact: isExact(fitted),
    predictor: predictorOf(fitted, saved),
    baseline: baselineRun && { run: baselineRun, predictor: restorePredictor(tracking.readModel(baselineRun.id)) },
    columns: trained.columns.map(({ name, type, kind }) => ({ name, type, kind })),
    trained,
    actual,
    ranges: new Map(trained.columns.map((column) => [column.name, trainedRangeOf(column)])),
    interval,
    reach,
    boundsAt: openInterval(interval, saved.transform),
    reachOf: reach && openReach(reach, saved.transform),
    neighbours: () => (neighbours ??= openNeighbours(trained, weights)),
    surroundings() {
      const chosen = randomOrder(trained.rows, createRandom(deriveSeed(run.seed, 'surroundings'))).slice(0, surroundingRows);
      return (surroundings ??= openSurroundings(gatherTable(trained, names, chosen.length, () => chosen), weights));
    },
  };
}

/** What a model file of version 1 leaves to the project: the range by one width for all rows, and the chances of steps, from all held-out rows. */
function partsOfFirstFormat(folds: readonly HeldOutFoldRows[], { request, steps }: Experiment, { transform }: SavedModel): { interval: SavedInterval; reach: SavedReach | null } {
  const settings = { method: 'split', level: request.level, transform, steps } as const;
  return {
    interval: { method: settings.method, level: settings.level, column: null, calibration: calibrateFinal(folds, settings, Infinity), companion: null },
    reach: steps && steps.length > 1 ? { source: 'odds', steps, odds: oddsOfSteps(folds, steps, transform) } : null,
  };
}

/** A model without importance, such as a simple rule, weighs all its columns alike. */
function weightsOf({ importance }: StoredRun, { features }: SavedModel): ReadonlyMap<string, number> {
  const rising = importance.filter(({ mean }) => mean > 0);
  return new Map(rising.length > 0 ? rising.map(({ column, mean }) => [column, mean]) : features.map((name) => [name, 1]));
}

export function isPrice({ snapshot }: Pick<LoadedModel, 'snapshot'>, column: string): boolean {
  return snapshot.columns.some(({ name, role }) => name === column && role === 'price');
}
