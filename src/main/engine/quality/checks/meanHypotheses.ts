/** Hypotheses about means: of a column against a number, of two columns, of two groups of one column (Student's and Welch's t-test). Relationships are those of Pandera 0.32. */
import { z } from 'zod';
import { distributionMessages as words } from '@shared/messages/distributionChecks';
import { literal } from '../../storage/tableSession';
import { oneSampleTest, pValueOf, twoSampleTest, type MeanTest, type Relationship, type SampleMoments } from '../statistics/meanTests';
import { textExpression } from '@engine/datasets';
import { bothOf, defineCheck, numberTypes, only, type Judgement } from './checkDefinition';
import { isMissing, numberOf } from './sqlValues';

const relationships = ['greater_than', 'less_than', 'not_equal', 'equal'] as const satisfies readonly Relationship[];
const relationSchema = z.enum(relationships);
const alphaSchema = z.number().gt(0).lt(1).default(0.01);
const choices = relationships.map((value) => ({ value, label: words.relations[value] }));
const alphaField = { name: 'alpha', label: words.fields.alpha, input: 'number', optional: true } as const;
const twoSamples = { relation: relationSchema, alpha: alphaSchema, equalVariance: z.boolean().default(true) };
const twoSampleFields = [
  { name: 'relation', label: words.fields.relationFirst, input: 'choice', optional: false, choices },
  alphaField,
  { name: 'equalVariance', label: words.fields.equalVariance, input: 'flag', optional: true },
] as const;

export const meanIs = defineCheck({
  kind: 'mean-is',
  title: words.titles.meanIs,
  group: 'distribution',
  scope: 'column',
  rows: false,
  types: numberTypes,
  args: z.strictObject({ mean: z.number(), relation: relationSchema, alpha: alphaSchema }),
  fields: [{ name: 'mean', label: words.fields.mean, input: 'number', optional: false }, { name: 'relation', label: words.fields.relation, input: 'choice', optional: false, choices }, alphaField],
  rule: ({ mean, relation, alpha }) => words.rules.meanIs(relation, mean, alpha),
  plan({ mean, relation, alpha }, context) {
    const column = only(context);
    return { by: 'figures', select: moments(numberOf(column)), missing: isMissing(column), judge: (values) => judged(oneSampleTest(momentsOf(values, 0), mean), relation, alpha) };
  },
});

export const meansOfColumns = defineCheck({
  kind: 'means-of-columns',
  title: words.titles.meansOfColumns,
  group: 'distribution',
  scope: 'pair',
  rows: false,
  types: numberTypes,
  args: z.strictObject(twoSamples),
  fields: twoSampleFields,
  rule: ({ relation, alpha }, { columns: [first = '', second = ''] = [] }) => words.rules.means(first, relation, second, alpha),
  plan({ relation, alpha, equalVariance }, context) {
    const [first, second] = bothOf(context);
    return { by: 'figures', select: [...moments(numberOf(first)), ...moments(numberOf(second))], judge: (values) => judged(twoSampleTest(momentsOf(values, 0), momentsOf(values, 3), equalVariance), relation, alpha) };
  },
});

/** The first column holds the numbers, the second says which group a row belongs to. */
export const meansOfGroups = defineCheck({
  kind: 'means-of-groups',
  title: words.titles.meansOfGroups,
  group: 'distribution',
  scope: 'pair',
  rows: false,
  args: z.strictObject({ ...twoSamples, first: z.string(), second: z.string() }),
  fields: [{ name: 'first', label: words.fields.firstGroup, input: 'text', optional: false }, { name: 'second', label: words.fields.secondGroup, input: 'text', optional: false }, ...twoSampleFields],
  rule: ({ relation, alpha, first, second }) => words.rules.means(first, relation, second, alpha),
  plan({ relation, alpha, equalVariance, first, second }, context) {
    const [value, group] = bothOf(context);
    const within = (name: string): string[] => moments(numberOf(value), `${textExpression(group)} = ${literal(name)}`);
    return { by: 'figures', select: [...within(first), ...within(second)], missing: isMissing(value), judge: (values) => judged(twoSampleTest(momentsOf(values, 0), momentsOf(values, 3), equalVariance), relation, alpha) };
  },
});

function moments(value: string, condition = 'true'): string[] {
  return [`count(${value})`, `avg(${value})`, `var_samp(${value})`].map((aggregate) => `${aggregate} filter (where ${condition})`);
}

function momentsOf(values: readonly unknown[], from: number): SampleMoments {
  const [count, mean, variance] = values.slice(from, from + 3).map((value) => (typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN));
  return { count: count ?? 0, mean: mean ?? NaN, variance: variance ?? NaN };
}

function judged(test: MeanTest, relation: Relationship, alpha: number): Judgement {
  const pValue = pValueOf(test, relation);
  const figure = Number.isNaN(pValue) ? null : pValue;
  return { success: holds(test.statistic, pValue, relation, alpha), observed: words.observed.pValue(figure), figure };
}

function holds(statistic: number, pValue: number, relation: Relationship, alpha: number): boolean {
  if (relation === 'equal') return pValue >= alpha;
  const rightSide = relation === 'not_equal' || (relation === 'greater_than' ? statistic > 0 : statistic < 0);
  return rightSide && pValue < alpha;
}
