/** What speaks against reading more into an explanation: about a model, about a column, about a row. Pure. */
import type { DependenceView, ExplainWarning } from '@shared/areas/explanation';
import { explanationMessages as words } from '@shared/messages/explanation';
import { outsideOf, type MonotoneCheck, type TrainedRange } from '../../training';
import type { TrainingTable } from '../../training/types';

type Code = ExplainWarning['code'];

function warning(code: Code, columns: readonly string[], message: string, from: number | null = null, to: number | null = null): ExplainWarning {
  return { code, columns: [...columns], from, to, message };
}

export function modelWarnings(groups: readonly (readonly string[])[], importance: readonly { readonly column: string; readonly mean: number; readonly lower?: number | null }[]): ExplainWarning[] {
  if (importance.length === 0) return [];
  const helpless = importance.filter(({ mean, lower }) => lower !== undefined && lower !== null && lower <= 0 && mean !== 0).map(({ column }) => column);
  return [
    warning('not-cause', [], words.notCause),
    ...groups.map((group) => warning('near-copies', group, words.nearCopies(group))),
    ...(helpless.length > 0 ? [warning('no-help', helpless, words.noHelp(helpless))] : []),
  ];
}

/** A rise counts from 2 % of the forecast on: less is the step of a single tree. */
const leastRise = 0.02;

/** The stretch along which the values rise most without a fall between; null where none rises by 2 %. */
export function steepestRise(points: readonly { readonly x: unknown; readonly value: number }[]): { from: number; to: number } | null {
  let best: { from: number; to: number; by: number } | null = null;
  let start = 0;
  for (let i = 1; i < points.length; i++) {
    if (points[i]!.value < points[i - 1]!.value) start = i;
    const [low, high] = [points[start]!, points[i]!];
    const by = high.value - low.value;
    if (typeof low.x !== 'number' || typeof high.x !== 'number' || by <= leastRise * Math.abs(low.value) || by <= (best?.by ?? 0)) continue;
    best = { from: firstStep(points, start, i), to: high.x, by };
  }
  return best && { from: best.from, to: best.to };
}

/** Where a flat beginning ends. */
function firstStep(points: readonly { readonly x: unknown; readonly value: number }[], start: number, end: number): number {
  let at = start;
  while (at + 1 < end && points[at + 1]!.value <= points[start]!.value) at += 1;
  return Number(points[at]!.x);
}

export function priceWarnings(column: string, isPrice: boolean, points: readonly { readonly x: unknown; readonly value: number }[]): ExplainWarning[] {
  const rise = isPrice ? steepestRise(points) : null;
  return rise ? [warning('price-rises', [column], words.priceRises(column, rise.from, rise.to), rise.from, rise.to)] : [];
}

export function directionWarnings(check: MonotoneCheck | null): ExplainWarning[] {
  if (!check) return [];
  const { column, direction, worst, points, rows } = check;
  return [worst ? warning('direction-broken', [column], words.directionBroken(column, direction === 1, worst.from, worst.to, worst.by), worst.from, worst.to) : warning('direction-kept', [column], words.directionKept(column, direction === 1, points, rows))];
}

/** Below this many rows a point of the line stands on little. */
const fewRows = 5;

export function sparseWarnings({ column, kind, points }: Pick<DependenceView, 'column' | 'kind' | 'points'>): ExplainWarning[] {
  const thin = kind === 'category' ? points.filter(({ rows }) => rows < fewRows) : [];
  return thin.length === 0 ? [] : [warning('few-rows', [column], words.fewRows(column, thin.map(({ x }) => String(x)).slice(0, 3).join(', '), Math.max(...thin.map(({ rows }) => rows))))];
}

/** `surroundings`: how far the row is from its nearest training row, and what is usual. */
export function rowWarnings(row: TrainingTable, ranges: ReadonlyMap<string, TrainedRange>, surroundings: { readonly gap: number; readonly usual: number } | null): ExplainWarning[] {
  const outside = row.columns.flatMap((column): ExplainWarning[] => {
    const found = outsideOf(column, 0, ranges.get(column.name));
    if (!found) return [];
    if (found.kind === 'missing') return [warning('missing-value', [column.name], words.missingValue(column.name))];
    if (found.kind === 'category') return [warning('unseen-category', [column.name], words.unseenCategory(column.name, found.value))];
    const show = (value: number): string => (column.type === 'date' || column.type === 'datetime' ? new Date(value).toISOString().slice(0, 10) : String(value));
    return [warning('outside-range', [column.name], words.outsideRange(column.name, show(found.value), show(found.min), show(found.max)), found.min, found.max)];
  });
  const unlike = surroundings !== null && surroundings.gap > surroundings.usual;
  return [...outside, ...(unlike ? [warning('unlike-training', [], words.unlikeTraining(surroundings.gap, surroundings.usual))] : [])];
}
