/** From the logarithm of a mean in units to the space of the race, for models of the units themselves. */
import { exp, log1p } from '@engine/math';
import { z } from 'zod';
import type { TargetTransform } from '../types';

/** Applied in order. */
export const leadSchema = z.array(z.enum(['exp', 'log1p']));
export type Lead = readonly ('exp' | 'log1p')[];

export function leadFromLogUnits(transform: TargetTransform): z.infer<typeof leadSchema> {
  return transform === 'log1p' ? ['exp', 'log1p'] : ['exp'];
}

export function follow(lead: Lead, value: number): number {
  let led = value;
  for (const step of lead) led = step === 'exp' ? exp(led) : log1p(led);
  return led;
}
