/** What a window sees of a backtest while it runs: the same picture as of any race. */
import type { MetricName, RaceProgress, Run } from '@shared/areas/tracking';
import { seriesMessages } from '@shared/messages/series';
import type { CallContext } from '../kernel/area';

export interface BacktestReporter {
  begin(position: number, series: number): void;
  /** Share of the running origin that is done. */
  readonly part: (fraction: number) => void;
  scored(runId: string, position: number, score: number | null): void;
  failed(runId: string): void;
}

const share = 0.95;

export function createBacktestReporter(experimentId: string, metric: MetricName, runs: readonly Run[], origins: number, context: CallContext): BacktestReporter {
  const scores = new Map(runs.map(({ id }) => [id, new Map<number, number | null>()]));
  const ended = new Set(runs.filter(({ state }) => state !== 'running').map(({ id }) => id));
  let position = 0;
  let title = '';
  function report(fraction: number): void {
    const detail: RaceProgress = {
      experimentId,
      metric,
      fitsDone: [...scores.values()].reduce((total, each) => total + each.size, 0),
      fitsTotal: runs.length * origins,
      runs: runs.map(({ id, model }) => ({ runId: id, model, folds: [...(scores.get(id) ?? [])].sort(([a], [b]) => a - b).map(([, score]) => score), foldsTotal: origins, running: !ended.has(id) })),
    };
    context.report({ fraction: (share * (position + fraction)) / origins, title, detail });
  }
  return {
    begin(at, series) {
      position = at;
      title = seriesMessages.progress.origin(at + 1, origins, series);
      report(0);
    },
    part: report,
    scored: (runId, at, score) => void scores.get(runId)?.set(at, score),
    failed: (runId) => void ended.add(runId),
  };
}
