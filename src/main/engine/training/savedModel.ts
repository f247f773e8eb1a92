/** Saved models: writing, reading back, combining. What answers is always the document, so that a saved model answers the same to the last bit. */
import { z } from 'zod';
import { modelKinds } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { baselineKinds, combinationKinds, type ModelKind } from '@shared/areas/tracking';
import { savedCompanionSchema } from './intervals/savedInterval';
import { toUnits } from './targetSpace';
import type { Blend, FittedModel } from './models/algorithm';
import { describeCombination, type CombinationBody } from './models/combination';
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
  companion: savedCompanionSchema.optional(),
});

/** Models that learn from features; combinations are put together from these. */
export const learnedKinds: readonly ModelKind[] = modelKinds.filter((kind) => !baselineKinds.includes(kind) && !combinationKinds.includes(kind));

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
  return predictorOf(restoreFitted(saved), saved);
}

export function predictorOf(fitted: FittedModel, saved: SavedModel): Predictor {
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

/** Kinds that a saved model is fitted from: its own, or those of its members with their weights. */
export function fittedFrom({ kind, body }: SavedModel): { readonly kinds: readonly ModelKind[]; readonly blend: Blend | null } {
  return combinationKinds.includes(kind) ? describeCombination(body, kind) : { kinds: [kind], blend: null };
}

/** A combination of fitted models of one race as a model of its own. Members must model the same target in the same space. */
export function combineModels(kind: ModelKind, members: readonly SavedModel[], blend: Blend): SavedModel {
  const [first] = members;
  if (!first) throw new EngineError('internal', 'A combination needs at least one learned model.');
  if (members.some((member) => member.target !== first.target || member.transform !== first.transform)) {
    throw new EngineError('internal', 'Models of different targets cannot be combined.');
  }
  const body: CombinationBody = { members: members.map(({ kind: memberKind, body: memberBody }) => ({ kind: memberKind, body: memberBody })), ...blend, weights: [...blend.weights] };
  return { ...first, kind, features: [...new Set(members.flatMap((member) => member.features))], body };
}
