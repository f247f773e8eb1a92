/** Pandera's built-in checks as ours. One that is not among them, or has no equal, is left out and said so. */
import { z } from 'zod';
import type { Cell, ColumnType } from '@shared/areas/common';
import type { Check } from './plainSchema';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import type { PanderaCheck } from './pandera';
import { boundSchema, escapePattern, innerPattern, scalarSchema, type SchemaDraft } from './schemaFormat';
import { lengthPattern } from './tableSchema';

type Base = { readonly column: string; readonly severity: 'critical' | 'warning'; readonly allow: number };
type Reader = (value: unknown, base: Base, type: ColumnType) => Check | null;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['equal_to', (value, base) => oneOf([argument(value, 'value')], base)],
  ['greater_than_or_equal_to', (value, base) => range(argument(value, 'min_value', 'value'), undefined, base)],
  ['less_than_or_equal_to', (value, base) => range(undefined, argument(value, 'max_value', 'value'), base)],
  // Only whole numbers have a next one, so that an open bound can be said as a closed one.
  ['greater_than', (value, base, type) => range(nextWhole(argument(value, 'min_value', 'value'), 1, type), undefined, base)],
  ['less_than', (value, base, type) => range(undefined, nextWhole(argument(value, 'max_value', 'value'), -1, type), base)],
  ['in_range', inRange],
  ['isin', (value, base) => oneOf(z.array(z.unknown()).safeParse(argument(value, 'allowed_values', 'value')).data ?? [], base)],
  ['str_matches', (value, base) => matches(argument(value, 'pattern', 'value'), base)],
  ['str_contains', (value, base) => textPattern(argument(value, 'pattern', 'value'), (pattern) => `(?s:.*)(?:${pattern})(?s:.*)`, base)],
  ['str_startswith', (value, base) => textPattern(argument(value, 'string', 'value'), (text) => `${escapePattern(text)}(?s:.*)`, base)],
  ['str_endswith', (value, base) => textPattern(argument(value, 'string', 'value'), (text) => `(?s:.*)${escapePattern(text)}`, base)],
  ['str_length', lengths],
]);

const aliases: Readonly<Record<string, string>> = { eq: 'equal_to', ge: 'greater_than_or_equal_to', le: 'less_than_or_equal_to', gt: 'greater_than', lt: 'less_than', between: 'in_range' };

export function readPanderaCheck(draft: SchemaDraft, base: { readonly column: string; readonly severity: 'critical'; readonly allow: number }, { name, value, options }: PanderaCheck, type: ColumnType): void {
  const reader = readers.get(Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name);
  const check = reader?.(value, { ...base, severity: options['raise_warning'] === true ? 'warning' : 'critical' }, type) ?? null;
  if (check === null) draft.leaveOut(words.left.foreign(base.column, name));
  else draft.add(check);
}

/** A bare value, or the argument of a map under one of its names. */
function argument(value: unknown, ...names: readonly string[]): unknown {
  const map = z.record(z.string(), z.unknown()).safeParse(value).data;
  if (!map) return value;
  const found = names.find((name) => name in map);
  return found === undefined ? undefined : map[found];
}

function range(min: unknown, max: unknown, base: Base): Check | null {
  const [low, high] = [boundSchema.safeParse(min).data, boundSchema.safeParse(max).data];
  if (low === undefined && high === undefined) return null;
  return { check: 'range', ...base, ...(low === undefined ? {} : { min: dateOnly(low) }), ...(high === undefined ? {} : { max: dateOnly(high) }) };
}

/** Midnight is how Pandera writes a day. */
function dateOnly(bound: string | number): Cell {
  return typeof bound === 'string' ? bound.replace(/^(\d{4}-\d{2}-\d{2}) 00:00:00$/, '$1') : bound;
}

function nextWhole(bound: unknown, step: number, type: ColumnType): number | undefined {
  return type === 'integer' && typeof bound === 'number' && Number.isInteger(bound) ? bound + step : undefined;
}

function inRange(value: unknown, base: Base, type: ColumnType): Check | null {
  const low = argument(value, 'min_value');
  const high = argument(value, 'max_value');
  const min = argument(value, 'include_min') === false ? nextWhole(low, 1, type) : low;
  const max = argument(value, 'include_max') === false ? nextWhole(high, -1, type) : high;
  return min === undefined || max === undefined ? null : range(min, max, base);
}

function oneOf(values: readonly unknown[], base: Base): Check | null {
  const known = z.array(scalarSchema).safeParse(values).data;
  return known && known.length > 0 ? { check: 'one-of', ...base, values: known.map(String) } : null;
}

function matches(pattern: unknown, base: Base): Check | null {
  if (typeof pattern !== 'string') return null;
  const inner = innerPattern(pattern);
  // Anchored at its start only: anything may follow.
  return { check: 'pattern', ...base, pattern: inner ?? `(?:${pattern})(?s:.*)` };
}

function textPattern(text: unknown, make: (text: string) => string, base: Base): Check | null {
  return typeof text === 'string' ? { check: 'pattern', ...base, pattern: make(text) } : null;
}

function lengths(value: unknown, base: Base): Check | null {
  const bound = z.number().int().optional();
  const exact = bound.safeParse(typeof value === 'number' ? value : argument(value, 'exact_value')).data;
  const min = exact ?? bound.safeParse(argument(value, 'min_value')).data;
  const max = exact ?? bound.safeParse(argument(value, 'max_value')).data;
  return min === undefined && max === undefined ? null : { check: 'pattern', ...base, pattern: lengthPattern(min, max) };
}
