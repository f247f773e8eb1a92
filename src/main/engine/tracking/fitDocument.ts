/** A finished fit as a document: what it tells of itself, beside its predictions and its model. The same in the project and in a shared folder. */
import { z } from 'zod';
import type { FitOutcome } from '../training/types';
import { decodePredictions, encodePredictions } from './planDocument';

export const fitDetailsSchema = z.object({
  curve: z.object({ unit: z.string(), name: z.string(), train: z.array(z.number()), validation: z.array(z.number()) }).nullable(),
  importance: z.array(z.object({ column: z.string(), rise: z.number() })),
  backend: z.string(),
  durationMs: z.number(),
  /** Base64 of doubles, little-endian, one per list; absent where nothing was fitted beside the model. */
  companions: z.array(z.string()).optional(),
});

export function detailsOf({ curve, importance, backend, durationMs, companions }: FitOutcome): z.input<typeof fitDetailsSchema> {
  return { curve: curve && { ...curve, train: [...curve.train], validation: [...curve.validation] }, importance: [...importance], backend, durationMs, ...(companions && { companions: companions.map((list) => Buffer.from(encodePredictions(list)).toString('base64')) }) };
}

/** What the details tell, as the fit told it. */
export function readDetails(document: unknown): Omit<FitOutcome, 'predictions' | 'model'> {
  const { companions, ...details } = fitDetailsSchema.parse(document);
  return { ...details, ...(companions && { companions: companions.map((list) => decodePredictions(Buffer.from(list, 'base64'))) }) };
}
