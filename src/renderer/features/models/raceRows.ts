/** A race as rows ready to draw: stored runs, and over them what the running job has reported. */
import { baselineKinds, higherIsBetter, runModels, type MetricName, type RaceProgress, type Run, type RunModel, type TrainRequest } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';

export interface RaceRow {
  readonly runId: string;
  readonly model: RunModel;
  readonly label: string;
  /** One per finished fold, in order; null where the metric is undefined. */
  readonly folds: readonly (number | null)[];
  readonly foldsTotal: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly running: boolean;
  /** All folds are there. */
  readonly complete: boolean;
  readonly state: Run['state'] | 'waiting';
  /** The stored run, once there is one. */
  readonly run: Run | null;
}

export interface Race {
  readonly metric: MetricName;
  /** Learned models, best first; the unfinished below. */
  readonly candidates: readonly RaceRow[];
  readonly baselines: readonly RaceRow[];
  readonly leader: RaceRow | null;
  readonly bestBaseline: RaceRow | null;
  /** Held-out rows over training rows of one fold. */
  readonly testToTrain: number;
  readonly finished: boolean;
}

/** True where `left` is the better value of the metric. Bias is best near 0. */
export function isBetter(metric: MetricName, left: number, right: number): boolean {
  if (metric === 'bias') return Math.abs(left) < Math.abs(right);
  return higherIsBetter.has(metric) ? left > right : left < right;
}

export function raceOf(runs: readonly Run[], progress: RaceProgress | null, metric: MetricName, testToTrain: number): Race {
  const rows = new Map<string, RaceRow>();
  for (const run of runs) rows.set(run.id, storedRow(run, metric));
  for (const reported of progress?.runs ?? []) {
    const stored = rows.get(reported.runId);
    if (stored?.complete === true) continue;
    rows.set(reported.runId, reportedRow(reported, stored ?? null));
  }
  const all = [...rows.values()];
  const candidates = all.filter((row) => !baselineKinds.includes(row.model)).sort((left, right) => order(metric, left, right));
  const baselines = all.filter((row) => baselineKinds.includes(row.model)).sort((left, right) => order(metric, left, right));
  return {
    metric,
    candidates,
    baselines,
    leader: candidates.find(hasScore) ?? null,
    bestBaseline: baselines.find(hasScore) ?? null,
    testToTrain,
    finished: all.length > 0 && all.every((row) => row.state !== 'running' && row.state !== 'waiting'),
  };
}

/** Held-out rows over training rows of a fold. A split by time cuts folds + 1 parts and holds out one after all before it. */
export function testToTrainOf({ split, folds }: Pick<TrainRequest, 'split' | 'folds'>): number {
  return split === 'time' ? 2 / (folds + 1) : 1 / Math.max(1, folds - 1);
}

function hasScore(row: RaceRow): boolean {
  return row.complete && row.mean !== null;
}

function storedRow(run: Run, metric: MetricName): RaceRow {
  const scores = run.metrics[metric];
  const folds = scores?.folds ?? [];
  return {
    runId: run.id,
    model: run.model,
    label: modelWords[run.model].name,
    folds,
    foldsTotal: run.foldsTotal,
    mean: scores?.mean ?? null,
    sd: scores?.sd ?? null,
    running: run.state === 'running',
    complete: run.state === 'finished',
    state: run.state,
    run,
  };
}

function reportedRow(reported: RaceProgress['runs'][number], stored: RaceRow | null): RaceRow {
  const folds = reported.folds.slice(0, reported.foldsTotal);
  const complete = folds.length === reported.foldsTotal && !reported.running;
  return {
    runId: reported.runId,
    model: reported.model,
    label: modelWords[reported.model].name,
    folds,
    foldsTotal: reported.foldsTotal,
    mean: meanOf(folds),
    sd: deviationOf(folds),
    running: reported.running,
    complete,
    state: reported.running ? 'running' : complete ? 'finished' : 'waiting',
    run: stored?.run ?? null,
  };
}

function order(metric: MetricName, left: RaceRow, right: RaceRow): number {
  if (hasScore(left) !== hasScore(right)) return hasScore(left) ? -1 : 1;
  if (!hasScore(left) && left.folds.length !== right.folds.length) return right.folds.length - left.folds.length;
  if (left.mean !== null && right.mean !== null && left.mean !== right.mean) return isBetter(metric, left.mean, right.mean) ? -1 : 1;
  return runModels.indexOf(left.model) - runModels.indexOf(right.model);
}

/** Null where any value is undefined, as in docs/metrics.md. */
export function meanOf(values: readonly (number | null)[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum / values.length;
}

/** Sample standard deviation (divisor n - 1); null with fewer than two values. */
export function deviationOf(values: readonly (number | null)[]): number | null {
  const mean = meanOf(values);
  if (mean === null || values.length < 2) return null;
  let squares = 0;
  for (const value of values) squares += ((value ?? 0) - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
