/** The plan of a backtest in both tongues: series and periods here, numbered rows and folds for tracking. */
import { naiveErrors, bandScale, historyOf, type BacktestErrors, type NaiveErrors } from '../training';
import type { OutsideExperiment } from '../tracking';
import type { SeriesPlan } from './documents';
import type { Panel } from './panel';
import type { Origin } from './planOrigins';

/** One value that is forecast from an origin. */
interface Answer {
  /** Place of the series among those of the origin. */
  readonly place: number;
  readonly step: number;
  /** Row of tracking's plan. */
  readonly row: number;
}

export interface BacktestPlan {
  readonly panel: Panel;
  readonly origins: readonly Origin[];
  readonly horizon: number;
  /** For each origin, the measured values in its reach, series by series, step by step. */
  readonly answers: readonly (readonly Answer[])[];
  /** Size each series' error is measured on at each origin. */
  readonly bandScales: readonly Float64Array[];
  readonly document: SeriesPlan;
  readonly tracking: OutsideExperiment['plan'];
}

export function createBacktestPlan(panel: Panel, origins: readonly Origin[], horizon: number): BacktestPlan {
  const { values, periods, rowNumbers, names, calendar, facts } = panel;
  const rowOf = new Map<number, number>();
  const cells: number[] = [];
  const answers = origins.map(({ at, series }) =>
    Array.from(series).flatMap((index, place) => {
      const found: Answer[] = [];
      for (let step = 0; step < horizon; step++) {
        const cell = index * periods + at + step;
        if (Number.isNaN(values[cell]!)) continue;
        let row = rowOf.get(cell);
        if (row === undefined) {
          row = cells.length;
          cells.push(cell);
          rowOf.set(cell, row);
        }
        found.push({ place, step, row });
      }
      return found;
    }),
  );
  return {
    panel,
    origins,
    horizon,
    answers,
    bandScales: origins.map(({ at, series }) => Float64Array.from(series, (index) => bandScale(historyOf(panel, index, at)))),
    document: { format: 'almanac-series-plan', formatVersion: 1, names: [...names], days: calendar.days.slice(0, periods), facts, origins: origins.map(({ at }) => at), active: origins.map(({ series }) => series.length), cells },
    tracking: {
      rowNumbers: cells.map((cell) => rowNumbers[cell]!),
      actual: cells.map((cell) => values[cell]!),
      folds: origins.map(({ at, series }, position) => ({ repeat: 1, fold: position + 1, trainRows: Array.from(series).reduce((total, index) => total + at - panel.starts[index]!, 0), test: answers[position]!.map(({ row }) => row) })),
    },
  };
}

export interface OriginErrors extends BacktestErrors {
  readonly place: Int32Array;
}

/** `predictions` as the methods give them: series by series, every step of the horizon. */
export function errorsOfOrigin(plan: BacktestPlan, position: number, predictions: Float64Array): OriginErrors {
  return withAnswers(plan, position, Float64Array.from(plan.answers[position] ?? [], ({ place, step }) => predictions[place * plan.horizon + step]!));
}

/** `predicted` as tracking keeps them: one for each measured value. */
export function withAnswers({ answers, bandScales, tracking }: BacktestPlan, position: number, predicted: Float64Array): OriginErrors {
  const own = answers[position] ?? [];
  return {
    predicted,
    actual: Float64Array.from(own, ({ row }) => tracking.actual[row]!),
    step: Int32Array.from(own, ({ step }) => step),
    place: Int32Array.from(own, ({ place }) => place),
    scale: Float64Array.from(own, ({ place }) => bandScales[position]![place]!),
  };
}

/** In-sample naive errors of each series up to the origin: a season back where one is set. Missing values are skipped. */
export function scalesOfOrigin({ values, periods, starts }: Panel, { at, series }: Origin, season: number | null): readonly NaiveErrors[] {
  return Array.from(series, (index) => naiveErrors(values.subarray(index * periods + starts[index]!, index * periods + at), season ?? 1));
}
