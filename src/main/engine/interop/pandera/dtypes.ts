/** Names of types in Pandera's files: what each means here, and how ours are named there (pandera 0.35 on pandas 2.3). */
import type { ColumnType } from '@shared/areas/common';

/** What kinds of type there are, as far as reading and judging values goes. */
export type DtypeKind = 'integer' | 'nullable-integer' | 'float' | 'nullable-float' | 'bool' | 'nullable-bool' | 'text' | 'string' | 'object' | 'time' | 'category' | 'date';

export interface Dtype {
  /** As Pandera writes it in the names of its checks. */
  readonly name: string;
  readonly kind: DtypeKind;
  /** Of whole numbers. */
  readonly bits?: number;
  readonly isUnsigned?: boolean;
}

const named: Readonly<Record<string, readonly [string, DtypeKind]>> = {
  float: ['float64', 'float'],
  floating: ['float64', 'float'],
  double: ['float64', 'float'],
  bool: ['bool', 'bool'],
  boolean: ['boolean', 'nullable-bool'],
  str: ['str', 'text'],
  string: ['string[python]', 'string'],
  'string[python]': ['string[python]', 'string'],
  'string[pyarrow]': ['string[pyarrow]', 'string'],
  object: ['object', 'object'],
  category: ['category', 'category'],
  categorical: ['category', 'category'],
  date: ['date', 'date'],
  datetime: ['datetime64[ns]', 'time'],
  datetime64: ['datetime64[ns]', 'time'],
  'datetime64[ns]': ['datetime64[ns]', 'time'],
  timestamp: ['datetime64[ns]', 'time'],
};

/** Null for a type that is not known here. */
export function readDtype(written: string): Dtype | null {
  const known = Object.hasOwn(named, written) ? named[written] : undefined;
  if (known) return { name: known[0], kind: known[1] };
  const integer = /^(u?)int(8|16|32|64)?$/.exec(written);
  if (integer || written === 'integer') return { name: `${integer?.[1] ?? ''}int${integer?.[2] ?? '64'}`, kind: 'integer', bits: Number(integer?.[2] ?? 64), isUnsigned: integer?.[1] === 'u' };
  const nullable = /^(U?)Int(8|16|32|64)$/.exec(written);
  if (nullable) return { name: written, kind: 'nullable-integer', bits: Number(nullable[2]), isUnsigned: nullable[1] === 'U' };
  if (/^float(16|32|64)$/.test(written)) return { name: written, kind: 'float' };
  if (/^Float(32|64)$/.test(written)) return { name: written, kind: 'nullable-float' };
  if (/^datetime64\[(s|ms|us|ns)(, *[\w/+-]+)?\]$/.test(written)) return { name: written, kind: 'time' };
  return null;
}

const types: Readonly<Record<DtypeKind, ColumnType | null>> = {
  integer: 'integer',
  'nullable-integer': 'integer',
  float: 'decimal',
  'nullable-float': 'decimal',
  bool: 'boolean',
  'nullable-bool': 'boolean',
  text: 'text',
  string: 'text',
  object: null,
  time: 'datetime',
  category: 'category',
  date: 'date',
};

/** Our type for it; null where there is none, such as for `object`. */
export function columnTypeOf({ kind }: Dtype): ColumnType | null {
  return types[kind];
}

/** Types that missing cells do not change, so that a CSV read by pandas can be coerced to them. */
export const dtypeOf: Readonly<Record<ColumnType, string>> = { integer: 'Int64', decimal: 'float64', boolean: 'boolean', date: 'datetime64[ns]', datetime: 'datetime64[ns]', category: 'category', text: 'str', id: 'str' };
