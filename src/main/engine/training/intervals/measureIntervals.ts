/** How often ranges held and how wide they were: over all held-out answers, per group, and for the methods that could have been chosen without another fit. */
import { trackingMessages } from '@shared/messages/tracking';
import type { IntervalGroup, IntervalMethodName, MeasuredMethod } from '@shared/areas/intervals';
import { quantileSorted } from '@engine/math';
import { toModelSpace } from '../targetSpace';
import type { Bounds } from '../types';
import { crossIntervals, type HeldOutFoldRows, type IntervalSettings } from './crossIntervals';
import { stepEdges } from './methods/byStep';

const mostCategories = 20;
const withoutFits: readonly IntervalMethodName[] = ['split', 'signed', 'by-size', 'by-step', 'by-category'];

interface HeldRow {
  readonly predicted: number;
  readonly category: string | null;
  readonly inside: boolean;
  readonly width: number;
}

/** Rows of all folds and repeats; bounds fold by fold. */
export function measureGroups(folds: readonly HeldOutFoldRows[], bounds: readonly Bounds[], settings: IntervalSettings): IntervalGroup[] {
  const rows = heldRows(folds, bounds);
  return [...bySize(rows), ...(settings.steps ? byStep(rows, settings.steps, settings) : []), ...byCategory(rows)];
}

/** Every method that needs no fit of its own, whether it was chosen or not. `chosen`: the bounds of the method that was. */
export function measureMethods(folds: readonly HeldOutFoldRows[], chosen: readonly Bounds[], settings: IntervalSettings): MeasuredMethod[] {
  return withoutFits.flatMap((method): MeasuredMethod[] => {
    const bounds = method === settings.method ? chosen : crossIntervals(folds, { ...settings, method });
    return bounds ? [{ method, ...measure(heldRows(folds, bounds)) }] : [];
  });
}

export function measure(rows: readonly Pick<HeldRow, 'inside' | 'width'>[]): { rows: number; coverage: number | null; width: number | null } {
  const count = rows.length;
  if (count === 0) return { rows: 0, coverage: null, width: null };
  let inside = 0;
  let width = 0;
  for (const row of rows) {
    if (row.inside) inside += 1;
    width += row.width;
  }
  return { rows: count, coverage: inside / count, width: width / count };
}

function heldRows(folds: readonly HeldOutFoldRows[], bounds: readonly Bounds[]): HeldRow[] {
  return folds.flatMap(({ actual, predicted, categories }, k) => {
    const { lower, upper } = bounds[k]!;
    return Array.from(actual, (value, i): HeldRow => ({ predicted: predicted[i]!, category: categories?.[i] ?? null, inside: lower[i]! <= value && value <= upper[i]!, width: upper[i]! - lower[i]! }));
  });
}

function bySize(rows: readonly HeldRow[]): IntervalGroup[] {
  const sorted = Float64Array.from(rows, ({ predicted }) => predicted).sort();
  const low = quantileSorted(sorted, 1 / 3) ?? 0;
  const high = quantileSorted(sorted, 2 / 3) ?? 0;
  const words = trackingMessages.intervals;
  const thirds: readonly (readonly [string, (predicted: number) => boolean])[] = [
    [words.upTo(low), (predicted) => predicted <= low],
    [words.between(low, high), (predicted) => predicted > low && predicted <= high],
    [words.above(high), (predicted) => predicted > high],
  ];
  return thirds.map(([name, holds]): IntervalGroup => ({ by: 'size', name, ...measure(rows.filter(({ predicted }) => holds(predicted))) })).filter((group) => group.rows > 0);
}

function byStep(rows: readonly HeldRow[], steps: readonly number[], { transform }: IntervalSettings): IntervalGroup[] {
  const edges = stepEdges(steps.map((step) => toModelSpace(step, transform)));
  const members = Map.groupBy(rows, ({ predicted }) => {
    const answer = toModelSpace(predicted, transform);
    return edges.filter((edge) => answer > edge).length;
  });
  return steps.map((step, at): IntervalGroup => ({ by: 'step', name: String(step), ...measure(members.get(at) ?? []) })).filter((group) => group.rows > 0);
}

/** The most frequent ones. */
function byCategory(rows: readonly HeldRow[]): IntervalGroup[] {
  const members = new Map<string, HeldRow[]>();
  for (const row of rows) {
    if (row.category === null) continue;
    const known = members.get(row.category);
    if (known) known.push(row);
    else members.set(row.category, [row]);
  }
  return [...members]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .slice(0, mostCategories)
    .map(([name, list]): IntervalGroup => ({ by: 'category', name, ...measure(list) }));
}
