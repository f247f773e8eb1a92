/** The sum over all series: its history, and the errors of the summed forecasts (bottom-up). */
import { bandScale, type BacktestErrors } from '../training';
import type { LoadedBacktest } from './loadedBacktest';
import type { Panel } from './panel';

/** Missing values count as nothing; a period without any value is missing. */
export function totalHistory({ values, periods }: Panel, series: Int32Array, until: number): Float64Array {
  return Float64Array.from({ length: until }, (_, t) => {
    let total = NaN;
    for (const index of series) {
      const value = values[index * periods + t]!;
      if (!Number.isNaN(value)) total = (Number.isNaN(total) ? 0 : total) + value;
    }
    return total;
  });
}

/** For each origin the summed forecast and the sum sold, step by step, over the series that took part. */
export function totalErrors(backtest: LoadedBacktest, runId: string): readonly BacktestErrors[] {
  const { plan } = backtest;
  return backtest.errorsOf(runId).map(({ actual, predicted, step }, position) => {
    const { at, series } = plan.origins[position]!;
    const measured = [...new Set(step)].sort((a, b) => a - b);
    const scale = bandScale(totalHistory(plan.panel, series, at).map((value) => (Number.isNaN(value) ? 0 : value)));
    const sumAt = (list: Float64Array, wanted: number): number => list.reduce((total, value, i) => (step[i] === wanted ? total + value : total), 0);
    return {
      actual: Float64Array.from(measured, (wanted) => sumAt(actual, wanted)),
      predicted: Float64Array.from(measured, (wanted) => sumAt(predicted, wanted)),
      step: Int32Array.from(measured),
      scale: new Float64Array(measured.length).fill(scale),
    };
  });
}
