/** Fits that this project has computed, so that none is computed twice. Their predictions and models are the objects that runs refer to as well. */
import { z } from 'zod';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import type { FitOutcome, SavedModel } from '../training/types';
import { detailsOf, readDetails } from './fitDocument';
import { decodePredictions, encodePredictions } from './planDocument';

/** A finished fit, its model stored. */
export interface KnownFit extends Omit<FitOutcome, 'model'> {
  readonly modelObject: string | null;
}

export interface FitStore {
  /** Null where it was never computed here, or something of it is gone. */
  find(key: string): KnownFit | null;
  keep(key: string, outcome: FitOutcome): KnownFit;
}

const rowSchema = z.object({ predictions_object: z.string(), model_object: z.string().nullable(), details: z.string() });

export function createFitStore(db: Db, blobs: BlobStore, now: () => number): FitStore {
  const selectFit = db.prepare('select predictions_object, model_object, details from fits where key = ?');
  return {
    find(key) {
      const row: unknown = selectFit.get(key);
      if (row === undefined) return null;
      const { predictions_object: predictionsObject, model_object: modelObject, details } = rowSchema.parse(row);
      if (!blobs.has(predictionsObject) || (modelObject !== null && !blobs.has(modelObject))) return null;
      return { predictions: decodePredictions(blobs.readBytes(predictionsObject)), modelObject, ...readDetails(JSON.parse(details)) };
    },
    keep(key, outcome) {
      const details = detailsOf(outcome);
      const modelObject = outcome.model === null ? null : storeModel(blobs, outcome.model);
      const { sha256 } = blobs.putBytes(encodePredictions(outcome.predictions));
      db.prepare('insert or replace into fits (key, predictions_object, model_object, details, created_at) values (?, ?, ?, ?, ?)').run(key, sha256, modelObject, JSON.stringify(details), now());
      return { predictions: outcome.predictions, modelObject, ...readDetails(details) };
    },
  };
}

/** Returns the object that holds the model's document. */
export function storeModel(blobs: BlobStore, model: SavedModel): string {
  return blobs.putBytes(Buffer.from(JSON.stringify(model))).sha256;
}
