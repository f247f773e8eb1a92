/** Each check of Pandera as one of ours, and ours as Pandera's: the one place where the two catalogues meet. */
import type { Cell } from '@shared/areas/common';
import type { Check } from '@shared/areas/qualitySchema';
import { z } from 'zod';
import type { BuiltinCheck } from './builtinChecks';
import { translatePattern } from './pythonPattern';

export type OwnCheck = Pick<Check, 'check' | 'args'>;
type Json = Check['args'][string];

/** Null where there is no equal, such as a pattern that looks around. Values that are neither text nor number nor true or false are left out of sets. */
export function ownCheck({ name, args }: BuiltinCheck): OwnCheck | null {
  switch (name) {
    case 'equal_to':
    case 'not_equal_to':
      return isCell(args.value) && args.value !== null ? { check: name === 'equal_to' ? 'equal' : 'not-equal', args: { value: args.value } } : null;
    case 'greater_than':
      return range({ min: args.min_value, strictMin: true });
    case 'greater_than_or_equal_to':
      return range({ min: args.min_value });
    case 'less_than':
      return range({ max: args.max_value, strictMax: true });
    case 'less_than_or_equal_to':
      return range({ max: args.max_value });
    case 'in_range':
      return range({ min: args.min_value, max: args.max_value, ...(!args.include_min && { strictMin: true }), ...(!args.include_max && { strictMax: true }) });
    case 'isin':
      return { check: 'one-of', args: { values: setOf(args.allowed_values) } };
    case 'notin':
      return { check: 'not-one-of', args: { values: setOf(args.forbidden_values) } };
    case 'unique_values_eq':
      return { check: 'distinct-equals', args: { values: setOf(args.values) } };
    case 'str_matches':
      return matchedPattern(args.pattern);
    case 'str_contains':
      return ownPattern(args.pattern, 'anywhere');
    case 'str_startswith':
      return { check: 'starts-with', args: { text: args.string } };
    case 'str_endswith':
      return { check: 'ends-with', args: { text: args.string } };
    case 'str_length': {
      const [min, max] = typeof args.exact_value === 'number' ? [args.exact_value, args.exact_value] : [args.min_value, args.max_value];
      return { check: 'length', args: { ...(typeof min === 'number' && { min }), ...(typeof max === 'number' && { max }) } };
    }
  }
}

function range(bounds: { readonly min?: unknown; readonly max?: unknown; readonly strictMin?: boolean; readonly strictMax?: boolean }): OwnCheck | null {
  const { min, max, ...strict } = bounds;
  const [low, high] = [boundOf(min), boundOf(max)];
  if (low === null || high === null) return null;
  return { check: 'range', args: { ...(low !== undefined && { min: low }), ...(high !== undefined && { max: high }), ...strict } };
}

/** Midnight is how Pandera writes a day. Null for what bounds nothing here. */
function boundOf(value: unknown): string | number | null | undefined {
  if (value === undefined || typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' ? value.replace(/^(\d{4}-\d{2}-\d{2}) 00:00:00$/, '$1') : null;
}

function isCell(value: unknown): value is Cell {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** A text stands for the set of its characters. */
function setOf(values: readonly unknown[] | string): Json[] {
  const list = typeof values === 'string' ? [...new Set(values)] : values;
  return list.filter((value): value is string | number | boolean => isCell(value) && value !== null);
}

/** Python matches from the start: a pattern that ends in an anchor means the whole value. */
function matchedPattern(pattern: string): OwnCheck | null {
  const not = /^\^?\(\?!(\(\?s:\.\*\))?\(\?:([\s\S]*)\)(\\Z)?\)$/.exec(pattern);
  if (not) return ownPattern(not[2] ?? '', not[1] !== undefined ? 'anywhere' : not[3] !== undefined ? 'whole' : 'start', 'not-pattern');
  const whole = wholePattern(pattern);
  return whole === null ? ownPattern(pattern, 'start') : ownPattern(whole, 'whole');
}

function ownPattern(pattern: string, where: 'whole' | 'start' | 'anywhere', check = 'pattern'): OwnCheck | null {
  const { plain } = translatePattern(pattern);
  return plain === null || plain === '' ? null : { check, args: { pattern: plain, ...(where !== 'whole' && { where }) } };
}

/** What is within the anchors; null where the pattern is not held by both. */
export function wholePattern(pattern: string): string | null {
  const grouped = /^\^?\(\?:([\s\S]*)\)(?:\\Z|\$)$/.exec(pattern)?.[1];
  if (grouped !== undefined && isBalanced(grouped)) return grouped;
  const plain = /^\^?([\s\S]*?)(?:\$|\\Z)$/.exec(pattern)?.[1];
  return plain === undefined || /(^|[^\\])(\\\\)*\\$/.test(plain) || /[|$]/.test(plain.replaceAll(/\\[\s\S]|\[[^\]]*\]/g, '')) ? null : plain;
}

/** Whether the brackets around it were one pair. */
function isBalanced(pattern: string): boolean {
  let depth = 0;
  for (const sign of pattern.replaceAll(/\\[\s\S]|\[[^\]]*\]/g, '')) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}

