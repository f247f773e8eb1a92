/** A row condition from the text of a formula: as a tree of tests where the formula is nothing else, so that it can be edited as one. */
import { conditionSchema, type ColumnTest, type Condition, type ConditionValue } from '../areas/qualityConditions';
import { parseExpression, type Comparator, type Expression } from '../expressions';

const operatorOf = { '=': 'equal', '!=': 'not-equal', '<': 'less', '<=': 'at-most', '>': 'greater', '>=': 'at-least' } as const satisfies Record<Comparator, ColumnTest['operator']>;
const mirrored: Readonly<Record<Comparator, Comparator>> = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** The tree selects the same rows as the formula. Throws `ExpressionError` with the place. */
export function conditionFromText(text: string): Condition {
  const tree = treeOf(parseExpression(text));
  return tree !== null && conditionSchema.safeParse(tree).success ? tree : { formula: text };
}

/** Null where the formula is more than tests of columns against constants. */
function treeOf(expression: Expression): Condition | null {
  switch (expression.kind) {
    case 'and':
      return joined(expression.operands.map(treeOf), (all) => ({ all }));
    case 'or':
      return joined(expression.operands.map(treeOf), (any) => ({ any }));
    case 'not':
      return negated(expression.operand);
    case 'comparison':
      return comparisonTree([expression.first, ...expression.steps.map(({ operand }) => operand)], expression.steps.map(({ operator }) => operator));
    case 'between':
      return comparisonTree([expression.low, expression.operand, expression.high], ['<=', '<=']);
    case 'in': {
      const values = expression.values.map(valueOf).filter((value) => value !== null);
      return expression.operand.kind === 'column' && values.length === expression.values.length ? { column: expression.operand.name, operator: 'one-of', values } : null;
    }
    case 'is-missing':
      return expression.operand.kind === 'column' ? { column: expression.operand.name, operator: 'missing' } : null;
    case 'call': {
      const [column, pattern] = expression.operands;
      const { name } = expression;
      return (name === 'matches' || name === 'contains') && column?.kind === 'column' && pattern?.kind === 'text' ? { column: column.name, operator: name, value: pattern.value } : null;
    }
    default:
      return null;
  }
}

function joined(parts: readonly (Condition | null)[], join: (parts: readonly Condition[]) => Condition): Condition | null {
  const whole = parts.filter((part) => part !== null);
  return whole.length < parts.length ? null : join(whole);
}

function negated(operand: Expression): Condition | null {
  const inner = treeOf(operand);
  if (inner === null) return null;
  if ('operator' in inner && inner.operator === 'missing') return { column: inner.column, operator: 'present' };
  if ('operator' in inner && inner.operator === 'one-of') return { ...inner, operator: 'not-one-of' };
  return { not: inner };
}

function comparisonTree(operands: readonly Expression[], comparators: readonly Comparator[]): Condition | null {
  const tests = comparators.map((comparator, i) => testOf(operands[i], comparator, operands[i + 1]));
  const [only] = tests;
  return tests.length === 1 && only ? only : joined(tests, (all) => ({ all }));
}

/** A column against a constant, on either side. */
function testOf(left: Expression | undefined, comparator: Comparator, right: Expression | undefined): Condition | null {
  if (!left || !right) return null;
  if (left.kind !== 'column') return right.kind === 'column' ? testOf(right, mirrored[comparator], left) : null;
  const value = valueOf(right);
  return value === null ? null : { column: left.name, operator: operatorOf[comparator], value };
}

/** Days written as date(...) stay a formula: as texts they would compare with texts otherwise. */
function valueOf(expression: Expression): ConditionValue | null {
  if (expression.kind === 'number' || expression.kind === 'text' || expression.kind === 'boolean') return expression.value;
  return expression.kind === 'negate' && expression.operand.kind === 'number' ? -expression.operand.value : null;
}
