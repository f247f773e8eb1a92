/** Pipelines: runs with their steps, the log of events they are folded from, triggers, freshness. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { errorCodes } from '../contract/errors';
import { doneSchema, emptySchema, idSchema, outputFileSchema, ticketSchema, timeSchema } from './common';
import { exportResultSchema } from './interop';
import { artifactTypeSchema, pipelineDefinitionSchema, pipelineNameSchema, stepKindSchema } from './pipelineDefinition';

export const artifactSchema = z.object({
  type: artifactTypeSchema,
  /** Id in the store of its area, or SHA-256 of a stored object. */
  id: z.string(),
  /** Stands for the content in keys: no time and no random id is part of it. */
  hash: z.string(),
  /** In words, such as "wish, version 2: 524 rows". */
  label: z.string(),
});
export type Artifact = z.infer<typeof artifactSchema>;
export const artifactsSchema = z.record(z.string(), artifactSchema);
export type Artifacts = z.infer<typeof artifactsSchema>;

export const tones = ['good', 'attention', 'failure', 'neutral'] as const;
/** What a step decided, and why, with numbers. */
export const sayingSchema = z.object({ tone: z.enum(tones), title: z.string(), reason: z.string() });
export type Saying = z.infer<typeof sayingSchema>;

/** refused: a check or an import said no, which is a verdict and not an error. skipped: an earlier step gave nothing to work on. */
export const stepStates = ['queued', 'running', 'waiting', 'done', 'refused', 'failed', 'skipped', 'cancelled', 'interrupted'] as const;
export const runStates = ['queued', 'running', 'waiting', 'succeeded', 'refused', 'failed', 'cancelled', 'interrupted'] as const;

export const stepErrorSchema = z.object({ code: z.enum(errorCodes), message: z.string() });

export const stepRunSchema = z.object({
  name: pipelineNameSchema,
  kind: stepKindSchema,
  state: z.enum(stepStates),
  /** True where an earlier run had made the same from the same. */
  reused: z.boolean(),
  /** Number of the run that made it, where it was reused. */
  madeBy: z.number().int().nullable(),
  startedAt: timeSchema.nullable(),
  finishedAt: timeSchema.nullable(),
  /** Time worked, waiting for a person not counted; null until it ended. */
  durationMs: z.number().nullable(),
  /** From 1; more where it was tried again. */
  attempt: z.number().int(),
  progress: z.object({ fraction: z.number(), title: z.string() }).nullable(),
  outputs: artifactsSchema,
  said: sayingSchema.nullable(),
  error: stepErrorSchema.nullable(),
  /** What a foreach step did for each value. */
  items: z.array(z.object({ item: z.string(), state: z.enum(stepStates), reused: z.boolean(), durationMs: z.number().nullable() })),
});
export type StepRun = z.infer<typeof stepRunSchema>;

/** What the run reads: a file, a stored version, or nothing where the dataset has no version yet. */
export const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), ticket: ticketSchema, name: z.string(), sha256: z.string(), sizeBytes: z.number() }),
  z.object({ kind: z.literal('snapshot'), snapshotId: idSchema }),
]);
export type Source = z.infer<typeof sourceSchema>;

export const causeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('manual') }),
  z.object({ kind: z.literal('schedule'), /** Times that passed while the project was closed. */ missed: z.number().int() }),
  z.object({ kind: z.literal('file'), fileName: z.string() }),
  z.object({ kind: z.literal('drift'), reason: z.string() }),
]);
export type Cause = z.infer<typeof causeSchema>;

export const pipelineRunSchema = z.object({
  id: idSchema,
  pipeline: pipelineNameSchema,
  /** Running number within the pipeline. */
  number: z.number().int(),
  /** Version of the definition it follows. */
  version: z.number().int(),
  state: z.enum(runStates),
  /** The job that carries it out, or did last. */
  jobId: idSchema,
  cause: causeSchema,
  source: sourceSchema,
  steps: z.array(stepRunSchema),
  error: stepErrorSchema.nullable(),
  createdAt: timeSchema,
  startedAt: timeSchema.nullable(),
  finishedAt: timeSchema.nullable(),
  /** Sum of the times worked. */
  durationMs: z.number(),
});
export type PipelineRun = z.infer<typeof pipelineRunSchema>;

