/** The chance of reaching each step, as a saved model keeps it. */
import { z } from 'zod';
import type { Reach } from '@shared/areas/intervals';
import { orderedMissesSchema } from '../intervals/orderedMisses';
import type { TargetTransform, TrainingTable } from '../types';
import { inModelSpace, stepsToReach } from './crossReach';
import { reachFromMisses } from './missesReach';
import { chancesFromOdds, stepOddsSchema } from './stepOdds';

/** All steps of the target, ascending, in units. */
const stepsSchema = z.array(z.number()).min(2);

export const savedReachSchema = z.discriminatedUnion('source', [
  z.object({ source: z.literal('odds'), steps: stepsSchema, odds: stepOddsSchema }),
  z.object({ source: z.literal('misses'), steps: stepsSchema, misses: orderedMissesSchema }),
]);
export type SavedReach = z.infer<typeof savedReachSchema>;

/** For rows of a table and the model's answers to them in units: the chance of every step but the lowest, row by row. */
export type TableReach = (table: TrainingTable, predicted: Float64Array) => Reach[][];

export function openReach(saved: SavedReach, transform: TargetTransform): TableReach {
  const reachable = stepsToReach(saved.steps);
  const chancesOf = (predicted: Float64Array): Float64Array[] => (saved.source === 'odds' ? chancesFromOdds(saved.odds, inModelSpace(predicted, transform)) : reachFromMisses(saved.misses, predicted, saved.steps, transform));
  return (_table, predicted) => {
    const chances = chancesOf(predicted);
    return Array.from(predicted, (_, row) => reachable.map((step, s): Reach => ({ step, probability: chances[s]![row]! })));
  };
}
