/** Held-out predictions of a race as CSV, so that anyone can compute every score again. */
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { crossIntervals } from '../training';
import { toCsvLine } from './csv';
import type { StoredExperiment } from './experimentStore';
import { readHeldOut } from './heldOut';
import { readPlan } from './planDocument';
import { runsOfExperiment } from './runStore';

/** Models in the order of their runs, folds in the plan's order; deleted runs are left out. Bounds as in the reported coverage. */
export function writeHeldOutCsv(db: Db, blobs: BlobStore, experiment: StoredExperiment): string {
  const plan = readPlan(blobs, experiment.planObject);
  const lines = [toCsvLine(['row', 'repeat', 'fold', 'model', 'actual', 'predicted', 'lower', 'upper'])];
  for (const run of runsOfExperiment(db, experiment.id)) {
    if (run.deletedAt !== null) continue;
    const folds = readHeldOut(db, blobs, run.id, plan);
    const bounds = crossIntervals(folds, experiment.request.level, experiment.targetTransform);
    folds.forEach(({ repeat, fold, rows, actual, predicted }, k) => {
      rows.forEach((row, i) => {
        lines.push(toCsvLine([plan.rowNumbers[row] ?? null, repeat, fold, run.model, actual[i]!, predicted[i]!, bounds[k]!.lower[i]!, bounds[k]!.upper[i]!]));
      });
    });
  }
  return lines.join('');
}