/** Kinds of event. The last two say what a trigger saw where no run came of it. */
export const eventKinds = ['queued', 'started', 'progress', 'output', 'log', 'failed', 'retried', 'reused', 'waiting', 'decided', 'cancelled', 'interrupted', 'skipped', 'finished', 'nothing', 'missed'] as const;
export type EventKind = (typeof eventKinds)[number];

export const decisionAnswers = ['approve', 'refuse'] as const;

/** What an event carries, by need of its kind. */
export const eventDataSchema = z.object({
  jobId: z.string().optional(),
  version: z.number().int().optional(),
  number: z.number().int().optional(),
  steps: z.array(z.object({ name: pipelineNameSchema, kind: stepKindSchema })).optional(),
  cause: causeSchema.optional(),
  source: sourceSchema.optional(),
  attempt: z.number().int().optional(),
  fraction: z.number().optional(),
  title: z.string().optional(),
  outputs: artifactsSchema.optional(),
  durationMs: z.number().optional(),
  madeBy: z.number().int().optional(),
  refused: z.boolean().optional(),
  error: stepErrorSchema.optional(),
  /** Key of the step that waits or was decided. */
  key: z.string().optional(),
  answer: z.enum(decisionAnswers).optional(),
  reason: z.string().optional(),
  said: sayingSchema.optional(),
  trigger: z.enum(['schedule', 'watch', 'drift']).optional(),
  count: z.number().int().optional(),
});
export type EventData = z.infer<typeof eventDataSchema>;

export const pipelineEventSchema = z.object({
  id: z.number().int(),
  pipeline: pipelineNameSchema,
  runId: idSchema.nullable(),
  step: z.string().nullable(),
  /** Value of a foreach step. */
  item: z.string().nullable(),
  kind: z.enum(eventKinds),
  at: timeSchema,
  data: eventDataSchema,
});
export type PipelineEvent = z.infer<typeof pipelineEventSchema>;

export const planSchema = z.object({
  source: sourceSchema,
  steps: z.array(
    z.object({
      name: pipelineNameSchema,
      kind: stepKindSchema,
      /** unknown: it depends on what an earlier step brings. */
      verdict: z.enum(['runs', 'reused', 'unknown']),
      reason: z.string(),
    }),
  ),
});
export type Plan = z.infer<typeof planSchema>;

export const triggerStateSchema = z.object({
  schedule: z.object({ cron: z.string(), nextAt: timeSchema.nullable(), catchUp: z.enum(['automatic', 'ask']), /** Times missed that nobody has answered for yet. */ missed: z.number().int() }).nullable(),
  watch: z.object({ pattern: z.string(), /** The folder on this computer, for people to read; null where none was chosen here. */ folder: z.string().nullable(), read: z.number().int(), waiting: z.number().int(), problem: z.string().nullable() }).nullable(),
  drift: z.boolean(),
  paused: z.boolean(),
  /** False where this engine only carries out single commands. */
  listening: z.boolean(),
});
export type TriggerState = z.infer<typeof triggerStateSchema>;

export const freshnessSchema = z.object({ product: z.enum(['data', 'champion', 'forecast', 'report']), fresh: z.boolean(), sentence: z.string(), reason: z.string() });
export type Freshness = z.infer<typeof freshnessSchema>;

export const pipelineSchema = z.object({
  name: pipelineNameSchema,
  version: z.number().int(),
  savedAt: timeSchema,
  definition: pipelineDefinitionSchema,
  triggers: triggerStateSchema,
  lastRun: pipelineRunSchema.nullable(),
  waiting: z.number().int(),
});
export type Pipeline = z.infer<typeof pipelineSchema>;

