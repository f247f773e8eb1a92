/** When a profile warns, by the limits ydata-profiling 4.x comes with. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { ydataLimits } from '../../quality';
import { readRequest, type Operations } from './request';

type Facts = Readonly<Record<string, unknown>>;

interface Rule {
  /** The first of these the request names is compared. */
  readonly keys: readonly string[];
  readonly alerts: (value: number, limit: number, facts: Facts) => boolean;
  readonly limit: number;
}

const isAbove = (value: number, limit: number): boolean => value > limit;
const shareRule = (limit: number): Rule => ({ keys: ['share', 'value'], alerts: isAbove, limit });
const skewnessRule: Rule = { keys: ['value', 'skewness'], alerts: (value, limit) => Math.abs(value) > limit, limit: ydataLimits.skewness };

const rules: Readonly<Record<string, Rule>> = {
  missing: shareRule(ydataLimits.missingShare),
  zeros: shareRule(ydataLimits.zeroShare),
  infinite: shareRule(ydataLimits.infiniteShare),
  skewness: skewnessRule,
  skewed: skewnessRule,
  'high-cardinality': { keys: ['distinct', 'value'], alerts: isAbove, limit: ydataLimits.distinct },
  uniform: { keys: ['p_value', 'pvalue', 'p', 'value'], alerts: isAbove, limit: ydataLimits.uniformity },
  imbalance: { keys: ['score', 'imbalance', 'value'], alerts: isAbove, limit: ydataLimits.imbalance },
  'high-correlation': { keys: ['correlation', 'value'], alerts: (value, limit) => Math.abs(value) >= limit, limit: ydataLimits.correlation },
  duplicates: { keys: ['duplicates', 'count', 'share', 'value'], alerts: isAbove, limit: 0.01 },
  constant: { keys: ['distinct', 'value'], alerts: (value, limit) => value === limit, limit: 1 },
  unique: { keys: ['distinct', 'value'], alerts: (value, _, facts) => value === numberOf(facts, ['n', 'rows', 'count']), limit: Number.NaN },
  'constant-length': { keys: ['min_length'], alerts: (value, _, facts) => value === numberOf(facts, ['max_length']), limit: Number.NaN },
  empty: { keys: ['n', 'rows', 'value'], alerts: (value, limit) => value === limit, limit: 0 },
};

const countsSchema = z.union([z.array(z.number().nonnegative()), z.record(z.string(), z.number().nonnegative()).transform((counts) => Object.values(counts))]);

export const profileOperations: Operations = {
  alert: (request) => {
    const { rule: name, threshold, ...facts } = readRequest(z.looseObject({ rule: z.string(), threshold: z.number().optional() }), request);
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) throw new EngineError('invalid-input', `There is no alert rule ${name}. There are: ${Object.keys(rules).join(', ')}.`);
    const limit = threshold ?? rule.limit;
    return { alert: rule.alerts(numberOf(facts, rule.keys), limit, facts), threshold: Number.isNaN(limit) ? null : limit };
  },
  'imbalance-score': (request) => {
    const { class_counts, threshold } = readRequest(z.object({ class_counts: countsSchema, threshold: z.number().default(ydataLimits.imbalance) }), request);
    const score = imbalanceScore(class_counts);
    return { score, alert: score > threshold };
  },
};

/** 0 where all classes are equally often, near 1 where one is alone: 1 less the entropy as a share of the largest there can be. */
function imbalanceScore(counts: readonly number[]): number {
  const total = counts.reduce((all, count) => all + count, 0);
  if (counts.length < 2 || total === 0) return 0;
  const entropy = counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / total) * Math.log2(count / total)), 0);
  return 1 - entropy / Math.log2(counts.length);
}

function numberOf(facts: Facts, keys: readonly string[]): number {
  const value = keys.map((key) => facts[key]).find((each) => typeof each === 'number');
  if (typeof value !== 'number') throw new EngineError('invalid-input', `The rule needs a number: ${keys.join(' or ')}.`);
  return value;
}
