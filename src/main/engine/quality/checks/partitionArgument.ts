/** The expected shares as an argument: of values, or of intervals between edges, where "Infinity" stands for an open end. */
import { z } from 'zod';
import { distributionMessages } from '@shared/messages/distributionChecks';
import { isCategorical, isValidPartition } from '../statistics/partition';
import { valueSchema } from './sqlValues';

const words = distributionMessages.refused;
const weightSchema = z.number().min(0);
const edgeSchema = z.union([z.number(), z.enum(['-Infinity', 'Infinity']).transform(Number)]);

const fits = (partition: Parameters<typeof isValidPartition>[0]): boolean => isValidPartition(partition);
export const categoricalPartitionSchema = z.strictObject({ values: z.array(valueSchema).max(10_000), weights: z.array(weightSchema) }).refine(fits, { error: words.partition });
export const continuousPartitionSchema = z.strictObject({ bins: z.array(edgeSchema).max(10_000), weights: z.array(weightSchema), tailWeights: z.tuple([weightSchema, weightSchema]).optional() }).refine(fits, { error: words.partition });
const holdoutSchema = z.number().min(0).max(1).default(0);
export const tailHoldoutShape = { tailHoldout: holdoutSchema };

/** A partition with the shares held out of it, as far as they can be combined. */
export const heldOutPartitionShape = { partition: z.union([categoricalPartitionSchema, continuousPartitionSchema]), ...tailHoldoutShape, internalHoldout: holdoutSchema };

type HeldOut = z.output<z.ZodObject<typeof heldOutPartitionShape>>;

/** Why the shares cannot be combined; null where they can. */
export function whyNotCombined({ partition, tailHoldout, internalHoldout }: HeldOut): string | null {
  if (isCategorical(partition)) return internalHoldout > 0 ? words.internalForValues : null;
  const infinite = [partition.bins[0] === -Infinity, partition.bins.at(-1) === Infinity].filter(Boolean).length;
  if (tailHoldout !== 0 && partition.tailWeights) return words.tailsTwice;
  return infinite > 0 && (partition.tailWeights !== undefined || (infinite === 2 && tailHoldout > 0)) ? words.infiniteTails : null;
}