export const happeningSchema = z.object({ id: z.number().int(), at: timeSchema, runId: idSchema.nullable(), runNumber: z.number().int().nullable(), tone: z.enum(tones), title: z.string(), reason: z.string() });
export type Happening = z.infer<typeof happeningSchema>;

/** Orchestrators a pipeline can be written for. */
export const pipelineTargets = ['airflow', 'argo', 'metaflow', 'github-actions', 'jenkins', 'dvc'] as const;
export type PipelineTarget = (typeof pipelineTargets)[number];

const named = z.object({ name: pipelineNameSchema });
const sourceRequest = { /** A file to read in. */ ticket: ticketSchema.optional(), /** A stored version instead; without both, the newest version of the dataset. */ snapshotId: idSchema.optional() };

export const pipelinesEndpoints = {
  'pipelines.list': query(emptySchema, z.array(pipelineSchema)),
  'pipelines.get': query(named, pipelineSchema),
  /** Definitions that ship with the product, filled in for a dataset. */
  'pipelines.templates': query(z.object({ dataset: z.string().min(1).max(200).optional() }), z.array(pipelineDefinitionSchema)),
  /** Adds a version, or nothing where the document is the same. Throws `invalid-input` naming the step that is wrong. */
  'pipelines.save': command(z.object({ definition: pipelineDefinitionSchema }), z.object({ name: pipelineNameSchema, version: z.number().int() })),
  'pipelines.pause': command(z.object({ name: pipelineNameSchema, paused: z.boolean() }), doneSchema),
  'pipelines.run': job(z.object({ name: pipelineNameSchema, ...sourceRequest, /** Ends after this step. */ until: pipelineNameSchema.optional(), cause: causeSchema.prefault({ kind: 'manual' }) }), pipelineRunSchema),
  /** Plans again: finished steps are found by their keys. For interrupted, failed, refused and cancelled runs. */
  'pipelines.resume': job(z.object({ runId: idSchema }), pipelineRunSchema),
  'pipelines.dryRun': query(z.object({ name: pipelineNameSchema, ...sourceRequest }), planSchema),
  'pipelines.cancel': command(z.object({ runId: idSchema }), doneSchema),
  /** Answers a run that waits; it goes on by itself under the job that is named. */
  'pipelines.decide': command(z.object({ runId: idSchema, answer: z.enum(decisionAnswers), reason: z.string().min(1).max(2000) }), z.object({ jobId: idSchema })),
  /** Newest first. */
  'pipelines.runs': query(z.object({ name: pipelineNameSchema.optional(), limit: z.number().int().min(1).max(500).default(16) }), z.array(pipelineRunSchema)),
  'pipelines.runDetail': query(z.object({ runId: idSchema }), pipelineRunSchema),
  'pipelines.events': query(z.object({ runId: idSchema }), z.array(pipelineEventSchema)),
  /** What was decided and what triggers saw, newest first. */
  'pipelines.happenings': query(z.object({ name: pipelineNameSchema, limit: z.number().int().min(1).max(500).default(50) }), z.array(happeningSchema)),
  'pipelines.freshness': query(named, z.array(freshnessSchema)),
  /** The whole log of a pipeline as JSON lines. */
  'pipelines.exportLog': command(named, outputFileSchema),
  /** Writes a pipeline for another orchestrator into the folder of the ticket, else into a ZIP archive; the same command line does its steps. */
  'pipelines.export': command(named.extend({ target: z.enum(pipelineTargets), folder: ticketSchema.optional() }), exportResultSchema),
  /** Watches a folder of this computer, chosen before as a ticket. */
  'pipelines.watchFolder': command(z.object({ name: pipelineNameSchema, ticket: ticketSchema }), doneSchema),
  'pipelines.unwatchFolder': command(named, doneSchema),
  /** Times that were missed: run once now, or leave it. */
  'pipelines.answerMissed': command(z.object({ name: pipelineNameSchema, run: z.boolean() }), z.object({ jobId: idSchema.nullable() })),
};
