/** Saved models: writing, reading back, averaging. What answers is always the document, so that a saved model answers the same to the last bit. */
import { z } from 'zod';
import { modelKinds } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { baselineKinds, type ModelKind } from '@shared/areas/tracking';
import { toModelSpace, toUnits } from './targetSpace';
import type { FittedModel } from './models/algorithm';
import type { AverageBody } from './models/average';
import { algorithms } from './models/models';
import { allRows } from './table';
import type { Predictor, SavedModel, TargetTransform, TrainingTable } from './types';

export const savedModelSchema = z.object({
  format: z.literal('almanac-model'),
  formatVersion: z.literal(1),
  kind: z.enum(modelKinds),
  target: z.string(),
  transform: z.enum(['log1p', 'none']),
  features: z.array(z.string()),
  body: z.unknown(),
});

/** Models that learn from features; the average is taken over these. */
export const learnedKinds: readonly ModelKind[] = modelKinds.filter((kind) => !baselineKinds.includes(kind) && kind !== 'average');

/** Reads a model document, such as parsed JSON of unknown origin. Throws `corrupt-store`, or `too-new` for a later format. */
export function parseSavedModel(document: unknown): SavedModel {
  const version = z.object({ format: z.literal('almanac-model'), formatVersion: z.number() }).safeParse(document);
  if (version.success && version.data.formatVersion > 1) {
    throw new EngineError('too-new', 'This model was saved by a newer Almanac. Update Almanac, or train the model again.', { formatVersion: version.data.formatVersion });
  }
  const parsed = savedModelSchema.safeParse(document);
  if (!parsed.success) throw new EngineError('corrupt-store', 'The saved model cannot be read: its document has an unexpected shape. Train the model again.');
  return parsed.data;
}

/** A model ready to answer; answers in units of the target. */
export function restorePredictor(saved: SavedModel): Predictor {
  const fitted = restoreFitted(saved);
  return {
    saved,
    predict: (table) => Promise.resolve(predictUnits(fitted, saved.transform, table, allRows(table))),
  };
}

/** The same model, answering in the model's space. */
export function restoreFitted(saved: SavedModel): FittedModel {
  return algorithms[saved.kind].restore(saved.body);
}

export function predictUnits(fitted: FittedModel, transform: TargetTransform, table: TrainingTable, rows: Int32Array): Float64Array {
  return fitted.predict(table, rows).map((value) => toUnits(value, transform));
}

/** The average of fitted models of one race as a model of its own. Members must model the same target in the same space. */
export function averageModels(members: readonly SavedModel[]): SavedModel {
  const [first] = members;
  if (!first) throw new EngineError('invalid-input', 'An average needs at least one learned model. Choose ridge, forest, boosting or the network as well.');
  if (members.some((member) => member.target !== first.target || member.transform !== first.transform)) {
    throw new EngineError('internal', 'Models of different targets cannot be averaged.');
  }
  const body: AverageBody = { members: members.map(({ kind, body: memberBody }) => ({ kind, body: memberBody })) };
  return { ...first, kind: 'average', features: [...new Set(members.flatMap((member) => member.features))], body };
}

/** Mean, in the model's space, of predictions in units: what the average answers for held-out rows of a fold. */
export function averagePredictions(predictions: readonly Float64Array[], transform: TargetTransform): Float64Array {
  const rows = predictions[0]?.length ?? 0;
  return Float64Array.from({ length: rows }, (_, row) => {
    let total = 0;
    for (const prediction of predictions) total += toModelSpace(prediction[row]!, transform);
    return toUnits(total / predictions.length, transform);
  });
}
