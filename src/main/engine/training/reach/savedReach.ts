/** The chance of reaching each step, as a saved model keeps it. */
import { z } from 'zod';
import type { Reach } from '@shared/areas/intervals';
import { orderedMissesSchema } from '../intervals/orderedMisses';
import type { TargetTransform, TrainingTable } from '../types';
import { reachFromMisses, stepsToReach } from './missesReach';

export const savedReachSchema = z.object({
  source: z.literal('misses'),
  /** All steps of the target, ascending, in units. */
  steps: z.array(z.number()).min(2),
  misses: orderedMissesSchema,
});
export type SavedReach = z.infer<typeof savedReachSchema>;

/** For rows of a table and the model's answers to them in units: the chance of every step but the lowest, row by row. */
export type TableReach = (table: TrainingTable, predicted: Float64Array) => Reach[][];

export function openReach({ steps, misses }: SavedReach, transform: TargetTransform): TableReach {
  const reachable = stepsToReach(steps);
  return (_table, predicted) => {
    const chances = reachFromMisses(misses, predicted, steps, transform);
    return Array.from(predicted, (_, row) => reachable.map((step, s): Reach => ({ step, probability: chances[s]![row]! })));
  };
}
