/** Ranges around forecasts: the methods, what was measured of them on held-out rows, and how well the chance of each step held. Formulas stand in docs/models.md. */
import { z } from 'zod';

/**
 * `split`: one width for all rows. `signed`: its own reach below and above. `by-size`, `by-step`, `by-category`: a width per
 * group. `normalised`: wider where a second model expects larger misses. `quantiles`: quantiles learned by the model, corrected.
 * `cv-plus`: the answers of the models of inner folds, each with its own misses.
 */
export const intervalMethods = ['split', 'signed', 'by-size', 'by-step', 'by-category', 'normalised', 'quantiles', 'cv-plus'] as const;
export const intervalMethodSchema = z.enum(intervalMethods);
export type IntervalMethodName = z.infer<typeof intervalMethodSchema>;
export const standardIntervalMethod: IntervalMethodName = 'split';

const shareSchema = z.number().nullable();
export const intervalGroupings = ['size', 'step', 'category'] as const;

/** Held-out answers of all repeats that fall into a group; the quantile that bounds them was taken from other folds. */
export const intervalGroupSchema = z.object({ by: z.enum(intervalGroupings), name: z.string(), rows: z.number().int(), coverage: shareSchema, width: shareSchema });
export type IntervalGroup = z.infer<typeof intervalGroupSchema>;
export const measuredMethodSchema = z.object({ method: intervalMethodSchema, rows: z.number().int(), coverage: shareSchema, width: shareSchema });
export type MeasuredMethod = z.infer<typeof measuredMethodSchema>;

/** Held-out answers whose chance of reaching a step was said to be between two tenths. */
const reachBinSchema = z.object({ from: z.number(), to: z.number(), rows: z.number().int(), expected: z.number(), reached: z.number() });
export const stepReachSchema = z.object({
  step: z.number(),
  rows: z.number().int(),
  /** Mean chance said, and share that reached it. */
  expected: z.number(),
  reached: z.number(),
  /** Mean squared difference between the chance and what happened (Brier 1950), and that of always saying the share. */
  brier: z.number(),
  brierOfShare: z.number(),
  bins: z.array(reachBinSchema),
});
export type StepReach = z.infer<typeof stepReachSchema>;
export const reachCalibrationSchema = z.object({
  /** `odds`: from the model's answer, by what held-out rows reached. `misses`: from held-out misses, in runs measured before. */
  source: z.enum(['odds', 'misses']),
  steps: z.array(stepReachSchema),
});
export type ReachCalibration = z.infer<typeof reachCalibrationSchema>;

export const intervalSchema = z.object({
  level: z.number(),
  /** Share of held-out rows inside, measured on rows the quantile was not taken from. */
  coverage: shareSchema,
  width: shareSchema,
  /** Half the width in the model's space, and that space: the same for all rows with `split`, the mean over held-out rows with other methods. */
  halfWidth: z.number(),
  space: z.enum(['log1p', 'units']),
  method: intervalMethodSchema.default(standardIntervalMethod),
  /** What was asked for, where this model cannot offer it; else null. */
  askedFor: intervalMethodSchema.nullable().default(null),
  /** Held-out answers that were looked at, all repeats together. */
  rows: z.number().int().nullable().default(null),
  groups: z.array(intervalGroupSchema).default([]),
  /** What the methods that need no fit of their own would have given. */
  others: z.array(measuredMethodSchema).default([]),
  /** Null where the target has no steps. */
  reach: reachCalibrationSchema.nullable().default(null),
});
export type Interval = z.infer<typeof intervalSchema>;
/** As it is written down: what has a default may be left out. */
export type IntervalFacts = z.input<typeof intervalSchema>;

/** Chance of selling at least this many. */
export const reachSchema = z.object({ step: z.number(), probability: z.number() });
export type Reach = z.infer<typeof reachSchema>;

/** A chance that is all but sure, or all but none, says nothing. */
const leastChance = 0.005;

export function stepsInQuestion(reach: readonly Reach[]): readonly Reach[] {
  return reach.filter(({ probability }) => probability >= leastChance && probability <= 1 - leastChance);
}

export interface ReachSummary {
  /** Held-out answers. */
  readonly rows: number;
  /** Mean distance of the chance said from the share that got there, over the bins of all steps. */
  readonly apart: number;
  /** Means over the steps. */
  readonly brier: number;
  readonly brierOfShare: number;
}

/** How chances held on held-out rows, all steps together; null where none was asked about. */
export function summariseReach({ steps }: ReachCalibration): ReachSummary | null {
  const bins = steps.flatMap((step) => step.bins);
  const answers = bins.reduce((sum, bin) => sum + bin.rows, 0);
  if (answers === 0) return null;
  const meanOf = (of: (step: StepReach) => number): number => steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
  return {
    rows: Math.max(...steps.map(({ rows }) => rows)),
    apart: bins.reduce((sum, { rows, expected, reached }) => sum + rows * Math.abs(expected - reached), 0) / answers,
    brier: meanOf(({ brier }) => brier),
    brierOfShare: meanOf(({ brierOfShare }) => brierOfShare),
  };
}
