/** Registry: registered models, their versions and aliases, gates, and the append-only ledger of every move and refusal. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { doneSchema, emptySchema, idSchema, timeSchema } from './common';
import { gateEvaluationSchema, gateRulesSchema } from './gates';
import { metricNameSchema, runDetailSchema, taskSchema } from './tracking';

export const aliases = ['champion', 'challenger'] as const;
export const aliasSchema = z.enum(aliases);
export type Alias = z.infer<typeof aliasSchema>;

/** Who moved an alias: the analyst by hand (where none is named), or a run of a pipeline. */
export const causeSchema = z.discriminatedUnion('by', [z.object({ by: z.literal('hand') }), z.object({ by: z.literal('pipeline'), name: z.string().max(200), runId: idSchema })]);
export type Cause = z.infer<typeof causeSchema>;

/** promoted and rolled-back give the alias to a version, cleared takes it away, refused leaves it where it was. */
export const decisionKinds = ['promoted', 'rolled-back', 'cleared', 'refused'] as const;

/** One entry of the ledger. */
export const decisionSchema = z.object({
  id: z.number().int(),
  kind: z.enum(decisionKinds),
  alias: aliasSchema,
  modelId: idSchema,
  modelName: z.string(),
  task: taskSchema,
  /** Version number; null where the gate refused a run that is no version. */
  version: z.number().int().nullable(),
  runId: idSchema,
  runNumber: z.number().int(),
  model: z.string(),
  /** Run and version that held the alias before, or null. */
  previousRunId: z.string().nullable(),
  previousVersion: z.number().int().nullable(),
  reason: z.string(),
  cause: causeSchema,
  /** Evidence it leans on; null where the gate was not asked. */
  gateId: z.string().nullable(),
  /** True where it was promoted although the gate did not pass it: refused, or could not tell. */
  overridden: z.boolean(),
  decidedAt: timeSchema,
});
export type Decision = z.infer<typeof decisionSchema>;

export const modelVersionSchema = z.object({
  id: idSchema,
  number: z.number().int(),
  runId: idSchema,
  runNumber: z.number().int(),
  model: z.string(),
  metric: metricNameSchema,
  score: z.number().nullable(),
  baseline: z.object({ model: z.string(), score: z.number().nullable() }).nullable(),
  usesLeak: z.boolean(),
  snapshotId: idSchema,
  aliases: z.array(aliasSchema),
  createdAt: timeSchema,
});
export type ModelVersion = z.infer<typeof modelVersionSchema>;

/** Stands for one dataset, target and task. */
export const registeredModelSchema = z.object({
  id: idSchema,
  name: z.string(),
  datasetId: idSchema,
  datasetName: z.string(),
  target: z.string(),
  task: taskSchema,
  createdAt: timeSchema,
  /** Version numbers. */
  aliases: z.object({ champion: z.number().int().nullable(), challenger: z.number().int().nullable() }),
  /** Newest first. */
  versions: z.array(modelVersionSchema),
});
export type RegisteredModel = z.infer<typeof registeredModelSchema>;

const reasonSchema = z.string().min(1).max(2000);
/** A registered model by id or name; where left out, the one whose champion was decided last. */
const modelNameSchema = z.string().min(1).max(200);

export const registryEndpoints = {
  /** Newest first. */
  'registry.models': query(emptySchema, z.array(registeredModelSchema)),
  /** Makes a run a version of its model; a run that is one already stays it. */
  'registry.register': command(z.object({ runId: idSchema }), z.object({ modelId: idSchema, modelName: z.string(), version: z.number().int() })),
  'registry.rename': command(z.object({ modelId: idSchema, name: modelNameSchema }), doneSchema),
  /**
   * Moves an alias. gateId: the evaluation it leans on, else the newest one of this run against the champion in office.
   * Where that is negative and override is not set, the answer is an entry of kind `refused` and nothing moves.
   */
  'registry.promote': command(
    z.object({ runId: idSchema, alias: aliasSchema, reason: reasonSchema, cause: causeSchema.optional(), gateId: idSchema.optional(), override: z.boolean().optional() }),
    decisionSchema,
  ),
  /** Gives the alias back to the version that held it before the newest promotion. */
  'registry.rollback': command(z.object({ model: modelNameSchema.optional(), alias: aliasSchema.default('champion'), reason: reasonSchema, cause: causeSchema.optional() }), decisionSchema),
  /** Holds a run against rules and champion, and keeps what was found. */
  'registry.gate': job(z.object({ runId: idSchema }), gateEvaluationSchema),
  'registry.gateEvaluation': query(z.object({ gateId: idSchema }), gateEvaluationSchema),
  'registry.rules': query(emptySchema, z.object({ version: z.number().int(), savedAt: timeSchema.nullable(), rules: gateRulesSchema, document: z.string() })),
  /** Rules, or a document as `registry.rules` gives it: JSON with MLflow's MetricThreshold names. */
  'registry.saveRules': command(z.object({ rules: gateRulesSchema.optional(), document: z.string().max(200_000).optional() }), z.object({ version: z.number().int() })),
  /** The run behind `champion`, `challenger`, `NAME@champion`, `NAME@challenger` or `NAME@3`; null where the text is none of these. */
  'registry.resolve': query(z.object({ ref: z.string().min(1).max(300) }), z.object({ runId: z.string().nullable() })),
  'registry.champion': query(z.object({ model: modelNameSchema.optional() }), z.object({ decision: decisionSchema, detail: runDetailSchema }).nullable()),
  'registry.challenger': query(z.object({ model: modelNameSchema.optional() }), z.object({ decision: decisionSchema, detail: runDetailSchema }).nullable()),
  /** Which version was in use at a moment: the entry that put it there, or null. */
  'registry.championAt': query(z.object({ time: timeSchema, model: modelNameSchema.optional(), alias: aliasSchema.default('champion') }), decisionSchema.nullable()),
  /** Newest first. */
  'registry.ledger': query(emptySchema, z.array(decisionSchema)),
};
