/** What a window sees of a race while it runs. */
import type { MetricName, ModelKind, RaceProgress, RunModel } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { trackingMessages } from '@shared/messages/tracking';
import type { CallContext } from '../kernel/area';
import { fitNeeds } from '../training';
import type { Fit } from './fitQueue';

interface Lane {
  readonly runId: string;
  readonly model: RunModel;
  readonly scores: Map<number, number | null>;
  running: number;
}

export interface RaceReporter {
  started(fit: Fit): void;
  /** `score` is the race's metric on the fold; undefined for the fit on all rows. */
  finished(fit: Fit, score: number | null | undefined): void;
  failed(fit: Fit, unfinishedFits: number): void;
}

export interface RaceField {
  readonly experimentId: string;
  readonly metric: MetricName;
  readonly foldsTotal: number;
  /** The fits still to be done. */
  readonly fits: readonly Pick<Fit, 'model'>[];
  readonly runs: readonly { readonly id: string; readonly model: RunModel }[];
  /** Scores of folds that were finished before a resume, by run. */
  readonly known: ReadonlyMap<string, ReadonlyMap<number, number | null>>;
}

/** The bar and the time left follow the work, not the count. */
const costOf = (model: ModelKind): number => fitNeeds(model)?.cost ?? 0;

/** Before the fits: reading and the leak radar; after them: comparing. */
const fitsFrom = 0.05;
const fitsTo = 0.99;

export function createRaceReporter(field: RaceField, context: CallContext): RaceReporter {
  const lanes = new Map<string, Lane>(field.runs.map(({ id, model }) => [id, { runId: id, model, scores: new Map(field.known.get(id) ?? []), running: 0 }]));
  let fitsTotal = field.fits.length;
  let fitsDone = 0;
  let costTotal = field.fits.reduce((sum, { model }) => sum + costOf(model), 0);
  let costDone = 0;

  function report(title: string): void {
    const detail: RaceProgress = {
      experimentId: field.experimentId,
      metric: field.metric,
      fitsDone,
      fitsTotal,
      runs: [...lanes.values()].map(({ runId, model, scores, running }) => ({
        runId,
        model,
        folds: [...scores.entries()].sort(([a], [b]) => a - b).map(([, score]) => score),
        foldsTotal: field.foldsTotal,
        running: running > 0,
      })),
    };
    const share = costTotal === 0 ? 1 : Math.min(1, costDone / costTotal);
    context.report({ fraction: fitsFrom + (fitsTo - fitsFrom) * share, title, detail });
  }

  function titleOf(fit: Fit): string {
    const name = modelWords[fit.model].name;
    return fit.position === null ? trackingMessages.progress.finalFit(name) : trackingMessages.progress.fitting(name, fit.position + 1, field.foldsTotal);
  }

  return {
    started(fit) {
      const lane = lanes.get(fit.runId);
      if (lane) lane.running++;
      report(titleOf(fit));
    },
    finished(fit, score) {
      const lane = lanes.get(fit.runId);
      if (lane) {
        lane.running--;
        if (fit.position !== null) lane.scores.set(fit.position, score ?? null);
      }
      fitsDone++;
      costDone += costOf(fit.model);
      report(titleOf(fit));
    },
    failed(fit, unfinishedFits) {
      const lane = lanes.get(fit.runId);
      if (lane) lane.running--;
      fitsTotal -= unfinishedFits;
      costTotal -= unfinishedFits * costOf(fit.model);
      report(titleOf(fit));
    },
  };
}
