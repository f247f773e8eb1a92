/** Registry: which run is champion, since when and why. The ledger is append-only. */
import { z } from 'zod';
import { command, query } from '../contract/endpoint';
import { emptySchema, idSchema, timeSchema } from './common';
import { runDetailSchema } from './tracking';

export const aliases = ['champion'] as const;
export const decisionSchema = z.object({
  id: z.number().int(),
  alias: z.enum(aliases),
  runId: idSchema,
  runNumber: z.number().int(),
  model: z.string(),
  /** Run that held the alias before, or null. */
  previousRunId: z.string().nullable(),
  reason: z.string(),
  decidedAt: timeSchema,
});
export type Decision = z.infer<typeof decisionSchema>;

export const registryEndpoints = {
  'registry.promote': command(z.object({ runId: idSchema, alias: z.enum(aliases), reason: z.string().min(1).max(2000) }), decisionSchema),
  'registry.champion': query(emptySchema, z.object({ decision: decisionSchema, detail: runDetailSchema }).nullable()),
  /** Newest first. */
  'registry.ledger': query(emptySchema, z.array(decisionSchema)),
};
