/** A finished or running backtest put together again from what was stored: panel, origins and the errors of any of its runs. */
import type { Experiment, Run } from '@shared/areas/tracking';
import type { SeriesSetup } from '@shared/areas/series';
import { EngineError } from '@shared/contract/errors';
import { seriesMessages } from '@shared/messages/series';
import type { Tracking } from '../tracking';
import { createBacktestPlan, withAnswers, type BacktestPlan, type OriginErrors } from './backtestPlan';
import { planOrigins } from './planOrigins';
import type { PanelShelf } from './readPanel';

export interface LoadedBacktest {
  readonly experiment: Experiment;
  readonly setup: SeriesSetup;
  readonly runs: readonly Run[];
  readonly plan: BacktestPlan;
  /** Errors of the finished origins of a run, oldest first. */
  errorsOf(runId: string): readonly OriginErrors[];
}

export interface BacktestShelf {
  load(experimentId: string, signal: AbortSignal): Promise<LoadedBacktest>;
}

const kept = 3;

/** The plan of an experiment never changes, so it is kept; its runs are read anew each time. */
export function createBacktestShelf(tracking: Pick<Tracking, 'findExperiment' | 'runsOfExperiment' | 'rowsOfRun'>, panels: PanelShelf): BacktestShelf {
  const plans = new Map<string, BacktestPlan>();
  const errors = new Map<string, readonly OriginErrors[]>();

  function remember<T>(shelf: Map<string, T>, id: string, value: T, most: number): T {
    shelf.set(id, value);
    const [oldest] = shelf.keys();
    if (shelf.size > most && oldest !== undefined) shelf.delete(oldest);
    return value;
  }

  return {
    async load(experimentId, signal) {
      const experiment = tracking.findExperiment(experimentId);
      const setup = experiment.request.series;
      if (!setup) throw new EngineError('invalid-input', seriesMessages.refused.notSeriesRace, { experimentId });
      const panel = await panels.read(experiment.snapshotId, experiment.request.target, setup, signal);
      const known = plans.get(experimentId);
      const plan = known?.panel === panel ? known : remember(plans, experimentId, createBacktestPlan(panel, planOrigins(panel, setup), setup.horizon), kept);
      return {
        experiment,
        setup,
        runs: tracking.runsOfExperiment(experimentId),
        plan,
        errorsOf(runId) {
          const { folds } = tracking.rowsOfRun(runId);
          const id = `${runId} ${folds.length}`;
          return errors.get(id) ?? remember(errors, id, folds.map(({ predicted }, position) => withAnswers(plan, position, predicted)), 40);
        },
      };
    },
  };
}

/** The run that is shown where none is named: the best, else the first that finished. */
export function chooseRun({ experiment, runs }: LoadedBacktest, wanted: string | undefined): Run {
  const run = runs.find(({ id }) => id === (wanted ?? experiment.best)) ?? (wanted === undefined ? runs.find(({ state }) => state === 'finished') : undefined);
  if (!run) throw new EngineError('not-found', wanted === undefined ? seriesMessages.refused.nothingFinished : seriesMessages.refused.notSeriesRace, { runId: wanted ?? null });
  return run;
}
