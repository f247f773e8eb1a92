/** A part of a formula as SQL with its type, and how it is read where another type is wanted. */
import { expressionsMessages } from '@shared/messages/expressions';
import { ExpressionError, formatExpression, readDay, type Expression, type ReadDay } from '@shared/expressions';
import { literal } from '../../storage/tableSession';
import { bind } from './bind';

export type ExpressionType = 'number' | 'text' | 'boolean' | 'date' | 'datetime' | 'missing';

export interface TypedSql {
  /** Stands by itself: can be put anywhere an operand can. Numbers are double. */
  readonly sql: string;
  readonly type: ExpressionType;
  readonly source: Expression;
  /** A sum or product that was not looked at yet: may be infinite or no number, which then means missing. */
  readonly mayOverflow?: boolean;
  /** SQL of the canonical text, where it is known without writing out the number. */
  readonly text?: string;
}

const storage: Readonly<Record<Exclude<ExpressionType, 'missing'>, string>> = { number: 'double', text: 'varchar', boolean: 'boolean', date: 'date', datetime: 'timestamp' };
/** Days as ISO 8601 writes them: by itself DuckDB also reads words such as infinity. */
const dayForm = '^\\s*\\d{4}-\\d{2}-\\d{2}.*';
const numberForm = '^\\s*[+-]?(\\d|\\.\\d).*$';

export function refuse(message: string, source: Expression): ExpressionError {
  return new ExpressionError(message, source.at ?? null);
}

export function wrongType(typed: TypedSql, where: string, wants: ExpressionType): ExpressionError {
  const { types, wrongType: says } = expressionsMessages;
  return refuse(says(formatExpression(typed.source), types[typed.type], where, types[wants]), typed.source);
}

export function missingOf(type: ExpressionType): string {
  return `cast(null as ${type === 'missing' ? 'boolean' : storage[type]})`;
}

/** The number, missing where it is none. */
export function settled(typed: TypedSql): TypedSql {
  return typed.mayOverflow ? { ...typed, mayOverflow: false, sql: finite(typed.sql) } : typed;
}

export function finite(sql: string): string {
  return bind([sql], ([value]) => `case when isfinite(${value}) then ${value} end`);
}

/** Yes counts as 1, no as 0. `where` names what needs the number. */
export function asNumber(typed: TypedSql, where: string): string {
  if (typed.type === 'number') return typed.sql;
  if (typed.type === 'boolean') return `cast(${typed.sql} as double)`;
  if (typed.type === 'missing') return missingOf('number');
  throw wrongType(typed, where, 'number');
}

export function asBoolean(typed: TypedSql, where: string): string {
  if (typed.type === 'boolean') return typed.sql;
  if (typed.type === 'missing') return missingOf('boolean');
  throw wrongType(typed, where, 'boolean');
}

/** The canonical text of anything. */
export function asText(typed: TypedSql): string {
  switch (typed.type) {
    case 'text':
      return typed.sql;
    case 'number':
      return typed.text ?? numberText(settled(typed).sql);
    case 'boolean':
      return `cast(${typed.sql} as varchar)`;
    case 'date':
      return `strftime(${typed.sql}, '%Y-%m-%d')`;
    case 'datetime':
      return `regexp_replace(strftime(${typed.sql}, '%Y-%m-%dT%H:%M:%S.%fZ'), '\\.?0+Z$', 'Z')`;
    case 'missing':
      return missingOf('text');
  }
}

/** Whole numbers without decimals, as they are stored where a column mixes them with texts. */
function numberText(sql: string): string {
  return bind([sql], ([value]) => `case when ${value} = trunc(${value}) and abs(${value}) < 1e15 then cast(try_cast(${value} as bigint) as varchar) else cast(${value} as varchar) end`);
}

/** A text read as number, missing where it is none. */
export function numberInText(sql: string): string {
  return `try_cast(regexp_extract(${sql}, ${literal(numberForm)}) as double)`;
}

/** A moment; texts are read as ISO 8601, missing where they are none. */
export function asMoment(typed: TypedSql, where: string): string {
  switch (typed.type) {
    case 'datetime':
      return typed.sql;
    case 'date':
      return `try_cast(${typed.sql} as timestamp)`;
    case 'text':
      return typed.source.kind === 'text' ? daySql({ ...dayIn(typed, where), kind: 'datetime' }) : `try_cast(regexp_extract(${typed.sql}, ${literal(dayForm)}) as timestamp)`;
    case 'missing':
      return missingOf('datetime');
    default:
      throw wrongType(typed, where, 'date');
  }
}

/** The day that a text constant names. */
export function dayIn(typed: TypedSql, where: string): ReadDay {
  const day = typed.source.kind === 'text' ? readDay(typed.source.value) : null;
  if (!day) throw refuse(expressionsMessages.textAsDate(formatExpression(typed.source), where), typed.source);
  return day;
}

export function daySql({ kind, value }: ReadDay): string {
  return `cast(${literal(value)} as ${storage[kind]})`;
}

/** Brings values to one type, so that one of them can stand for the result of `name`. */
export function unified(values: readonly TypedSql[], name: string): { readonly type: ExpressionType; readonly sqls: string[] } {
  const type = values.reduce<ExpressionType>((common, typed) => commonType(common, typed, name), 'missing');
  return { type, sqls: values.map((typed) => converted(settled(typed), type, name)) };
}

function commonType(common: ExpressionType, typed: TypedSql, name: string): ExpressionType {
  const { type } = typed;
  if (type === common || type === 'missing') return common;
  if (common === 'missing') return type;
  const both = new Set([common, type]);
  if (both.has('date') && both.has('datetime')) return 'datetime';
  if (both.has('number') && both.has('boolean')) return 'number';
  const { mixedBranches, types } = expressionsMessages;
  throw refuse(mixedBranches(name, types[common], types[type]), typed.source);
}

function converted(typed: TypedSql, type: ExpressionType, name: string): string {
  if (typed.type === 'missing') return missingOf(type);
  if (type === 'number') return asNumber(typed, name);
  return type === 'datetime' ? asMoment(typed, name) : typed.sql;
}
