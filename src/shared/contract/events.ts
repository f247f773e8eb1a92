/** What the engine announces without being asked. Events say that something changed; calls fetch it. */
import { z } from 'zod';
import { progressSchema } from './frames';

export const changedAreas = ['project', 'datasets', 'quality', 'runs', 'registry', 'forecasts', 'series', 'reports', 'monitoring', 'pipelines', 'sync', 'scoring', 'upkeep', 'jobs'] as const;

export const eventSchemas = {
  /** Stored facts of an area changed; caches drop what they hold of it. */
  changed: z.object({ area: z.enum(changedAreas), ids: z.array(z.string()) }),
  /** Progress of a job: at most ten a second, the last one always. */
  jobProgress: z.object({ jobId: z.string(), progress: progressSchema, etaMs: z.number().nullable() }),
} as const;

export type EventName = keyof typeof eventSchemas;
export type EventPayload<N extends EventName> = z.infer<(typeof eventSchemas)[N]>;
export type ChangedArea = (typeof changedAreas)[number];
