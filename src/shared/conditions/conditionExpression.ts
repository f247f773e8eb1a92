/** A row condition as one formula, so that both mean the same. */
import type { ColumnTest, Condition, ConditionValue } from '../areas/qualityConditions';
import { parseExpression, type Comparator, type Expression } from '../expressions';

const comparatorOf = { equal: '=', 'not-equal': '!=', less: '<', 'at-most': '<=', greater: '>', 'at-least': '>=' } as const satisfies Partial<Record<ColumnTest['operator'], Comparator>>;

type ReadFormula = (text: string) => Expression;

/** `read` says in its own words what is wrong with a formula inside; by itself throws `ExpressionError`. */
export function conditionExpression(condition: Condition, read: ReadFormula = parseExpression): Expression {
  if ('all' in condition) return joined('and', condition.all, read);
  if ('any' in condition) return joined('or', condition.any, read);
  if ('not' in condition) return { kind: 'not', operand: conditionExpression(condition.not, read) };
  return 'formula' in condition ? read(condition.formula) : testExpression(condition);
}

function joined(kind: 'and' | 'or', conditions: readonly Condition[], read: ReadFormula): Expression {
  const operands = conditions.map((each) => conditionExpression(each, read));
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
