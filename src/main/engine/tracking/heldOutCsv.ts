/** Held-out predictions of a race as CSV, so that anyone can compute every score again. */
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { toCsvLine } from './csv';
import type { StoredExperiment } from './experimentStore';
import { readHeldOut } from './heldOut';
import { boundsOf } from './measureRun';
import { readPlan } from './planDocument';
import { runsOfExperiment } from './runStore';

/** Header, then one part per run and fold: runs in their order, folds in the plan's. Runs in the trash are left out. Bounds as in the reported coverage. */
export function* heldOutCsvParts(db: Db, blobs: BlobStore, experiment: StoredExperiment): Generator<string> {
  const plan = readPlan(blobs, experiment.planObject);
  yield toCsvLine(['row', 'repeat', 'fold', 'model', 'actual', 'predicted', 'lower', 'upper']);
  for (const run of runsOfExperiment(db, experiment.id)) {
    if (run.deletedAt !== null) continue;
    const folds = readHeldOut(db, blobs, run.id, plan);
    const bounds = boundsOf(folds, { method: experiment.request.intervalMethod, level: experiment.request.level, transform: experiment.targetTransform, steps: experiment.steps }).bounds;
    for (const [k, { repeat, fold, rows, actual, predicted }] of folds.entries()) {
      const { lower, upper } = bounds[k]!;
      yield rows.map((row, i) => toCsvLine([plan.rowNumbers[row] ?? null, repeat, fold, run.model, actual[i]!, predicted[i]!, lower[i]!, upper[i]!])).join('');
    }
  }
}
