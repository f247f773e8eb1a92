/** Rules as a JSON document: bounds and changes by metric under the names of MLflow's MetricThreshold, the others as they are. */
import { z } from 'zod';
import { gateRuleSchema, type GateRule } from '@shared/areas/gates';
import { metricNameSchema, type MetricName } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { gateMessages as words } from '@shared/messages/gates';
import { parseJsonDocument } from '../../kernel/jsonDocument';

const thresholdSchema = z.strictObject({
  threshold: z.number().optional(),
  min_absolute_change: z.number().positive().optional(),
  min_relative_change: z.number().min(0).max(1).optional(),
  greater_is_better: z.boolean(),
});
type Threshold = z.infer<typeof thresholdSchema>;

const documentSchema = z.strictObject({
  format: z.literal('almanac-gate').optional(),
  formatVersion: z.literal(1).optional(),
  thresholds: z.partialRecord(metricNameSchema, thresholdSchema).default({}),
  rules: z.array(gateRuleSchema).max(100).default([]),
});

export function writeRulesDocument(rules: readonly GateRule[]): string {
  const thresholds: Partial<Record<MetricName, Threshold>> = {};
  const others: GateRule[] = [];
  for (const rule of rules) {
    const known = rule.rule === 'bound' || rule.rule === 'change' ? thresholds[rule.metric] : undefined;
    // A metric has one direction there; a second rule that turns it round stays among the others.
    if (known && 'greaterIsBetter' in rule && known.greater_is_better !== rule.greaterIsBetter) others.push(rule);
    else if (rule.rule === 'bound') thresholds[rule.metric] = { ...known, threshold: rule.threshold, greater_is_better: rule.greaterIsBetter };
    else if (rule.rule === 'change') thresholds[rule.metric] = { ...known, min_absolute_change: rule.minAbsoluteChange, min_relative_change: rule.minRelativeChange, greater_is_better: rule.greaterIsBetter };
    else others.push(rule);
  }
  return `${JSON.stringify({ format: 'almanac-gate', formatVersion: 1, thresholds, rules: others }, null, 2)}\n`;
}

/** Also reads a plain dictionary of thresholds, as MLflow's users write it. Throws `invalid-input`. */
export function readRulesDocument(text: string): GateRule[] {
  const raw = parseJsonDocument(text, words.refused.rules);
  const isPlain = typeof raw === 'object' && raw !== null && !Array.isArray(raw) && Object.keys(raw).length > 0 && Object.values(raw).every((value) => thresholdSchema.safeParse(value).success);
  const parsed = documentSchema.safeParse(isPlain ? { thresholds: raw } : raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new EngineError('invalid-input', words.refused.noRules(issue?.path.join('.') ?? '', issue?.message ?? ''), { issues: parsed.error.issues });
  }
  const fromThresholds = Object.entries(parsed.data.thresholds).flatMap(([name, threshold]) => rulesOf(metricNameSchema.parse(name), threshold));
  return [...fromThresholds, ...parsed.data.rules];
}

function rulesOf(metric: MetricName, { threshold, min_absolute_change: minAbsoluteChange, min_relative_change: minRelativeChange, greater_is_better: greaterIsBetter }: Threshold): GateRule[] {
  const rules: GateRule[] = [];
  if (threshold !== undefined) rules.push({ rule: 'bound', metric, threshold, greaterIsBetter });
  if (minAbsoluteChange !== undefined || minRelativeChange !== undefined) rules.push({ rule: 'change', metric, ...(minAbsoluteChange !== undefined && { minAbsoluteChange }), ...(minRelativeChange !== undefined && { minRelativeChange }), greaterIsBetter });
  if (rules.length === 0) throw new EngineError('invalid-input', words.refused.emptyChange(metric), { metric });
  return rules;
}
