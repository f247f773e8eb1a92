/** What a report is made of: facts gathered once, whatever the format. */
import type { Cell } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import type { Forecast } from '@shared/areas/forecasting';
import type { DriftReport } from '@shared/areas/monitoring';
import type { Validation } from '@shared/areas/quality';
import type { Comparison, Run, RunDetail } from '@shared/areas/tracking';

export interface LargestForecast {
  /** Number of the row in the scored version. */
  readonly row: number;
  /** What people call the row, where a column of names was found. */
  readonly name: Cell;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** A held-out row the model missed by much. */
export interface WorstMiss {
  /** Number of the row in the version the model was trained on. */
  readonly row: number;
  readonly name: Cell;
  readonly actual: number;
  readonly predicted: number;
}

/** The forecast along one column, everything else as in a middle row of the training data. */
export interface WhatIfFacts {
  readonly column: string;
  /** True where the column is a price: units times price is then revenue. */
  readonly isPrice: boolean;
  readonly level: number;
  readonly points: readonly { readonly x: number; readonly value: number; readonly lower: number; readonly upper: number }[];
}

export interface ForecastFacts {
  readonly forecast: Forecast;
  /** The version that was scored. */
  readonly snapshot: Snapshot;
  /** Most first. */
  readonly largest: readonly LargestForecast[];
  /** One entry per row of the scored version, in its order. */
  readonly rows: { readonly name: readonly Cell[] | null; readonly value: Float64Array; readonly lower: Float64Array; readonly upper: Float64Array };
  /** The row whose forecast is the median. */
  readonly middle: { readonly value: number; readonly lower: number; readonly upper: number };
}

export interface ReportFacts {
  /** The version the model was trained on. */
  readonly snapshot: Snapshot;
  readonly detail: RunDetail;
  /** Finished runs of the same race, best first. */
  readonly contenders: readonly Run[];
  /** The run against the best simple rule of its race; null where the run is that rule or there is none. */
  readonly gain: Comparison['pairs'][number] | null;
  /** The best run of the race against the next best; null where there is only one. */
  readonly lead: Comparison['pairs'][number] | null;
  readonly heldOutRows: number;
  /** Largest first. */
  readonly misses: readonly WorstMiss[];
  /** Null where the model reads no number, or the run is a simple rule. */
  readonly whatIf: WhatIfFacts | null;
  readonly validation: Validation | null;
  /** SHA-256 of the stored model. */
  readonly modelObject: string | null;
  readonly forecast: ForecastFacts | null;
  /** What was scored against what the model was trained on; null where both are the same version. */
  readonly drift: DriftReport | null;
}
