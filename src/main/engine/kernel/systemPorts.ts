/** The real clock and ids. */
import { randomBytes } from 'node:crypto';
import type { Clock, Ids } from './ports';

export const systemClock: Clock = { now: () => Date.now() };

/** 48 bits of time and 80 random bits in hexadecimal: sorts by time of making. */
export const systemIds: Ids = {
  next: () => `${Date.now().toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`,
};
