/** What the pictures of a run show, in words. Pure. */
import type { ResidualPanel, ResidualPoint } from '@renderer/charts/residualsFigure';
import type { TrainingCurve } from '@renderer/charts/curvesFigure';
import { formatNumber } from '@renderer/ui/format';

/** How far a forecast misses: a factor of 1 and more (of the values plus 1, so that none sold counts) or a distance in units. */
export function missOf({ actual, predicted }: ResidualPoint, logarithmic: boolean): number {
  if (!logarithmic) return Math.abs(predicted - actual);
  return Math.exp(Math.abs(Math.log1p(Math.max(0, predicted)) - Math.log1p(Math.max(0, actual))));
}

/** "Half of the forecasts are within a factor of 2.9", and for several runs the best and the worst of them. */
export function residualsFinding(panels: readonly ResidualPanel[], logarithmic: boolean): string {
  const middles = panels.map(({ points }) => median(points.map((point) => missOf(point, logarithmic)))).filter((value) => value !== null);
  if (middles.length === 0) return 'No held-out row to draw';
  const least = formatNumber(Math.min(...middles), logarithmic ? 1 : undefined);
  const most = formatNumber(Math.max(...middles), logarithmic ? 1 : undefined);
  const span = least === most ? least : `${least} to ${most}, by run`;
  return logarithmic ? `Half of the forecasts are within a factor of ${span}` : `Half of the forecasts miss by at most ${span}`;
}

/** Where the held-out error is lowest, to follow "held-out". */
export function curvesFinding(curves: readonly TrainingCurve[]): string {
  const lowest = curves.filter((curve) => curve.validation.length > 1).map((curve) => ({ at: 1 + curve.validation.indexOf(Math.min(...curve.validation)), of: curve.validation.length }));
  const unit = curves[0]?.unit ?? 'step';
  if (lowest.length === 0) return 'error was not measured';
  const falling = lowest.filter(({ at, of }) => at === of).length;
  if (falling * 2 > lowest.length) return `error still falls at the last ${unit}`;
  const steps = lowest.map(({ at }) => at);
  const [from, to] = [Math.min(...steps), Math.max(...steps)];
  return `error is lowest at ${unit} ${formatNumber(from)}${from === to ? '' : ` to ${formatNumber(to)}, by fold`}`;
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? null) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
