/** Two bounds, each open, closed or strict, as expectations and checks have them. */
import { z } from 'zod';
import type { Kwargs } from '../expectationMapping';

const boundSchema = z.union([z.number(), z.string()]).nullish();
const strictSchema = z.boolean().nullish();
export const boundKwargs = { min_value: boundSchema, max_value: boundSchema, strict_min: strictSchema, strict_max: strictSchema };

const ourBound = z.union([z.number(), z.string()]).nullish();
export const betweenArgs = z.strictObject({ min: ourBound, max: ourBound, strictMin: z.boolean().default(false), strictMax: z.boolean().default(false) });

/** Texts that are numbers count as numbers, as Great Expectations reads them. */
export function readBounds({ min_value: min, max_value: max, strict_min: strictMin, strict_max: strictMax }: z.output<z.ZodObject<typeof boundKwargs>>): z.input<typeof betweenArgs> {
  return { ...(isGiven(min) && { min: asNumber(min) }), ...(isGiven(max) && { max: asNumber(max) }), ...(isGiven(min) && strictMin === true && { strictMin }), ...(isGiven(max) && strictMax === true && { strictMax }) };
}

export function writeBounds({ min, max, strictMin, strictMax }: z.output<typeof betweenArgs>): Kwargs {
  return { ...(isGiven(min) && { min_value: min }), ...(isGiven(max) && { max_value: max }), ...(strictMin && isGiven(min) && { strict_min: true }), ...(strictMax && isGiven(max) && { strict_max: true }) };
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function asNumber(bound: number | string): number | string {
  return typeof bound === 'string' && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(bound) ? Number(bound) : bound;
}
