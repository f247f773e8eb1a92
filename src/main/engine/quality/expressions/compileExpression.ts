/** A formula as DuckDB SQL over the fields of a table, with its type. */
import { expressionsMessages } from '@shared/messages/expressions';
import { formatExpression, nearestName, type ArithmeticOperator, type Expression } from '@shared/expressions';
import { isText, type TableColumn } from '@engine/datasets';
import { literal } from '../../storage/tableSession';
import { bind } from './bind';
import { callSql } from './calls';
import { compareInChain, isOneOf, numberSql } from './comparison';
import type { ExpressionContext, MissingRule } from './context';
import { asBoolean, asNumber, daySql, missingOf, refuse, settled, type ExpressionType, type TypedSql } from './typedSql';

interface CompiledExpression {
  readonly sql: string;
  readonly type: ExpressionType;
}

/**
 * Numbers are reckoned in double: division by zero, overflow and roots of negative numbers give missing, and whole numbers beyond 2^53 are not told
 * apart. Remainders have the sign of the divisor, as in Python. No row can make the SQL fail, save patterns that RE2 refuses.
 * Throws `ExpressionError` for unknown columns and types that do not fit.
 */
export function compileExpression(expression: Expression, columns: readonly TableColumn[], missing: MissingRule): CompiledExpression {
  const context: ExpressionContext = { columns: new Map(columns.map((column) => [column.name, column])), missing };
  const { sql, type } = settled(compile(expression, context));
  return { sql: type === 'boolean' && missing === 'differs' ? `coalesce(${sql}, false)` : sql, type };
}

function compile(expression: Expression, context: ExpressionContext): TypedSql {
  const made = (sql: string, type: ExpressionType): TypedSql => ({ sql, type, source: expression });
  const read = (part: Expression): TypedSql => compile(part, context);
  switch (expression.kind) {
    case 'number':
      return { ...made(numberSql(expression.value), 'number'), text: literal(String(expression.value)) };
    case 'text':
      return made(literal(expression.value), 'text');
    case 'boolean':
      return made(String(expression.value), 'boolean');
    case 'missing':
      return made(missingOf('missing'), 'missing');
    case 'date':
    case 'datetime':
      return made(daySql(expression), expression.kind);
    case 'column':
      return columnSql(expression, context);
    case 'negate': {
      const operand = read(expression.operand);
      return { ...made(`(- ${asNumber(operand, '-')})`, 'number'), mayOverflow: operand.mayOverflow };
    }
    case 'arithmetic':
      return arithmeticSql(expression, read(expression.left), read(expression.right));
    case 'comparison':
      return made(compareInChain([expression.first, ...expression.steps.map(({ operand }) => operand)].map(read), expression.steps.map(({ operator }) => operator), context.missing), 'boolean');
    case 'and':
    case 'or':
      return made(`(${expression.operands.map((part) => decided(read(part), expression.kind, context)).join(` ${expression.kind} `)})`, 'boolean');
    case 'not':
      return made(`(not ${decided(read(expression.operand), 'not', context)})`, 'boolean');
    case 'in':
      return made(isOneOf(read(expression.operand), expression.values.map(read), context.missing), 'boolean');
    case 'is-missing':
      return made(`(${settled(read(expression.operand)).sql} is null)`, 'boolean');
    case 'between':
      return made(compareInChain([expression.low, expression.operand, expression.high].map(read), ['<=', '<='], context.missing), 'boolean');
    case 'call': {
      const [first, ...others] = expression.operands.map(read);
      const condition: readonly TypedSql[] = first && expression.name === 'if' ? [{ ...first, type: 'boolean', sql: decided(first, 'if', context) }] : first ? [first] : [];
      const { sql, type } = callSql(expression.name, [...condition, ...others]);
      return made(sql, type);
    }
  }
}

/** What and, or, not and if look at: where nothing may stay unknown, an unknown yes or no is a no. */
function decided(typed: TypedSql, where: string, { missing }: ExpressionContext): string {
  const sql = asBoolean(typed, where);
  return missing === 'differs' ? `coalesce(${sql}, false)` : sql;
}

function columnSql(source: Extract<Expression, { kind: 'column' }>, { columns }: ExpressionContext): TypedSql {
  const column = columns.get(source.name);
  if (!column) throw refuse(expressionsMessages.noColumn(source.name, nearestName(source.name, [...columns.keys()])), source);
  const { type, field } = column;
  if (isText(type)) return { sql: field, type: 'text', source };
  if (type === 'integer') return { sql: `cast(${field} as double)`, type: 'number', source, text: `cast(${field} as varchar)` };
  if (type === 'decimal') return { sql: field, type: 'number', source };
  return { sql: field, type: type === 'boolean' || type === 'date' ? type : 'datetime', source };
}

/** Sums and products pass on what is infinite or no number, so one look at the end is enough; all others look at once. */
function arithmeticSql(source: Extract<Expression, { kind: 'arithmetic' }>, left: TypedSql, right: TypedSql): TypedSql {
  const { operator } = source;
  const day = [left, right].find(({ type }) => type === 'date' || type === 'datetime');
  if (day && (operator === '+' || operator === '-')) throw refuse(expressionsMessages.daysApart(formatExpression(day.source)), day.source);
  if (operator === '+' || operator === '-' || operator === '*') {
    return { sql: `(${asNumber(left, operator)} ${operator} ${asNumber(right, operator)})`, type: 'number', source, mayOverflow: true };
  }
  const sides = [left, right].map((side) => asNumber(settled(side), operator));
  return { sql: bind(sides, ([first, second]) => guarded[operator](first!, second!)), type: 'number', source };
}

const guarded: Readonly<Record<Exclude<ArithmeticOperator, '+' | '-' | '*'>, (left: string, right: string) => string>> = {
  '/': (left, right) => `case when ${right} <> 0 and isfinite(${left} / ${right}) then ${left} / ${right} end`,
  '**': (left, right) => `case when isfinite(pow(${left}, ${right})) then pow(${left}, ${right}) end`,
  // DuckDB's fmod loses digits, its % is exact and has the sign of the dividend.
  '%': (left, right) =>
    `case when ${right} = 0 or not isfinite(${left}) or not isfinite(${right}) then null when ${left} % ${right} <> 0 and (${left} % ${right} < 0) <> (${right} < 0) then ${left} % ${right} + ${right} else ${left} % ${right} end`,
};
