/** Runs and experiments for the tests of the models' screens. */
import { trainRequestSchema, type Experiment, type MetricName, type ModelKind, type Run } from '@shared/areas/tracking';
import { deviationOf, meanOf } from '@renderer/features/models/raceRows';

let made = 0;

interface RunParts extends Partial<Omit<Run, 'metrics'>> {
  readonly model: ModelKind;
  readonly folds: readonly (number | null)[];
}

export function makeRun({ folds, metric = 'rmsle', ...parts }: RunParts): Run {
  made += 1;
  const name: MetricName = metric;
  return {
    id: `run-${made}`, number: made, experimentId: 'e1', snapshotId: 's1', task: 'regression', state: 'finished', failure: null, target: 'units_sold', metric: name,
    metrics: folds.length > 0 ? { [name]: { mean: meanOf(folds), sd: deviationOf(folds), folds: [...folds] } } : {},
    parameters: {}, backend: 'js', seed: 1, rows: 1341, foldsDone: folds.length, foldsTotal: folds.length, fitsReused: 0, durationMs: 900, peakMemoryBytes: null,
    appVersion: '0.1.0', usesLeak: false, notes: '', tags: [], createdAt: 1_760_000_000_000 + made, deletedAt: null,
    ...parts,
  };
}

export function makeExperiment(parts: Partial<Experiment> = {}): Experiment {
  return {
    id: 'e1', number: 1, jobId: 'j1', snapshotId: 's1', request: trainRequestSchema.parse({ snapshotId: 's1', target: 'units_sold' }), metric: 'rmsle',
    targetTransform: 'log1p', steps: null, leakage: [], usedColumns: [], excludedColumns: [], treatedColumns: [], rows: 1341, repeatedRows: 232, missingTargetRows: 0, groups: null, honesty: null, control: null, splitAdvice: null, best: null, baseline: null, createdAt: 1_760_000_000_000,
    ...parts,
  };
}
