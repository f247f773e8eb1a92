/** A finished fit as a document: what it tells of itself, beside its predictions and its model. The same in the project and in a shared folder. */
import { z } from 'zod';
import type { FitOutcome } from '../training/types';

export const fitDetailsSchema = z.object({
  curve: z.object({ unit: z.string(), name: z.string(), train: z.array(z.number()), validation: z.array(z.number()) }).nullable(),
  importance: z.array(z.object({ column: z.string(), rise: z.number() })),
  backend: z.string(),
  durationMs: z.number(),
});
export type FitDetails = z.infer<typeof fitDetailsSchema>;

export function detailsOf({ curve, importance, backend, durationMs }: FitOutcome): Pick<FitOutcome, 'curve' | 'importance' | 'backend' | 'durationMs'> {
  return { curve, importance, backend, durationMs };
}
