/** Works out a formula over the values of one row by Python's rules: no order or arithmetic with a missing value, no mixing of texts and numbers. */
import type { ArithmeticOperator, Comparator, Expression } from '@shared/expressions';
import type { CellValue } from '../cells';
import { compareValues, valueKey } from './constraints';

type Row = ReadonlyMap<string, CellValue>;

/** Undefined where Python would raise: an unknown name, a missing value in a sum, a division by zero. */
export function evaluateFormula(expression: Expression, row: Row): CellValue | undefined {
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return expression.value;
    case 'missing':
      return null;
    case 'date':
    case 'datetime':
      return { $iso: expression.value.replace(' ', 'T') };
    case 'column':
      return row.get(expression.name);
    case 'negate':
      return calculate('-', 0, evaluateFormula(expression.operand, row));
    case 'arithmetic':
      return calculate(expression.operator, evaluateFormula(expression.left, row), evaluateFormula(expression.right, row));
    case 'comparison':
      return compareChain(expression.first, expression.steps, row);
    case 'between':
      return compareChain(expression.low, [{ operator: '<=', operand: expression.operand }, { operator: '<=', operand: expression.high }], row);
    case 'and':
    case 'or':
      return join(expression.operands, expression.kind === 'and', row);
    case 'not':
      return whenKnown(evaluateFormula(expression.operand, row), (value) => !isTruthy(value));
    case 'is-missing':
      return whenKnown(evaluateFormula(expression.operand, row), (value) => value === null);
    case 'in':
      return whenKnown(evaluateFormula(expression.operand, row), (value) => isAmong(value, expression.values, row));
    case 'call':
      // The peer knows none of the functions of our formulas.
      return undefined;
  }
}

/** As Python's bool(). */
export function isTruthy(value: CellValue): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** What comes first and settles the matter ends it: the rest is not looked at. */
function join(operands: readonly Expression[], isAnd: boolean, row: Row): CellValue | undefined {
  let value: CellValue | undefined = isAnd;
  for (const operand of operands) {
    value = evaluateFormula(operand, row);
    if (value === undefined || isTruthy(value) !== isAnd) return value;
  }
  return value;
}

function isAmong(value: CellValue, members: readonly Expression[], row: Row): boolean | undefined {
  const values = members.map((member) => evaluateFormula(member, row));
  return values.includes(undefined) ? undefined : values.some((member) => member !== undefined && valueKey(member) === valueKey(value));
}

function compareChain(first: Expression, steps: readonly { readonly operator: Comparator; readonly operand: Expression }[], row: Row): boolean | undefined {
  let left = evaluateFormula(first, row);
  for (const { operator, operand } of steps) {
    const right = evaluateFormula(operand, row);
    if (left === undefined || right === undefined) return undefined;
    const holds = compare(operator, left, right);
    if (holds !== true) return holds;
    left = right;
  }
  return true;
}

function compare(operator: Comparator, left: CellValue, right: CellValue): boolean | undefined {
  const [a, b] = [withoutFlag(left), withoutFlag(right)];
  if (operator === '=' || operator === '!=') return (valueKey(a) === valueKey(b)) === (operator === '=');
  const order = compareValues(a, b);
  if (Number.isNaN(order)) return undefined;
  return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
}

function calculate(operator: ArithmeticOperator, left: CellValue | undefined, right: CellValue | undefined): number | string | undefined {
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  const [a, b] = [withoutFlag(left ?? null), withoutFlag(right ?? null)];
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  if (b === 0 && (operator === '/' || operator === '%')) return undefined;
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      // The rest has the sign of the divisor.
      return a - Math.floor(a / b) * b;
    case '**':
      return a ** b;
  }
}

/** True and false are 1 and 0 to Python. */
function withoutFlag(value: CellValue): CellValue {
  return typeof value === 'boolean' ? Number(value) : value;
}

function whenKnown(value: CellValue | undefined, then: (value: CellValue) => CellValue | undefined): CellValue | undefined {
  return value === undefined ? undefined : then(value);
}
