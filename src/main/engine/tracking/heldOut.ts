/** Held-out predictions of a run, put together again from the stored plan and folds. */
import { createRandom, randomOrder } from '../math';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { foldsOfRun } from './foldStore';
import { decodePredictions, type PlanDocument } from './planDocument';

export interface HeldOutFold {
  readonly repeat: number;
  readonly fold: number;
  /** Indices into the plan's rows. */
  readonly rows: readonly number[];
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  /** What the model's companion says of the rows, in the model's space; empty without one. */
  readonly companions: readonly Float64Array[];
  /** Null where ranges are not made by category. */
  readonly categories: readonly (string | null)[] | null;
}

/** The finished folds of a run, in the plan's order. */
export function readHeldOut(db: Db, blobs: BlobStore, runId: string, plan: PlanDocument): readonly HeldOutFold[] {
  return foldsOfRun(db, runId).flatMap(({ position, predictionsObject, companionsObject }) => {
    const planned = plan.folds[position];
    if (!planned) return [];
    return [
      {
        repeat: planned.repeat,
        fold: planned.fold,
        rows: planned.test,
        actual: Float64Array.from(planned.test, (row) => plan.actual[row] ?? NaN),
        predicted: decodePredictions(blobs.readBytes(predictionsObject)),
        companions: companionsObject === null ? [] : splitLists(decodePredictions(blobs.readBytes(companionsObject)), planned.test.length),
        categories: plan.categories ? planned.test.map((row) => plan.categories?.levels[plan.categories.codes[row] ?? -1] ?? null) : null,
      },
    ];
  });
}

/** Lists of a row each, as they were stored one after the other. */
function splitLists(joined: Float64Array, rows: number): Float64Array[] {
  return rows === 0 ? [] : Array.from({ length: joined.length / rows }, (_, i) => joined.subarray(i * rows, (i + 1) * rows));
}

export interface ResidualPoint {
  /** Row number in the snapshot, from 1. */
  readonly row: number;
  readonly actual: number;
  readonly predicted: number;
}

/** At most `most` held-out points, chosen by seed, in the plan's order. */
export function sampleResiduals(folds: readonly HeldOutFold[], plan: PlanDocument, seed: number, most: number): readonly ResidualPoint[] {
  const points = folds.flatMap(({ rows, actual, predicted }) => rows.map((row, i): ResidualPoint => ({ row: plan.rowNumbers[row] ?? 0, actual: actual[i]!, predicted: predicted[i]! })));
  if (points.length <= most) return points;
  const chosen = randomOrder(points.length, createRandom(seed)).subarray(0, most).sort();
  return Array.from(chosen, (index) => points[index]!);
}
