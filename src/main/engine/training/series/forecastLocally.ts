/** Compute task: many methods on many series from one origin. Where a method cannot run, a simpler one answers and the reason is kept. */
import type { SeriesMethod } from '@shared/areas/tracking';
import type { TaskContext } from '../../kernel/ports';
import { historyOf, type PanelValues } from './history';
import { obstacles, type LocalMethod, type MethodSettings } from './method';
import { findLocalMethod } from './methods';

export interface LocalForecastTask {
  readonly panel: PanelValues;
  /** Series to forecast. */
  readonly series: Int32Array;
  /** First period to forecast: methods see what lies before it. */
  readonly origin: number;
  readonly horizon: number;
  readonly methods: readonly SeriesMethod[];
  readonly settings: MethodSettings;
}

export interface LocalForecastOutcome {
  /** Method by method, series by series, step by step. */
  readonly predictions: Float64Array;
  /** Method by method, series by series: -1 where the method ran, else a place in `obstacles`. */
  readonly reasons: Int8Array;
  /** Time spent per method. */
  readonly durationMs: Float64Array;
}

/** What answers instead, simpler step by step. */
const standIns: Readonly<Partial<Record<SeriesMethod, SeriesMethod>>> = { croston: 'ses', sba: 'ses', tsb: 'ses', 'holt-winters': 'ses', ets: 'ses', theta: 'ses', ses: 'naive', drift: 'naive', 'seasonal-naive': 'naive' };

export function forecastLocally({ panel, series, origin, horizon, methods, settings }: LocalForecastTask, context: TaskContext): Promise<LocalForecastOutcome> {
  const predictions = new Float64Array(methods.length * series.length * horizon).fill(NaN);
  const reasons = new Int8Array(methods.length * series.length).fill(-1);
  const durationMs = new Float64Array(methods.length);
  const histories = Array.from(series, (index) => historyOf(panel, index, origin));
  methods.forEach((kind, m) => {
    const method = findLocalMethod(kind);
    if (!method) throw new Error(`${kind} is not a method for one series.`);
    const startedAt = performance.now();
    histories.forEach((history, i) => {
      const obstacle = method.obstacle(history, settings);
      if (obstacle) reasons[m * series.length + i] = obstacles.indexOf(obstacle);
      const runner = obstacle ? standInFor(method, history, settings) : method;
      if (runner) predictions.set(runner.forecast(history, horizon, settings), (m * series.length + i) * horizon);
    });
    durationMs[m] = performance.now() - startedAt;
    context.report({ fraction: (m + 1) / methods.length, title: '' });
  });
  return Promise.resolve({ predictions, reasons, durationMs });
}

/** Null where there is no history at all. */
function standInFor(method: LocalMethod, history: Float64Array, settings: MethodSettings): LocalMethod | null {
  for (let next = standIns[method.kind]; next; next = standIns[next]) {
    const candidate = findLocalMethod(next);
    if (candidate && !candidate.obstacle(history, settings)) return candidate;
  }
  return null;
}
