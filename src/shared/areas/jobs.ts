/** Jobs: long work with a row of its own, progress, cancel and resume. */
import { z } from 'zod';
import { command, query } from '../contract/endpoint';
import { errorCodes } from '../contract/errors';
import { progressSchema } from '../contract/frames';
import { doneSchema, emptySchema, idSchema, timeSchema } from './common';

export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const;
export const jobSchema = z.object({
  id: idSchema,
  /** The endpoint that was called, such as `datasets.import`. */
  endpoint: z.string(),
  /** What it does, in plain words, such as "Import summer.csv". */
  title: z.string(),
  state: z.enum(jobStates),
  progress: progressSchema.nullable(),
  createdAt: timeSchema,
  startedAt: timeSchema.nullable(),
  finishedAt: timeSchema.nullable(),
  error: z.object({ code: z.enum(errorCodes), message: z.string(), details: z.record(z.string(), z.unknown()), retryable: z.boolean() }).nullable(),
  /** The endpoint's output once it succeeded. */
  result: z.unknown(),
  /** True where `jobs.resume` can take up the finished part or start over on the same input. */
  resumable: z.boolean(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobsEndpoints = {
  'jobs.list': query(z.object({ limit: z.number().int().min(1).max(500).default(50) }), z.array(jobSchema)),
  'jobs.get': query(z.object({ jobId: idSchema }), jobSchema),
  'jobs.cancel': command(z.object({ jobId: idSchema }), doneSchema),
  'jobs.resume': command(z.object({ jobId: idSchema }), z.object({ jobId: idSchema })),
  /** Removes finished, failed and interrupted jobs from the tray. */
  'jobs.clear': command(emptySchema, doneSchema),
};
