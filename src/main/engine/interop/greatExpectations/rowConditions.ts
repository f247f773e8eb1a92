/** Row conditions of Great Expectations: texts for DataFrame.query and for its own parser, trees of objects since 1.8; and ours as a text for DataFrame.query. */
import { z } from 'zod';
import { conditionSchema, type ColumnTest, type Condition, type ConditionValue } from '@shared/areas/qualityConditions';
import { conditionFromText } from '@shared/conditions';
import { EngineError } from '@shared/contract/errors';
import { ExpressionError } from '@shared/expressions';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';

const parsers = ['pandas', 'great_expectations', 'great_expectations__experimental__', 'spark'];
const operators = { '==': 'equal', '!=': 'not-equal', '<': 'less', '<=': 'at-most', '>': 'greater', '>=': 'at-least' } as const;
const signSchema = z.enum(['==', '!=', '<', '<=', '>', '>=']);
const valueSchema = z.union([z.string(), z.number(), z.boolean()]);
const columnSchema = z.object({ name: z.string() });

type ObjectCondition =
  | { type: 'comparison'; column: { name: string }; operator: string; parameter: ConditionValue | ConditionValue[] }
  | { type: 'nullity'; column: { name: string }; is_null: boolean }
  | { type: 'and' | 'or'; conditions: ObjectCondition[] }
  | { type: 'pass_through'; pass_through_filter: string };

const objectSchema: z.ZodType<ObjectCondition> = z.lazy(() =>
  z.union([
    z.object({ type: z.literal('comparison'), column: columnSchema, operator: z.enum(['==', '!=', '<', '<=', '>', '>=', 'IN', 'NOT_IN']), parameter: z.union([valueSchema, z.array(valueSchema)]) }),
    z.object({ type: z.literal('nullity'), column: columnSchema, is_null: z.boolean() }),
    z.object({ type: z.enum(['and', 'or']), conditions: z.array(objectSchema).min(1) }),
    z.object({ type: z.literal('pass_through'), pass_through_filter: z.string() }),
  ]),
);

/** Undefined without a condition; null for one that is written for Spark. Throws `invalid-input` for an unknown parser and what cannot be read. */
export function readRowCondition(type: string, condition: unknown, parser: unknown): Condition | undefined | null {
  if (parser !== undefined && parser !== null && !(typeof parser === 'string' && parsers.includes(parser))) throw new EngineError('invalid-input', words.refused.parser(type, String(parser)), { type });
  if (condition === undefined || condition === null || condition === '') return undefined;
  if (parser === 'spark') return null;
  try {
    if (typeof condition !== 'string') return conditionSchema.parse(fromObject(objectSchema.parse(condition)));
    if (typeof parser !== 'string') throw new EngineError('invalid-input', words.refused.noParser(type), { type });
    return conditionFromText(condition);
  } catch (error) {
    if (error instanceof z.ZodError) throw new EngineError('invalid-input', words.refused.condition(type, error.issues[0]?.message ?? ''), { type }, { cause: error });
    if (error instanceof ExpressionError) throw new EngineError('invalid-input', words.refused.condition(type, error.message), { type }, { cause: error });
    throw error;
  }
}

function fromObject(condition: ObjectCondition): Condition {
  switch (condition.type) {
    case 'and':
      return { all: condition.conditions.map(fromObject) };
    case 'or':
      return { any: condition.conditions.map(fromObject) };
    case 'nullity':
      return { column: condition.column.name, operator: condition.is_null ? 'missing' : 'present' };
    case 'pass_through':
      return conditionFromText(condition.pass_through_filter);
    case 'comparison': {
      const { column: { name: column }, operator, parameter } = condition;
      if (operator === 'IN' || operator === 'NOT_IN') return { column, operator: operator === 'IN' ? 'one-of' : 'not-one-of', values: Array.isArray(parameter) ? parameter : [parameter] };
      const sign = signSchema.parse(operator);
      return { column, operator: operators[sign], value: valueSchema.parse(parameter) };
    }
  }
}

/** A text for DataFrame.query that chooses the same rows; null where there is none. Great Expectations 1.x refuses single quotes in it. */
export function writeRowCondition(condition: Condition): string | null {
  const text = written(condition);
  return text?.includes("'") ? null : text;
}

function written(condition: Condition): string | null {
  if ('all' in condition) return joined(condition.all, ' and ');
  if ('any' in condition) return joined(condition.any, ' or ');
  if ('not' in condition) return within(written(condition.not), (inner) => `not (${inner})`);
  return 'formula' in condition ? null : writtenTest(condition);
}

function joined(conditions: readonly Condition[], sign: string): string | null {
  const parts = conditions.map(written);
  return parts.includes(null) ? null : parts.map((part) => (parts.length > 1 ? `(${part ?? ''})` : (part ?? ''))).join(sign);
}

function within(text: string | null, wrap: (text: string) => string): string | null {
  return text === null ? null : wrap(text);
}

const signs = { equal: '==', 'not-equal': '!=', less: '<', 'at-most': '<=', greater: '>', 'at-least': '>=' } as const;

function writtenTest(test: ColumnTest): string | null {
  const name = /^[A-Za-z_]\w*$/.test(test.column) ? test.column : /[`"'\\\n]/.test(test.column) ? null : `\`${test.column}\``;
  if (name === null) return null;
  switch (test.operator) {
    case 'missing':
      return `${name}.isnull()`;
    case 'present':
      return `${name}.notnull()`;
    case 'one-of':
    case 'not-one-of':
      return `${name} ${test.operator === 'one-of' ? 'in' : 'not in'} [${test.values.map(writtenValue).join(', ')}]`;
    case 'matches':
    case 'contains':
      return null;
    default:
      return `${name} ${signs[test.operator]} ${writtenValue(test.value)}`;
  }
}

function writtenValue(value: ConditionValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}
