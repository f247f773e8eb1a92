/** Two bounds, each open, closed or strict: what ranges and figures share. */
import { z } from 'zod';
import type { ArgumentField } from '@shared/areas/quality';
import { checkMessages } from '@shared/messages/checks';
import { boundSchema, type Bound } from './sqlValues';

const words = checkMessages.fields;

export const betweenShape = { min: boundSchema, max: boundSchema, strictMin: z.boolean().default(false), strictMax: z.boolean().default(false) };

export interface Between {
  readonly min?: Bound;
  readonly max?: Bound;
  readonly strictMin: boolean;
  readonly strictMax: boolean;
}

export const betweenFields: readonly ArgumentField[] = [
  { name: 'min', label: words.min, input: 'value', optional: true },
  { name: 'strictMin', label: words.strictMin, input: 'flag', optional: true },
  { name: 'max', label: words.max, input: 'value', optional: true },
  { name: 'strictMax', label: words.strictMax, input: 'flag', optional: true },
];

export function isOpen(bound: Bound): bound is null | undefined {
  return bound === null || bound === undefined;
}

/** Both bounds there and in order; equal ones only where both are closed. */
export function crossed({ min, max, strictMin, strictMax }: Between): boolean {
  if (isOpen(min) || isOpen(max) || typeof min !== typeof max) return false;
  return min > max || (min === max && (strictMin || strictMax));
}

/** Bounds that make sense, or the words for why not. */
export function betweenSchema(atLeastOne: boolean) {
  return z
    .strictObject(betweenShape)
    .refine((between) => !atLeastOne || !isOpen(between.min) || !isOpen(between.max), { error: checkMessages.refused.noBounds })
    .refine((between) => !crossed(between), { error: ({ input }) => checkMessages.refused.crossedBounds(boundText(input, 'min'), boundText(input, 'max')) });
}

function boundText(input: unknown, name: 'min' | 'max'): string {
  return String(z.looseObject({ min: z.unknown(), max: z.unknown() }).safeParse(input).data?.[name]);
}

export function betweenWords(between: Between): string {
  return checkMessages.between(shown(between.min), shown(between.max), between.strictMin, between.strictMax);
}

function shown(bound: Bound): string | null {
  if (isOpen(bound)) return null;
  return typeof bound === 'number' ? checkMessages.number(bound) : bound;
}

/** SQL that is true outside the bounds. */
export function outside(value: string, { min, max, strictMin, strictMax }: Between, toSql: (bound: string | number) => string): string {
  const below = isOpen(min) ? [] : [`${value} ${strictMin ? '<=' : '<'} ${toSql(min)}`];
  const above = isOpen(max) ? [] : [`${value} ${strictMax ? '>=' : '>'} ${toSql(max)}`];
  return [...below, ...above].join(' or ') || 'false';
}

/** The same for a number that is at hand. */
export function holdsBetween(value: number, { min, max, strictMin, strictMax }: Between): boolean {
  const low = isOpen(min) ? -Infinity : Number(min);
  const high = isOpen(max) ? Infinity : Number(max);
  return (strictMin ? value > low : value >= low) && (strictMax ? value < high : value <= high);
}
