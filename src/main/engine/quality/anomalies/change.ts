/** How far a value may be from the one before, as a difference or as a ratio: deequ's AbsoluteChangeStrategy and RelativeRateOfChangeStrategy. */
import { isOutside, type Interval, type JudgedPoint } from './anomalyMethod';

interface ChangeLimits {
  /** Smallest and largest difference (or new value over old); infinite where that side is open. */
  readonly least: number;
  readonly most: number;
  /** 1: against the value before. Higher: differences of differences, or the ratio to the value so many places before. 0: the value itself. */
  readonly order: number;
}

/** One answer per value of the interval that has enough values before it, aligned to the interval's end. */
export function absoluteChange(values: readonly number[], interval: Interval, { least, most, order }: ChangeLimits): readonly JudgedPoint[] {
  return judged(values, interval, order, (i) => {
    // value = difference + base, so that the limits of the difference give a band for the value.
    const base = values[i]! - differenceAt(values, i, order);
    return { lower: base + least, upper: base + most };
  }, (i) => isOutside(differenceAt(values, i, order), { lower: least, upper: most }));
}

export function relativeChange(values: readonly number[], interval: Interval, { least, most, order }: ChangeLimits): readonly JudgedPoint[] {
  return judged(values, interval, order, (i) => {
    const before = values[i - order]!;
    const [a, b] = [scaled(before, least), scaled(before, most)];
    return { lower: Math.min(a, b), upper: Math.max(a, b) };
  }, (i) => isOutside(values[i]! / values[i - order]!, { lower: least, upper: most }));
}

/** An open side stays open, also from zero. */
function scaled(before: number, ratio: number): number {
  return Number.isFinite(ratio) ? before * ratio : ratio;
}

function differenceAt(values: readonly number[], i: number, order: number): number {
  return order === 0 ? values[i]! : differenceAt(values, i, order - 1) - differenceAt(values, i - 1, order - 1);
}

function judged(values: readonly number[], { start, end }: Interval, order: number, band: (i: number) => Pick<JudgedPoint, 'lower' | 'upper'>, isAnomalous: (i: number) => boolean): readonly JudgedPoint[] {
  const from = Math.max(start, order);
  const to = Math.min(end, values.length);
  return Array.from({ length: Math.max(0, to - from) }, (_, k) => ({ ...band(from + k), anomalous: isAnomalous(from + k) }));
}
