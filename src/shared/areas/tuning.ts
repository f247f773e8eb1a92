/** Searches for better settings: their trials, what was chosen, and whether the gain is real. */
import { z } from 'zod';
import { query } from '../contract/endpoint';
import { idSchema, timeSchema } from './common';
import { metricNameSchema, modelKindSchema, tuneSamplerSchema } from './tracking';

export type { TuneSampler } from './tracking';

/** `pruned`: the worse half of its bracket. `stopped`: the time was over, or it was cancelled. */
export const trialStates = ['running', 'finished', 'pruned', 'stopped', 'failed'] as const;
export type TrialState = (typeof trialStates)[number];

const settingsSchema = z.record(z.string(), z.union([z.number(), z.string()]));

export const trialSchema = z.object({
  /** From 1 through the search. */
  number: z.number().int(),
  model: modelKindSchema,
  /** True: the standard settings, that every other trial is held against. */
  standard: z.boolean(),
  /** Only those that are searched; all others are as the race sets them. */
  settings: settingsSchema,
  /** The race's metric on each inner fold tried, in order; null where it is undefined. */
  scores: z.array(z.number().nullable()),
  state: z.enum(trialStates),
  /** Why it failed; null in any other state. */
  failure: z.string().nullable(),
  durationMs: z.number(),
});
export type Trial = z.infer<typeof trialSchema>;

/** Chosen against standard settings on the folds of the race, in units of its metric; above 0 the chosen ones are better. */
export const gainSchema = z.object({
  verdict: z.enum(['better', 'worse', 'no-clear-gain']),
  gain: z.number().nullable(),
  /** 95 % interval over paired folds. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  /** On the fold whose held-out rows the search never saw. */
  unseen: z.number().nullable(),
  /** The metric, mean over the folds of the race. */
  standardScore: z.number().nullable(),
  chosenScore: z.number().nullable(),
});
export type Gain = z.infer<typeof gainSchema>;

export const tunedModelSchema = z.object({
  model: modelKindSchema,
  trials: z.number().int(),
  pruned: z.number().int(),
  /** Number of the trial that was chosen; null where none was tried on all inner folds. */
  chosen: z.number().int().nullable(),
  settings: settingsSchema,
  /** Settings of the space as they stand when nobody sets any. */
  standard: settingsSchema,
  /** Mean of the metric over the inner folds: of the chosen trial, and where no fold chooses for itself. */
  score: z.number().nullable(),
  scoreByOtherFolds: z.number().nullable(),
  /** Largest first; null where there were too few trials. */
  importance: z.array(z.object({ setting: z.string(), share: z.number() })).nullable(),
  /** Null until the race has run, and where the standard settings were chosen. */
  gain: gainSchema.nullable(),
});
export type TunedModel = z.infer<typeof tunedModelSchema>;

export const tuningSchema = z.object({
  id: idSchema,
  jobId: z.string(),
  snapshotId: idSchema,
  /** The race that the chosen settings ran in; null until it has begun. */
  experimentId: idSchema.nullable(),
  target: z.string(),
  metric: metricNameSchema,
  sampler: tuneSamplerSchema,
  /** Budget, as asked for. */
  minutes: z.number().nullable(),
  trialsWanted: z.number().int().nullable(),
  spentMs: z.number(),
  /** Inner folds a trial can see. */
  folds: z.number().int(),
  /** The fold of the race whose held-out rows no trial saw. */
  unseenRepeat: z.number().int(),
  unseenFold: z.number().int(),
  state: z.enum(['searching', 'racing', 'finished', 'cancelled', 'failed', 'interrupted']),
  models: z.array(tunedModelSchema),
  trials: z.array(trialSchema),
  createdAt: timeSchema,
});
export type Tuning = z.infer<typeof tuningSchema>;

/** Detail of the progress of a search; the trials themselves are asked for. */
export const tuningProgressSchema = z.object({ tuningId: idSchema });

export const tuningEndpoints = {
  /** By its own id, or by that of its race. */
  'tracking.tuning': query(z.object({ tuningId: idSchema.optional(), experimentId: idSchema.optional() }), tuningSchema.nullable()),
  /** Newest first, without trials. */
  'tracking.tunings': query(z.object({}), z.array(tuningSchema.omit({ trials: true, models: true }))),
};
