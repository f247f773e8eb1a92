/** The document of a pipeline: steps, what each reads of earlier ones, and what starts it. Portable: no ids, times or paths. */
import { z } from 'zod';

export const stepKinds = ['import', 'validate', 'profile', 'train', 'evaluate', 'gate', 'approve', 'promote', 'score', 'report', 'drift', 'export'] as const;
export const stepKindSchema = z.enum(stepKinds);
export type StepKind = z.infer<typeof stepKindSchema>;

/** What steps hand on. `runs` are the candidates of a race; `champion` is the run that holds the alias once the step is done. */
export const artifactTypes = ['snapshot', 'validation', 'profile', 'runs', 'run', 'gate', 'approval', 'champion', 'forecast', 'report', 'drift', 'export'] as const;
export const artifactTypeSchema = z.enum(artifactTypes);
export type ArtifactType = z.infer<typeof artifactTypeSchema>;

/** Names of pipelines and steps stand on command lines and in file names. */
export const pipelineNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be small letters, digits and hyphens, beginning with a letter');

export const stepSchema = z.strictObject({
  name: pipelineNameSchema,
  kind: stepKindSchema,
  /** Input of the step to `step.output` of an earlier step, such as `{"snapshot": "check.snapshot"}`. */
  inputs: z.record(z.string(), z.string().regex(/^[a-z][a-z0-9-]*\.[a-zA-Z]+$/, 'must be step.output')).default({}),
  /** Earlier steps that must be done first, though nothing of theirs is read. */
  after: z.array(pipelineNameSchema).default([]),
  /** Checked by the kind's own validator. */
  parameters: z.record(z.string(), z.json()).default({}),
  /** Name of a parameter that is a list: the step runs once for each of its values, each with a key of its own. */
  foreach: z.string().optional(),
  retry: z.strictObject({ limit: z.number().int().min(0).max(10).default(0), delayMs: z.number().int().min(0).max(600_000).default(1000), backoff: z.number().min(1).max(10).default(2) }).prefault({}),
  /** A step that takes longer is ended and counts as failed. */
  timeoutMs: z.number().int().min(100).nullable().default(null),
});
export type Step = z.infer<typeof stepSchema>;

export const triggersSchema = z.strictObject({
  /** Five or six fields of cron. Missed runs while the project was closed become one. */
  schedule: z.strictObject({ cron: z.string().min(1).max(100), timeZone: z.string().max(60).optional(), catchUp: z.enum(['automatic', 'ask']).default('ask') }).nullable().default(null),
  /** Which folder is watched is a fact of a computer and stands outside the document. */
  watch: z.strictObject({ pattern: z.string().min(1).max(100).default('*.csv'), stableMs: z.number().int().min(100).max(60_000).default(2000) }).nullable().default(null),
  /** Runs when monitoring fires an alert of drift. */
  drift: z.strictObject({}).nullable().default(null),
});
export type Triggers = z.infer<typeof triggersSchema>;

export const pipelineDefinitionSchema = z.strictObject({
  format: z.literal('almanac-pipeline'),
  formatVersion: z.literal(1),
  name: pipelineNameSchema,
  title: z.string().min(1).max(100),
  description: z.string().max(2000).default(''),
  /** Dataset that files are read into and that runs without a file take their newest version of. */
  dataset: z.string().min(1).max(200),
  seed: z.number().int().nonnegative().default(1),
  /** In an order in which each can run: a step reads only of those before it. */
  steps: z.array(stepSchema).min(1).max(100),
  triggers: triggersSchema.prefault({}),
});
export type PipelineDefinition = z.infer<typeof pipelineDefinitionSchema>;
export type PipelineDraft = z.input<typeof pipelineDefinitionSchema>;

/** `check.snapshot` as its two parts. */
export function readReference(reference: string): { readonly step: string; readonly output: string } {
  const [step = '', output = ''] = reference.split('.');
  return { step, output };
}

/** Names of the steps a step waits for. */
export function predecessorsOf(step: Pick<Step, 'inputs' | 'after'>): readonly string[] {
  return [...new Set([...Object.values(step.inputs).map((reference) => readReference(reference).step), ...step.after])];
}
