/** What a report of a time series forecast is made of, gathered once. */
import type { Snapshot } from '@shared/areas/datasets';
import type { BandPoint, SeriesForecast, SeriesOverview } from '@shared/areas/series';
import type { Run } from '@shared/areas/tracking';

export interface Mover {
  readonly name: string;
  /** Mean of a period, over the last ones and over as many before them. */
  readonly recent: number;
  readonly before: number;
}

export interface SeriesFacts {
  /** The version the forecast was made from. */
  readonly snapshot: Snapshot;
  readonly forecast: SeriesForecast;
  readonly run: Run;
  readonly overview: SeriesOverview;
  /** All series together, oldest first. */
  readonly history: readonly { readonly day: string; readonly value: number | null }[];
  readonly total: readonly BandPoint[];
  /** What was sold a year before each period of the forecast; null where the history does not reach. */
  readonly yearAgo: readonly (number | null)[];
  /** How the sum relates to its parts. */
  readonly reconciliation: string | null;
  /** Largest change first. */
  readonly movers: readonly Mover[];
  /** Every series and step. */
  readonly rows: readonly { readonly series: string; readonly step: number; readonly day: string; readonly value: number; readonly lower: number | null; readonly upper: number | null }[];
}
