/** Held-out forecasts of a backtest as CSV, so that anyone can compute every score again. */
import { toCsvLine } from '../tracking';
import { crossBands } from '../training';
import type { LoadedBacktest } from './loadedBacktest';

/** Header, then one part per run and origin, oldest first. Bounds as in the reported coverage; empty where there is one origin only. */
export function* backtestCsvParts({ runs, experiment, setup, plan, errorsOf }: LoadedBacktest): Generator<string> {
  yield toCsvLine(['key', 'origin', 'step', 'date', 'actual', 'predicted', 'lower', 'upper', 'method']);
  const { names, periods, calendar, neverNegative } = plan.panel;
  for (const run of runs) {
    if (run.deletedAt !== null || run.state === 'failed') continue;
    const errors = errorsOf(run.id);
    const bounds = crossBands(errors, setup.horizon, experiment.request.level, neverNegative ? 0 : -Infinity);
    for (const [position, { actual, predicted, step }] of errors.entries()) {
      const origin = calendar.days[plan.origins[position]!.at - 1] ?? '';
      yield plan.answers[position]!.map(({ row }, i) => {
        const cell = plan.document.cells[row]!;
        const own = bounds?.[position];
        return toCsvLine([names[Math.floor(cell / periods)]!, origin, step[i]! + 1, calendar.days[cell % periods]!, actual[i]!, predicted[i]!, own?.lower[i] ?? null, own?.upper[i] ?? null, run.model]);
      }).join('');
    }
  }
}
