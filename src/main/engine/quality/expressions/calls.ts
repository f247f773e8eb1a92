/** The functions of formulas as SQL. None of them can fail on a row: what has no result is missing. */
import type { FunctionName } from '@shared/expressions';
import { literal } from '../../storage/tableSession';
import { bind } from './bind';
import { asBoolean, asMoment, asNumber, asText, finite, settled, unified, type ExpressionType, type TypedSql } from './typedSql';

export interface CallSql {
  readonly sql: string;
  readonly type: ExpressionType;
}

type Call = (operands: readonly TypedSql[], name: FunctionName) => CallSql;

/** White space of Unicode on both ends. */
const outerSpace = literal('^[\\s\\v\\p{Z}\\x{85}\\x{feff}]+|[\\s\\v\\p{Z}\\x{85}\\x{feff}]+$');

const calls: Readonly<Record<FunctionName, Call>> = {
  abs: ofNumber((value) => `abs(${value})`),
  round: ([value, places], name) => ({ type: 'number', sql: places ? `round(${number(value!, name)}, cast(${places.sql} as integer))` : `round(${number(value!, name)})` }),
  floor: ofNumber((value) => `floor(${value})`),
  ceil: ofNumber((value) => `ceil(${value})`),
  sqrt: ofNumber((value) => bind([value], ([bound]) => `sqrt(case when ${bound} >= 0 then ${bound} end)`)),
  ln: ofNumber((value) => bind([value], ([bound]) => `ln(case when ${bound} > 0 then ${bound} end)`)),
  log10: ofNumber((value) => bind([value], ([bound]) => `log10(case when ${bound} > 0 then ${bound} end)`)),
  exp: ofNumber((value) => finite(`exp(${value})`)),
  min: extreme('least'),
  max: extreme('greatest'),
  length: ([value]) => ({ type: 'number', sql: `cast(length(${asText(value!)}) as double)` }),
  lower: ([value]) => ({ type: 'text', sql: `lower(${asText(value!)})` }),
  upper: ([value]) => ({ type: 'text', sql: `upper(${asText(value!)})` }),
  trim: ([value]) => ({ type: 'text', sql: `regexp_replace(${asText(value!)}, ${outerSpace}, '', 'g')` }),
  contains: ofTexts('contains'),
  starts_with: ofTexts('starts_with'),
  ends_with: ofTexts('ends_with'),
  matches: ofTexts('regexp_full_match'),
  year: ofMoment('year'),
  month: ofMoment('month'),
  day: ofMoment('day'),
  hour: ofMoment('hour'),
  weekday: ofMoment('isodow'),
  days_between: ([from, to], name) => ({ type: 'number', sql: finite(`((epoch(${asMoment(to!, name)}) - epoch(${asMoment(from!, name)})) / 86400)`) }),
  coalesce: (operands, name) => {
    const { type, sqls } = unified(operands, name);
    return { type, sql: `coalesce(${sqls.join(', ')})` };
  },
  if: ([condition, yes, no], name) => {
    const { type, sqls } = unified([yes!, no!], name);
    return { type, sql: bind([asBoolean(condition!, name), ...sqls], ([holds, first, second]) => `case when ${holds} then ${first} when not ${holds} then ${second} end`) };
  },
};

export function callSql(name: FunctionName, operands: readonly TypedSql[]): CallSql {
  return calls[name](operands, name);
}

function number(typed: TypedSql, name: string): string {
  return asNumber(settled(typed), name);
}

function ofNumber(sql: (value: string) => string): Call {
  return ([value], name) => ({ type: 'number', sql: sql(number(value!, name)) });
}

function ofTexts(sqlName: string): Call {
  return ([value, other]) => ({ type: 'boolean', sql: `${sqlName}(${asText(value!)}, ${asText(other!)})` });
}

function ofMoment(sqlName: string): Call {
  return ([value], name) => ({ type: 'number', sql: `cast(${sqlName}(${asMoment(value!, name)}) as double)` });
}

/** Missing where one of the values is. */
function extreme(sqlName: 'least' | 'greatest'): Call {
  return (operands, name) => {
    const { type, sqls } = unified(operands, name);
    return { type, sql: bind(sqls, (values) => `case when ${values.map((value) => `${value} is not null`).join(' and ')} then ${sqlName}(${values.join(', ')}) end`) };
  };
}
