/** The end of a run: bands from its errors, coverage on origins the quantile never saw, and its document. */
import type { Tracking } from '../tracking';
import { crossBands, fitBands, scoreSeries, type BandShape } from '../training';
import { scalesOfOrigin, withAnswers, type BacktestPlan } from './backtestPlan';
import type { SeriesModel } from './documents';

export function finishRun(tracking: Pick<Tracking, 'outside'>, plan: BacktestPlan, runId: string, predicted: readonly Float64Array[], model: SeriesModel): void {
  const errors = predicted.map((each, position) => withAnswers(plan, position, each));
  const bounds = crossBands(errors, plan.horizon, model.level, plan.panel.neverNegative ? 0 : -Infinity);
  const scores = errors.map((origin, position) => {
    const found = scoreSeries({ ...origin, lower: bounds?.[position]?.lower ?? null, upper: bounds?.[position]?.upper ?? null, series: origin.place, scales: scalesOfOrigin(plan.panel, plan.origins[position]!, model.setup.season) });
    const { coverage: _coverage, width: _width, ...others } = found;
    return bounds ? found : others;
  });
  const measured = scores.flatMap((score) => ('coverage' in score && score.coverage !== null && score.width !== null ? [score] : []));
  const mean = (values: readonly (number | null)[]): number | null => (values.length === 0 ? null : values.reduce<number>((total, value) => total + (value ?? 0), 0) / values.length);
  tracking.outside.finish(
    runId,
    scores,
    { level: model.level, coverage: mean(measured.map(({ coverage }) => coverage)), width: mean(measured.map(({ width }) => width)), halfWidth: meanHalfWidth(fitBands(errors, plan.horizon, model.level)), space: 'units' },
    model,
  );
}

/** In errors of the series' own scale, since one width in units would mean nothing over many series. */
function meanHalfWidth(shape: BandShape): number {
  const known = shape.filter((band) => band !== null);
  return known.length === 0 ? 0 : known.reduce((total, { low, high }) => total + (high - low) / 2, 0) / known.length;
}
