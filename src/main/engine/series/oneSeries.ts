/** One series, or the sum of all, with everything the explorer draws: history, backtest, forecast, methods, decomposition. */
import type { BandPoint, SeriesDetail } from '@shared/areas/series';
import type { Run, SeriesMethod } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { seriesMessages } from '@shared/messages/series';
import { classifyDemand, crossBands, decompose, findLocalMethod, historyOf, naiveErrors, scoreSeries, type BacktestErrors } from '../training';
import { scalesOfOrigin } from './backtestPlan';
import type { ForecastValues } from './forecastValues';
import { forecastOf } from './listSeries';
import type { LoadedBacktest } from './loadedBacktest';
import { windowOf } from './methodSettings';
import { totalErrors, totalHistory } from './totals';

interface OwnErrors {
  readonly position: number;
  readonly errors: BacktestErrors;
  readonly lower: Float64Array | null;
  readonly upper: Float64Array | null;
}

export function oneSeries(loaded: LoadedBacktest, series: number | null, run: Run, forecast: ForecastValues | null, level: number): SeriesDetail {
  const { plan, setup } = loaded;
  const { panel } = plan;
  if (series !== null && series >= panel.names.length) throw new EngineError('not-found', seriesMessages.refused.unknownSeries, { series });
  const name = series === null ? seriesMessages.total : panel.names[series]!;
  const all = Int32Array.from(panel.names.keys());
  const raw = series === null ? totalHistory(panel, all, panel.periods) : panel.values.subarray(series * panel.periods, (series + 1) * panel.periods);
  const complete = series === null ? raw.map((value) => (Number.isNaN(value) ? 0 : value)) : historyOf(panel, series, panel.periods);
  const own = errorsOn(loaded, series, run.id, level);
  const inside = own.flatMap(({ errors, lower, upper }) => (lower && upper ? Array.from(errors.actual, (value, i) => lower[i]! <= value && value <= upper[i]!) : []));
  const total: BandPoint[] | null = forecast && forecast.days.map((day, step) => ({ day, value: forecast.total.value[step]!, lower: forecast.total.lower[step] ?? null, upper: forecast.total.upper[step] ?? null }));
  return {
    series,
    name,
    demand: classifyDemand(complete).class,
    history: Array.from(raw, (value, t) => ({ day: panel.calendar.days[t]!, value: Number.isNaN(value) ? null : value })),
    origins: own.map(({ position, errors, lower, upper }) => {
      const { at } = plan.origins[position]!;
      return { day: panel.calendar.days[at - 1] ?? '', points: Array.from(errors.predicted, (value, i) => ({ day: panel.calendar.days[at + errors.step[i]!]!, value, lower: lower?.[i] ?? null, upper: upper?.[i] ?? null })) };
    }),
    forecast: series === null ? total : forecastOf(forecast, forecast?.names.indexOf(name) ?? -1),
    level,
    coverage: inside.length === 0 ? null : inside.filter(Boolean).length / inside.length,
    scored: own.reduce((count, { errors }) => count + errors.actual.length, 0),
    methods: loaded.runs.flatMap((each) => (each.state === 'finished' || each.state === 'failed' ? [describeMethod(loaded, series, each, complete)] : [])),
    ...takeApart(complete, setup.season, loaded, series),
    reconciliation: series === null ? seriesMessages.reconciliation(panel.names.length) : null,
  };
}

/** The errors of one series at the origins it took part in, with bounds from the other origins of all series. */
function errorsOn(loaded: LoadedBacktest, series: number | null, runId: string, level: number): OwnErrors[] {
  const { plan, setup } = loaded;
  const floor = plan.panel.neverNegative ? 0 : -Infinity;
  const errors = series === null ? totalErrors(loaded, runId) : loaded.errorsOf(runId);
  const bounds = crossBands(errors, setup.horizon, level, floor);
  if (series === null) return errors.map((each, position) => ({ position, errors: each, lower: bounds?.[position]?.lower ?? null, upper: bounds?.[position]?.upper ?? null }));
  return loaded.errorsOf(runId).flatMap(({ place, ...each }, position): OwnErrors[] => {
    const at = plan.origins[position]!.series.indexOf(series);
    if (at < 0) return [];
    const pick = <T extends Float64Array | Int32Array>(list: T): T => list.filter((_, i) => place[i] === at) as T;
    const own = bounds?.[position];
    return [{ position, errors: { actual: pick(each.actual), predicted: pick(each.predicted), step: pick(each.step), scale: pick(each.scale) }, lower: own ? pick(own.lower) : null, upper: own ? pick(own.upper) : null }];
  });
}

function describeMethod(loaded: LoadedBacktest, series: number | null, run: Run, history: Float64Array): SeriesDetail['methods'][number] {
  const method = run.model as SeriesMethod;
  const { setup } = loaded;
  const empty = { runId: run.id, method, wape: null, mase: null, bias: null };
  if (run.state === 'failed') return { ...empty, reason: run.failure };
  const obstacle = series === null ? null : (findLocalMethod(method)?.obstacle(history, { season: setup.season ?? 1, window: windowOf[setup.frequency] }) ?? null);
  if (obstacle) return { ...empty, reason: seriesMessages.nowhere(seriesMessages.obstacle(obstacle, setup.season, history.length, setup.frequency)) };
  const scores = errorsOn(loaded, series, run.id, loaded.experiment.request.level).map(({ position, errors }) => {
    const origin = loaded.plan.origins[position]!;
    const scale = series === null ? naiveErrors(totalHistory(loaded.plan.panel, origin.series, origin.at), setup.season ?? 1) : scalesOfOrigin(loaded.plan.panel, { ...origin, series: Int32Array.of(series) }, setup.season)[0]!;
    return { ...errors, scale };
  });
  const joined = (pick: (each: (typeof scores)[number]) => Float64Array): Float64Array => Float64Array.from(scores.flatMap((each) => Array.from(pick(each))));
  const actual = joined((each) => each.actual);
  const predicted = joined((each) => each.predicted);
  const pooled = scoreSeries({ actual, predicted, lower: null, upper: null, series: Int32Array.from(scores.flatMap((each, k) => Array.from(each.actual, () => k))), scales: scores.map((each) => each.scale) });
  return { runId: run.id, method, wape: pooled.wape, mase: pooled.mase, bias: pooled.bias, reason: null };
}

function takeApart(history: Float64Array, season: number | null, { plan, setup }: LoadedBacktest, series: number | null): Pick<SeriesDetail, 'decomposition' | 'decompositionReason'> {
  if (season === null || history.length < 2 * season) return { decomposition: null, decompositionReason: seriesMessages.noDecomposition(season, setup.frequency, history.length) };
  const { trend, indices } = decompose(history, season, 'additive');
  const from = series === null ? 0 : plan.panel.starts[series]!;
  return { decomposition: { trend: Array.from(trend, (value, t) => ({ day: plan.panel.calendar.days[from + t]!, value: Number.isNaN(value) ? null : value })), season: Array.from(indices) }, decompositionReason: null };
}
