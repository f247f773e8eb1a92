/** The scoring endpoint: a loopback HTTP server that speaks MLflow's /invocations. Off until it is turned on, anew after each start. */
import { z } from 'zod';
import { command, query } from '../contract/endpoint';
import { emptySchema, idSchema, timeSchema } from './common';
import { modelRefSchema } from './modelRef';

export const scoringCountsSchema = z.object({
  /** Requests for predictions that were answered, and the rows in them. */
  answered: z.number().int(),
  rows: z.number().int(),
  /** Rows with a value the model was never trained on. */
  rowsOutside: z.number().int(),
  /** Requests turned away: wrong key, host, page, shape, size or content. */
  refused: z.number().int(),
});
export type ScoringCounts = z.infer<typeof scoringCountsSchema>;

export const scoringStateSchema = z.object({
  running: z.boolean(),
  /** Of the prediction path; null while off. */
  address: z.string().nullable(),
  port: z.number().int().nullable(),
  /** As it was asked for: `champion` follows later promotions. */
  model: modelRefSchema.nullable(),
  /** What answers now. */
  run: z.object({ id: idSchema, number: z.number().int(), model: z.string(), target: z.string(), features: z.array(z.string()) }).nullable(),
  startedAt: timeSchema.nullable(),
  /** Since it was turned on. */
  counts: scoringCountsSchema,
});
export type ScoringState = z.infer<typeof scoringStateSchema>;

/** A request as it is remembered: never a value of it. */
export const scoringRequestSchema = z.object({
  at: timeSchema,
  method: z.string(),
  path: z.string(),
  status: z.number().int(),
  rows: z.number().int(),
  rowsOutside: z.number().int(),
  durationMs: z.number(),
  /** Why it was refused; null where it was answered. */
  reason: z.string().nullable(),
});
export type ScoringRequest = z.infer<typeof scoringRequestSchema>;

export const scoringEndpoints = {
  'scoring.state': query(emptySchema, scoringStateSchema),
  /** The key is told here and never again. Port 0 takes any free one. */
  'scoring.start': command(z.object({ port: z.number().int().min(0).max(65_535).default(0), model: modelRefSchema.default('champion') }), z.object({ token: z.string(), state: scoringStateSchema })),
  'scoring.stop': command(emptySchema, scoringStateSchema),
  /** The last requests, newest first, and what the project answered day by day (UTC), newest first. */
  'scoring.requests': query(emptySchema, z.object({ last: z.array(scoringRequestSchema), days: z.array(z.object({ day: z.string(), runId: idSchema, requests: z.number().int(), rows: z.number().int(), rowsOutside: z.number().int() })) })),
};
