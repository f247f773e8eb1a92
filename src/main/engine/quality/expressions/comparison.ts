/** Comparisons of two values, chains of them and sets of values. */
import { expressionsMessages } from '@shared/messages/expressions';
import { formatExpression, type Comparator } from '@shared/expressions';
import { literal } from '../../storage/tableSession';
import { bind } from './bind';
import type { MissingRule } from './context';
import { asMoment, asText, asNumber, dayIn, daySql, numberInText, refuse, settled, type TypedSql } from './typedSql';

type Pair = readonly [left: string, right: string];

const mirrored: Readonly<Record<Comparator, Comparator>> = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** The SQL of `operands[0] comparators[0] operands[1] comparators[1] ...`, all of which must hold. */
export function compareInChain(operands: readonly TypedSql[], comparators: readonly Comparator[], missing: MissingRule): string {
  const joined = (sides: readonly TypedSql[]): string =>
    comparators.map((comparator, i) => compared(sides[i]!, sides[i + 1]!, comparator, missing)).join(' and ');
  const all = operands.map(settled);
  return all.length === 2 ? `(${joined(all)})` : bind(all.map(({ sql }) => sql), (names) => joined(renamed(all, names)));
}

function compared(left: TypedSql, right: TypedSql, comparator: Comparator, missing: MissingRule): string {
  const [first, second] = aligned(left, right, comparator);
  const sql = `(${first} ${comparator} ${second})`;
  return missing === 'differs' ? `coalesce(${sql}, ${comparator === '!='})` : sql;
}

export function isOneOf(operand: TypedSql, values: readonly TypedSql[], missing: MissingRule): string {
  if (values.length === 0) return 'false';
  const all = [operand, ...values].map(settled);
  const lefts = (sides: readonly TypedSql[]): ReadonlyMap<string, readonly string[]> => {
    const [wanted, ...others] = sides;
    const groups = new Map<string, string[]>();
    for (const value of others) {
      const [left, right] = aligned(wanted!, value, '=');
      groups.set(left, [...(groups.get(left) ?? []), right]);
    }
    return groups;
  };
  const joined = (sides: readonly TypedSql[]): string => [...lefts(sides)].map(([left, rights]) => `(${left} in (${rights.join(', ')}))`).join(' or ');
  // A set of one type reads the operand once, whatever its length.
  const sql = lefts(all).size === 1 ? joined(all) : bind(all.map(({ sql: each }) => each), (names) => joined(renamed(all, names)));
  return missing === 'differs' ? `coalesce(${sql}, false)` : `(${sql})`;
}

function renamed(values: readonly TypedSql[], names: readonly string[]): TypedSql[] {
  return values.map((value, i) => ({ ...value, sql: names[i]! }));
}

/** Both sides in one type. Throws `ExpressionError` where there is none. */
function aligned(left: TypedSql, right: TypedSql, comparator: Comparator): Pair {
  const found = alignedFrom(left, right, comparator);
  if (found) return found;
  const swapped = alignedFrom(right, left, mirrored[comparator]);
  if (swapped) return [swapped[1], swapped[0]];
  const { notComparable, types } = expressionsMessages;
  throw refuse(notComparable(formatExpression(left.source), types[left.type], formatExpression(right.source), types[right.type]), right.source);
}

function alignedFrom(left: TypedSql, right: TypedSql, comparator: Comparator): Pair | null {
  if (right.type === 'missing') throw refuse(expressionsMessages.comparedWithMissing(formatExpression(left.source)), right.source);
  if (left.type === 'missing') return null;
  if (left.type === right.type) return [left.sql, right.sql];
  const isDay = left.type === 'date' || left.type === 'datetime';
  if (isDay && right.type === 'text') return dayAndText(left, right);
  if (isDay && (right.type === 'date' || right.type === 'datetime')) return [asMoment(left, ''), asMoment(right, '')];
  if (left.type === 'number' && right.type === 'boolean') return [left.sql, asNumber(right, '')];
  if (left.type === 'number' && right.type === 'text') return numberAndText(left, right, comparator);
  if (left.type === 'boolean' && right.type === 'text' && isEquality(comparator)) return [asText(left), right.sql];
  return null;
}

function dayAndText(left: TypedSql, right: TypedSql): Pair {
  const where = formatExpression(left.source);
  if (left.type === 'date' && right.source.kind === 'text') {
    const day = dayIn(right, where);
    if (day.kind === 'date') return [left.sql, daySql(day)];
  }
  return [asMoment(left, where), asMoment(right, where)];
}

/** Equal is what is written the same; the order is that of numbers, and texts that are none have no place in it. */
function numberAndText(left: TypedSql, right: TypedSql, comparator: Comparator): Pair {
  if (right.source.kind === 'text') {
    const { value } = right.source;
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (Number.isFinite(number)) return [left.sql, numberSql(number)];
    if (!isEquality(comparator)) throw refuse(expressionsMessages.textAsNumber(formatExpression(right.source), formatExpression(left.source)), right.source);
  }
  return isEquality(comparator) ? [asText(left), right.sql] : [left.sql, numberInText(right.sql)];
}

/** From its text, since DuckDB reads digits with a point as a decimal number of fixed places. */
export function numberSql(value: number): string {
  return `cast(${literal(String(value))} as double)`;
}

function isEquality(comparator: Comparator): boolean {
  return comparator === '=' || comparator === '!=';
}
