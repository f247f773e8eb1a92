/** Gates: the rules a run must meet before it may be promoted, and the evidence that was found. */
import { z } from 'zod';
import { idSchema, timeSchema } from './common';
import { metricNameSchema } from './tracking';

const positive = z.number().positive();

/** One rule. Its formula and its words stand in docs/gates.md. */
export const gateRuleSchema = z.discriminatedUnion('rule', [
  /** The run's own score, mean over the folds: >= threshold where greater is better, else <=. */
  z.object({ rule: z.literal('bound'), metric: metricNameSchema, threshold: z.number(), greaterIsBetter: z.boolean() }),
  /** Against the champion on the same rows, as MLflow's MetricThreshold: at least one of the two changes. */
  z.object({ rule: z.literal('change'), metric: metricNameSchema, minAbsoluteChange: positive.optional(), minRelativeChange: z.number().min(0).max(1).optional(), greaterIsBetter: z.boolean() }),
  /** The paired bootstrap interval of the difference to the champion must leave out zero, on the better side. */
  z.object({ rule: z.literal('clear-gain'), level: z.number().min(0.5).max(0.999).default(0.95), resamples: z.number().int().min(2000).max(100_000).default(2000), fewestPairs: z.number().int().min(2).default(30) }),
  /** In no value of a column may the metric get worse than the champion's by more than this share of it. */
  z.object({ rule: z.literal('slice'), column: z.string().min(1), metric: metricNameSchema, mostWorse: z.number().min(0).max(10), smallestSlice: z.number().int().min(2).default(30) }),
  /** Better than the best simple rule of its race, by the same kind of interval. */
  z.object({ rule: z.literal('baseline'), level: z.number().min(0.5).max(0.999).default(0.95), resamples: z.number().int().min(2000).max(100_000).default(2000) }),
  z.object({ rule: z.literal('no-leak') }),
  /** The newest validation of the snapshot has no failed critical check. required: never checked is a failure too. */
  z.object({ rule: z.literal('quality'), required: z.boolean().default(false) }),
  z.object({ rule: z.literal('fewest-rows'), rows: z.number().int().min(1) }),
]);
export type GateRule = z.infer<typeof gateRuleSchema>;
export type GateRuleKind = GateRule['rule'];

export const gateRulesSchema = z.array(gateRuleSchema).max(100);

/** What a project starts with. */
export const defaultGateRules: readonly GateRule[] = [
  { rule: 'no-leak' },
  { rule: 'quality', required: false },
  { rule: 'fewest-rows', rows: 30 },
  { rule: 'baseline', level: 0.95, resamples: 2000 },
  { rule: 'clear-gain', level: 0.95, resamples: 2000, fewestPairs: 30 },
];

export const gateVerdicts = ['pass', 'fail', 'insufficient'] as const;
export type GateVerdict = (typeof gateVerdicts)[number];

/** skipped: the rule has nothing to judge here, such as a champion that is not there; its reason says so. */
export const ruleResultSchema = z.object({ rule: gateRuleSchema, state: z.enum([...gateVerdicts, 'skipped']), reason: z.string() });
export type RuleResult = z.infer<typeof ruleResultSchema>;

/** The candidate minus the one it is held against, on rows that neither has learned from. */
export const gateComparisonSchema = z.object({
  runId: idSchema,
  againstId: idSchema,
  metric: metricNameSchema,
  greaterIsBetter: z.boolean(),
  candidate: z.number(),
  against: z.number(),
  /** candidate - against in the metric; for bias, of its distance from zero. */
  difference: z.number(),
  /** Null where the interval is not defined on these rows. */
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number(),
  resamples: z.number().int(),
  /** Rows that both answered without having learned from them. */
  rowsPaired: z.number().int(),
  /** Of these, rows new to the other one, answered by its final model. */
  rowsAnswered: z.number().int(),
  /** Left out: the other one has learned from a row with this content and has no held-out answer. */
  rowsLeftOut: z.number().int(),
  /** Groups that were drawn instead of rows, where the split kept groups together. */
  groups: z.number().int().nullable(),
});
export type GateComparison = z.infer<typeof gateComparisonSchema>;

export const gateEvaluationSchema = z.object({
  gateId: idSchema,
  runId: idSchema,
  runNumber: z.number().int(),
  championRunId: z.string().nullable(),
  /** fail where any rule fails; else insufficient where any is; else pass. */
  verdict: z.enum(gateVerdicts),
  /** What speaks against it, or what was shown; never empty. */
  reasons: z.array(z.string()),
  rules: z.array(ruleResultSchema),
  comparison: gateComparisonSchema.nullable(),
  /** Why the champion could not be compared, or null. */
  notComparable: z.string().nullable(),
  evaluatedAt: timeSchema,
});
export type GateEvaluation = z.infer<typeof gateEvaluationSchema>;
