/** What every method for one series is: a reason why it cannot run, and a forecast. Pure, and knows only the one history. */
import type { SeriesMethod } from '@shared/areas/tracking';

export interface MethodSettings {
  /** Periods of one season; 1 where there is none. */
  readonly season: number;
  /** Periods the window methods look back over. */
  readonly window: number;
}

export interface LocalMethod {
  readonly kind: SeriesMethod;
  /** Why it cannot run on this history, or null. */
  obstacle(history: Float64Array, settings: MethodSettings): Obstacle | null;
  /** `history` is complete (no NaN), oldest first, and passed `obstacle`. One value per step ahead. */
  forecast(history: Float64Array, horizon: number, settings: MethodSettings): Float64Array;
}

/** Reasons in a closed list, so that they can be counted; words stand in the messages. */
export const obstacles = ['too-short', 'two-seasons', 'one-season', 'no-season', 'not-intermittent', 'no-sales', 'negative', 'no-members'] as const;
export type Obstacle = (typeof obstacles)[number];

export function shorterThan(least: number): LocalMethod['obstacle'] {
  return (history) => (history.length < least ? 'too-short' : null);
}

export function repeated(value: number, horizon: number): Float64Array {
  return new Float64Array(horizon).fill(value);
}
