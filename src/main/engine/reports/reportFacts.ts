/** What a report is made of: facts gathered once, whatever the format. */
import type { Cell } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import type { Forecast } from '@shared/areas/forecasting';
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

export interface ForecastFacts {
  readonly forecast: Forecast;
  /** The version that was scored. */
  readonly snapshot: Snapshot;
  /** Most first. */
  readonly largest: readonly LargestForecast[];
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
  readonly validation: Validation | null;
  /** SHA-256 of the stored model. */
  readonly modelObject: string | null;
  readonly forecast: ForecastFacts | null;
}
