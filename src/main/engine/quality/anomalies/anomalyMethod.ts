/** What every method for anomalies in a series answers. The methods follow deequ 2.0 (package anomalydetection). */

export interface JudgedPoint {
  /** The band the value should lie in; infinite where one side is open. */
  readonly lower: number;
  readonly upper: number;
  readonly anomalous: boolean;
}

/** Indices from `start`, up to but without `end`. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** How far a value may lie from the mean, in standard deviations; null leaves that side open. */
export interface Deviations {
  readonly below: number | null;
  readonly above: number | null;
}

export const threeDeviations: Deviations = { below: 3, above: 3 };

export function bandAround(mean: number, deviation: number, { below, above }: Deviations): Pick<JudgedPoint, 'lower' | 'upper'> {
  return { lower: below === null ? -Infinity : mean - below * deviation, upper: above === null ? Infinity : mean + above * deviation };
}

export function isOutside(value: number, { lower, upper }: Pick<JudgedPoint, 'lower' | 'upper'>): boolean {
  return value < lower || value > upper;
}
