/** Random requests by Pandera's rule: single checks and whole schemas over small tables, most with values of the column's own kind. */
import { createRandom, type Random } from '@engine/math';

type Json = Readonly<Record<string, unknown>>;

const words = ['a', 'b', 'foo', 'fo', '_foo', 'ID001', '24.5', 'abc def', '', 'é', 'Ab', '1', '2.0', 'x\n'];
const patterns = ['fo', '[a-z]+', '(\\d+)\\.?(\\d+)?$', 'abc+(?=def)', '^\\d+$', '^ID\\d{3}$', '(?i)A', '\\bfoo\\b', 'o{2,}', 'a|b', 'x$', 'x\\Z', '[^a]', '(?P<q>o)(?P=q)', '\\w+', '\\s', '.'];
const kinds = ['int', 'float', 'str', 'bool', 'time', 'number text', 'day text'] as const;
type Kind = (typeof kinds)[number];
const dtypes: Readonly<Record<Kind, readonly string[]>> = {
  int: ['int', 'int64', 'Int64', 'float', 'str', 'int8'],
  float: ['float', 'float64', 'int', 'Float64', 'str'],
  str: ['str', 'string', 'object', 'category', 'int'],
  bool: ['bool', 'boolean', 'int', 'str'],
  time: ['datetime64[ns]', 'str', 'datetime'],
  'number text': ['str', 'int', 'float', 'Int64'],
  'day text': ['str', 'datetime64[ns]'],
};

/** More failures Pandera puts in an order that its sorting leaves to chance. */
export const mostOrdered = 16;

export function randomRequests(seed: number, count: number): Json[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => (random.next() < 0.4 ? checkRequest(random) : schemaRequest(random)));
}

function pick<T>(random: Random, items: readonly [T, ...T[]] | readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new Error('Nothing to choose from.');
  return item;
}

function whole(random: Random, low: number, high: number): number {
  return low + Math.floor(random.next() * (high - low + 1));
}

function valueOf(random: Random, kind: Kind): unknown {
  switch (kind) {
    case 'int':
      return whole(random, -3, 6);
    case 'float':
      return pick(random, [0.5, 1.5, -2.5, 3.25]);
    case 'str':
      return pick(random, words);
    case 'bool':
      return random.next() < 0.5;
    case 'time':
      return { $ts: `2020-0${whole(random, 1, 9)}-${whole(random, 10, 28)}` };
    case 'number text':
      return pick(random, ['1', '2', ' 3', '4.5', 'x', '-1', '1e3']);
    case 'day text':
      return pick(random, ['2020-01-01', '2020-02-03', 'x', '2021-05-06']);
  }
}

function column(random: Random, kind: Kind, rows: number): unknown[] {
  const missing = random.next() < 0.6 ? 0 : 0.3;
  // A float among whole numbers keeps its kind in JSON only with a fraction.
  return Array.from({ length: rows }, () => (random.next() < missing ? null : valueOf(random, kind)));
}

function check(random: Random, kind: Kind): { readonly name: string; readonly args: Json } {
  const value = (): unknown => (random.next() < 0.9 || kind === 'time' ? valueOf(random, kind) : 'foo');
  const isText = kind === 'str' || kind.endsWith('text');
  const name = pick(random, [...(isText ? ['str_matches', 'str_contains', 'str_startswith', 'str_endswith', 'str_length'] : []), 'equal_to', 'not_equal_to', 'greater_than', 'greater_than_or_equal_to', 'less_than', 'less_than_or_equal_to', 'in_range', 'isin', 'notin', 'unique_values_eq']);
  const values = (): unknown[] => Array.from({ length: whole(random, 1, 4) }, () => valueOf(random, kind));
  const makers: Readonly<Record<string, () => Json>> = {
    equal_to: () => ({ value: value() }),
    not_equal_to: () => ({ value: value() }),
    greater_than: () => ({ min_value: value() }),
    greater_than_or_equal_to: () => ({ min_value: value() }),
    less_than: () => ({ max_value: value() }),
    less_than_or_equal_to: () => ({ max_value: value() }),
    in_range: () => ({ min_value: valueOf(random, kind), max_value: valueOf(random, kind), include_min: random.next() < 0.7, include_max: random.next() < 0.7 }),
    isin: () => ({ allowed_values: values() }),
    notin: () => ({ forbidden_values: values() }),
    unique_values_eq: () => ({ values: values() }),
    str_matches: () => ({ pattern: pick(random, patterns) }),
    str_contains: () => ({ pattern: pick(random, patterns) }),
    str_startswith: () => ({ string: pick(random, ['fo', 'a', 'o', '.']) }),
    str_endswith: () => ({ string: pick(random, ['fo', 'a', 'o', '.']) }),
    str_length: () => pick<Json>(random, [{ exact_value: whole(random, 0, 4) }, { min_value: whole(random, 0, 3), max_value: whole(random, 3, 6) }, { min_value: 1, max_value: null }, { min_value: null, max_value: 2 }]),
  };
  return { name, args: makers[name]?.() ?? {} };
}

function checkRequest(random: Random): Json {
  const kind = pick(random, kinds);
  const { name, args } = check(random, kind);
  return { values: column(random, kind, whole(random, 1, 6)), check: name, args, ignore_na: random.next() < 0.7 };
}

function schemaRequest(random: Random): Json {
  const rows = whole(random, 1, 5);
  const maybe = (share: number, entry: Json): Json => (random.next() < share ? entry : {});
  const names = ['a', 'b', 'c'].slice(0, whole(random, 1, 3));
  const data: Record<string, unknown> = {};
  const columns: Record<string, unknown> = {};
  for (const name of names) {
    const kind = pick(random, kinds);
    if (random.next() < 0.95) data[name] = column(random, kind, rows);
    const checks = Array.from({ length: whole(random, 0, 2) }, () => check(random, kind))
      // A schema's file holds no times but as text.
      .filter(({ name: of, args }) => of !== 'unique_values_eq' && !JSON.stringify(args).includes('$ts'))
      .map(({ name: check_name, args }) => ({ ...args, options: { check_name, ...maybe(0.3, { ignore_na: false }), ...maybe(0.1, { raise_warning: true }), ...maybe(0.1, { n_failure_cases: 1 }) } }));
    columns[name] = { ...maybe(0.85, { dtype: pick(random, random.next() < 0.6 ? dtypes[kind].slice(0, 1) : dtypes[kind]) }), ...maybe(0.5, { nullable: true }), ...maybe(0.25, { unique: true }), ...maybe(0.35, { coerce: true }), ...maybe(0.15, { required: false }), ...maybe(0.1, { report_duplicates: pick(random, ['exclude_first', 'exclude_last']) }), ...(checks.length > 0 && { checks }) };
  }
  if (random.next() < 0.2 || Object.keys(data).length === 0) data['other'] = column(random, 'int', rows);
  return { schema: { columns, ...maybe(0.15, { coerce: true }), ...maybe(0.15, { ordered: true }), ...maybe(0.3, { strict: pick(random, [true, 'filter']) }), ...maybe(0.25, { unique: names }), ...maybe(0.1, { report_duplicates: 'exclude_first' }) }, data: Object.fromEntries(random.next() < 0.3 ? Object.entries(data).reverse() : Object.entries(data)) };
}
