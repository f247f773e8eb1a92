/** A row condition as one formula, so that both mean the same. */
import type { ColumnTest, Condition, ConditionValue } from '@shared/areas/qualityConditions';
import type { Comparator, Expression } from '@shared/expressions';
import { readFormula } from '../expressions';

const comparatorOf = { equal: '=', 'not-equal': '!=', less: '<', 'at-most': '<=', greater: '>', 'at-least': '>=' } as const satisfies Partial<Record<ColumnTest['operator'], Comparator>>;

/** Throws `invalid-input` for a formula that cannot be read. */
export function conditionExpression(condition: Condition): Expression {
  if ('all' in condition) return joined('and', condition.all);
  if ('any' in condition) return joined('or', condition.any);
  if ('not' in condition) return { kind: 'not', operand: conditionExpression(condition.not) };
  return 'formula' in condition ? readFormula(condition.formula) : testExpression(condition);
}

function joined(kind: 'and' | 'or', conditions: readonly Condition[]): Expression {
  const operands = conditions.map(conditionExpression);
  const [only] = operands;
  return operands.length === 1 && only ? only : { kind, operands };
}

function testExpression(test: ColumnTest): Expression {
  const column: Expression = { kind: 'column', name: test.column };
  switch (test.operator) {
    case 'missing':
      return { kind: 'is-missing', operand: column };
    case 'present':
      return { kind: 'not', operand: { kind: 'is-missing', operand: column } };
    case 'one-of':
      return { kind: 'in', operand: column, values: test.values.map(constant) };
    case 'not-one-of':
      return { kind: 'not', operand: { kind: 'in', operand: column, values: test.values.map(constant) } };
    case 'matches':
    case 'contains':
      return { kind: 'call', name: test.operator, operands: [column, { kind: 'text', value: String(test.value) }] };
    default:
      return { kind: 'comparison', first: column, steps: [{ operator: comparatorOf[test.operator], operand: constant(test.value) }] };
  }
}

/** A negative number is a number with its sign, as formulas read it. */
function constant(value: ConditionValue): Expression {
  if (typeof value === 'string') return { kind: 'text', value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  return value < 0 ? { kind: 'negate', operand: { kind: 'number', value: -value } } : { kind: 'number', value };
}
