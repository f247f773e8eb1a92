/** Checkpoints: a dataset and its rules, kept together, with the occasions they are held up to each other and what follows. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { doneSchema, idSchema, timeSchema } from './common';
import { anomalyRuleSchema } from './qualityHistory';
import { severities } from './qualitySchema';

/** A checkpoint can always be run by hand. */
export const occasions = ['import', 'training', 'schedule'] as const;
/** block: training refuses the version. quarantine: at an import, rows that fail are set aside in a version of their own, and the one with them is blocked. warn: said where the version is used. notify: goes to the inbox. */
export const checkpointActions = ['block', 'quarantine', 'warn', 'notify'] as const;
export type CheckpointAction = (typeof checkpointActions)[number];
const actionsSchema = z.array(z.enum(checkpointActions)).max(checkpointActions.length);

export const checkpointSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  datasetId: idSchema,
  schemaVersion: z.union([z.literal('newest'), z.number().int().positive()]).default('newest'),
  when: z.array(z.enum(occasions)).max(occasions.length).default(['import', 'training']),
  /** Five or six fields of cron; looks at the newest version. Missed times while the project was closed become one. */
  schedule: z.strictObject({ cron: z.string().min(1).max(100), timeZone: z.string().max(60).optional() }).nullable().default(null),
  /** What follows when a check of that severity fails. */
  actions: z.strictObject({ critical: actionsSchema.default(['block', 'notify']), warning: actionsSchema.default(['warn']), info: actionsSchema.default([]) }).prefault({}),
  /** Figures outside their band count as failing checks of severity warning; null does not look. */
  anomalies: anomalyRuleSchema.nullable().default({ method: 'batch-normal' }),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

export const findingSchema = z.object({
  /** Names the same finding in later runs. */
  key: z.string(),
  severity: z.enum(severities),
  /** In words: what, by which rule, how many rows. */
  message: z.string(),
  /** Rows that fail; 0 for a figure. */
  rows: z.number().int().default(0),
});
export type Finding = z.infer<typeof findingSchema>;

/** passed: nothing found. noted: found, and nothing that blocks or warns follows. */
export const checkpointVerdicts = ['passed', 'noted', 'warned', 'blocked'] as const;
export const checkpointRunSchema = z.object({
  id: idSchema,
  checkpointId: idSchema,
  checkpoint: z.string(),
  datasetId: idSchema,
  datasetName: z.string(),
  snapshotId: idSchema,
  number: z.number().int(),
  occasion: z.enum([...occasions, 'hand']),
  verdict: z.enum(checkpointVerdicts),
  /** Null where the checks could not be run. */
  schemaVersion: z.number().int().nullable(),
  statistics: z.object({ checks: z.number().int(), passed: z.number().int(), failed: z.number().int(), failingRows: z.number().int() }).nullable(),
  /** The worst first, capped; `found` counts all. */
  findings: z.array(findingSchema),
  found: z.number().int(),
  at: timeSchema,
});
export type CheckpointRun = z.infer<typeof checkpointRunSchema>;

export const storedCheckpointSchema = checkpointSchema.extend({ id: idSchema, createdAt: timeSchema, datasetName: z.string(), nextAt: timeSchema.nullable(), lastRun: checkpointRunSchema.nullable() });
export type StoredCheckpoint = z.infer<typeof storedCheckpointSchema>;

/** Whether a version may be used, by the last run of each checkpoint on it. */
export const versionStandingSchema = z.object({
  blocked: z.boolean(),
  /** What blocks and was not overridden. */
  blocking: z.array(findingSchema.extend({ checkpoint: z.string() })),
  runs: z.array(checkpointRunSchema),
  overrides: z.array(z.object({ reason: z.string(), findings: z.array(z.string()), at: timeSchema })),
});
export type VersionStanding = z.infer<typeof versionStandingSchema>;

export const checkpointsEndpoints = {
  'checkpoints.list': query(z.object({ datasetId: idSchema.optional() }), z.array(storedCheckpointSchema)),
  /** Without an id a new one. Names are used once in a project. */
  'checkpoints.save': command(z.object({ id: idSchema.optional(), checkpoint: checkpointSchema }), z.object({ id: idSchema })),
  /** Its runs stay; what it blocked is free. */
  'checkpoints.remove': command(z.object({ id: idSchema }), doneSchema),
  /** On the version given, else on the newest of its dataset. */
  'checkpoints.run': job(z.object({ id: idSchema, snapshotId: idSchema.optional(), occasion: z.enum(['hand', 'schedule']).default('hand') }), checkpointRunSchema),
  /** Newest first. */
  'checkpoints.history': query(z.object({ id: idSchema.optional(), datasetId: idSchema.optional(), limit: z.number().int().min(1).max(1000).default(100) }), z.array(checkpointRunSchema)),
  'checkpoints.standing': query(z.object({ snapshotId: idSchema }), versionStandingSchema),
  /** Lets a blocked version be used: covers the findings that block it now, and no others. */
  'checkpoints.override': command(z.object({ snapshotId: idSchema, reason: z.string().trim().min(1).max(2000) }), versionStandingSchema),
};