export interface WrittenBuiltin {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const patternArgs = z.looseObject({ pattern: z.string(), where: z.enum(['whole', 'start', 'anywhere']).default('whole') });
const patternsArgs = z.looseObject({ patterns: z.array(z.string()).min(1), match: z.enum(['any', 'all']).default('any'), where: z.enum(['whole', 'start', 'anywhere']).default('whole') });
const rangeArgs = z.looseObject({ min: z.union([z.string(), z.number()]).nullish(), max: z.union([z.string(), z.number()]).nullish(), strictMin: z.boolean().default(false), strictMax: z.boolean().default(false) });
const lengthArgs = z.looseObject({ min: z.number().nullish(), max: z.number().nullish(), strictMin: z.boolean().default(false), strictMax: z.boolean().default(false) });

/** Ours as one or several of Pandera's, all of which must hold; null where it has no equal. `bound` writes a limit as the column's type wants it. */
export function builtinsFor({ check, args }: OwnCheck, bound: (value: Json) => unknown): readonly WrittenBuiltin[] | null {
  switch (check) {
    case 'equal':
    case 'not-equal':
      return [{ name: check === 'equal' ? 'equal_to' : 'not_equal_to', args: { value: bound(args['value'] ?? null) } }];
    case 'range':
      return writtenRange(rangeArgs.parse(args), bound);
    case 'one-of':
    case 'not-one-of':
    case 'distinct-equals': {
      const [name, argument] = { 'one-of': ['isin', 'allowed_values'], 'not-one-of': ['notin', 'forbidden_values'], 'distinct-equals': ['unique_values_eq', 'values'] }[check] ?? [];
      const values = z.array(z.json()).parse(args['values']);
      return [{ name: name ?? '', args: { [argument ?? '']: values.map(bound) } }];
    }
    case 'pattern': {
      const { pattern, where } = patternArgs.parse(args);
      return [where === 'anywhere' ? { name: 'str_contains', args: { pattern: pythonSpelling(pattern) } } : { name: 'str_matches', args: { pattern: where === 'whole' ? `^(?:${pythonSpelling(pattern)})\\Z` : pythonSpelling(pattern) } }];
    }
    case 'not-pattern': {
      const { pattern, where } = patternArgs.parse(args);
      return [{ name: 'str_matches', args: { pattern: `^(?!${where === 'anywhere' ? '(?s:.*)' : ''}(?:${pythonSpelling(pattern)})${where === 'whole' ? '\\Z' : ''})` } }];
    }
    case 'patterns': {
      const { patterns, match, where } = patternsArgs.parse(args);
      const together = match === 'any' ? [patterns.map((pattern) => `(?:${pattern})`).join('|')] : patterns;
      return together.flatMap((pattern) => builtinsFor({ check: 'pattern', args: { pattern, where } }, bound) ?? []);
    }
    case 'not-patterns': {
      const { patterns, where } = patternsArgs.parse(args);
      return patterns.flatMap((pattern) => builtinsFor({ check: 'not-pattern', args: { pattern, where } }, bound) ?? []);
    }
    case 'starts-with':
      return [{ name: 'str_startswith', args: { string: args['text'] } }];
    case 'ends-with':
      return [{ name: 'str_endswith', args: { string: args['text'] } }];
    case 'length': {
      const { min, max, strictMin, strictMax } = lengthArgs.parse(args);
      return [{ name: 'str_length', args: { min_value: typeof min === 'number' && strictMin ? min + 1 : (min ?? null), max_value: typeof max === 'number' && strictMax ? max - 1 : (max ?? null) } }];
    }
    default:
      return null;
  }
}

function writtenRange({ min, max, strictMin, strictMax }: z.output<typeof rangeArgs>, bound: (value: Json) => unknown): readonly WrittenBuiltin[] {
  const [low, high] = [min ?? null, max ?? null];
  if (high === null) return [{ name: strictMin ? 'greater_than' : 'greater_than_or_equal_to', args: { min_value: bound(low) } }];
  if (low === null) return [{ name: strictMax ? 'less_than' : 'less_than_or_equal_to', args: { max_value: bound(high) } }];
  return [{ name: 'in_range', args: { min_value: bound(low), max_value: bound(high), include_min: !strictMin, include_max: !strictMax } }];
}

/** RE2's own spellings in Python's: the very end, and flags that stand within. */
function pythonSpelling(pattern: string): string {
  return pattern.replaceAll(/\\[\s\S]/g, (escape) => (escape === '\\z' ? '\\Z' : escape));
}
