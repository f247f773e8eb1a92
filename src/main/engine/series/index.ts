/** Endpoints of time series: propose, backtest, forecast, explorer. */
import type { SeriesForecast, seriesEndpoints } from '@shared/areas/series';
import { EngineError } from '@shared/contract/errors';
import { seriesMessages } from '@shared/messages/series';
import type { Datasets } from '../datasets';
import type { Announce, Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import type { Describers, Offspring } from '../kernel/lineage';
import type { Ports } from '../kernel/ports';
import type { Quality } from '../quality';
import { offspringOfModels, type Registry } from '../registry';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { writeTextFile, type Tracking } from '../tracking';
import { backtest } from './backtest';
import { backtestCsvParts } from './backtestCsv';
import { makeForecast } from './forecastJob';
import { decodeValues, type ForecastValues } from './forecastValues';
import { describeSeries, type SeriesForecastSources } from './lineage';
import { listSeries } from './listSeries';
import { chooseRun, createBacktestShelf } from './loadedBacktest';
import { oneSeries } from './oneSeries';
import { overview } from './overview';
import { propose } from './propose';
import { createPanelShelf } from './readPanel';
import { findForecast, forecastIdsBy, listForecasts, toPublicForecast, type StoredForecast } from './seriesStore';

export interface SeriesParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly files: Files;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute'>;
  readonly announce: Announce;
  readonly datasets: Pick<Datasets, 'snapshot' | 'readColumns' | 'isNewest'>;
  /** Says whether a version may be trained on. */
  readonly quality: Pick<Quality, 'assertTrainable'>;
  readonly tracking: Tracking;
  readonly registry: Pick<Registry, 'versionOfRun'>;
}

export interface SeriesArea {
  readonly handlers: Handlers<typeof seriesEndpoints>;
  /** Newest first. */
  listForecasts(): readonly SeriesForecast[];
  /** The numbers of a forecast. Throws `not-found`. */
  valuesOf(forecastId: string): ForecastValues;
  readonly lineage: Describers;
  readonly offspring: Offspring;
}

export type { ForecastValues } from './forecastValues';
export { createSeriesSharing } from './sharing';

export function createSeries(parts: SeriesParts): SeriesArea {
  const { db, blobs, files, announce, datasets, tracking } = parts;
  const panels = createPanelShelf(datasets);
  const backtests = createBacktestShelf(tracking, panels);

  function mustFind(forecastId: string): StoredForecast {
    const forecast = findForecast(db, forecastId);
    if (!forecast) throw new EngineError('not-found', seriesMessages.refused.unknownForecast, { forecastId });
    return forecast;
  }

  const valuesOf = (forecastId: string): ForecastValues => decodeValues(blobs.readBytes(mustFind(forecastId).valuesObject));

  /** The newest forecast of the run that is shown; of no other, so that picture and table speak of the same method. */
  function latestOf(experimentId: string, runId: string): ForecastValues | null {
    const found = listForecasts(db, experimentId).find((forecast) => forecast.runId === runId);
    return found ? decodeValues(blobs.readBytes(found.valuesObject)) : null;
  }

  function rowsOf(forecastId: string, offset: number, limit: number): { total: number; rows: { series: string; step: number; day: string; value: number; lower: number | null; upper: number | null }[] } {
    const { names, days, value, lower, upper } = valuesOf(forecastId);
    const rows = Array.from({ length: Math.max(0, Math.min(limit, value.length - offset)) }, (_, i) => {
      const at = offset + i;
      return { series: names[Math.floor(at / days.length)]!, step: (at % days.length) + 1, day: days[at % days.length]!, value: value[at]!, lower: lower[at] ?? null, upper: upper[at] ?? null };
    });
    return { total: value.length, rows };
  }

  const forecasts: SeriesForecastSources = {
    findForecast: (id) => toPublicForecast(mustFind(id)),
    isVersion: (runId) => parts.registry.versionOfRun(runId) !== null,
    isNewest: (snapshotId) => datasets.isNewest(snapshotId),
  };

  return {
    lineage: describeSeries(forecasts),
    offspring: offspringOfModels('seriesForecast', forecasts.isVersion, (column, id) => forecastIdsBy(db, column, id)),
    listForecasts: () => listForecasts(db).map(toPublicForecast),
    valuesOf,
    handlers: {
      'series.propose': ({ snapshotId, ...wishes }, { signal }) => propose(datasets, snapshotId, wishes, signal),
      'series.backtest': async (request, context) => {
        await parts.quality.assertTrainable(request.snapshotId, context);
        return backtest({ ...parts, panels }, request, context);
      },
      'series.overview': async ({ experimentId }, { signal }) => overview(await backtests.load(experimentId, signal), tracking),
      'series.list': async ({ experimentId, runId, ...request }, { signal }) => {
        const loaded = await backtests.load(experimentId, signal);
        const run = chooseRun(loaded, runId);
        return listSeries(loaded, run.id, latestOf(experimentId, run.id), request);
      },
      'series.one': async ({ experimentId, series, runId, level }, { signal }) => {
        const loaded = await backtests.load(experimentId, signal);
        const run = chooseRun(loaded, runId);
        return oneSeries(loaded, series, run, latestOf(experimentId, run.id), level ?? loaded.experiment.request.level);
      },
      'series.forecast': async (request, context) => {
        // It learns again on that version.
        await parts.quality.assertTrainable(request.snapshotId ?? tracking.findRun(request.runId).snapshotId, context);
        const result = await makeForecast({ ...parts, panels, backtests }, request, context);
        announce('series', [result.forecast.id]);
        return result;
      },
      'series.forecasts': ({ experimentId }) => listForecasts(db, experimentId).map(toPublicForecast),
      'series.forecastRows': ({ forecastId, offset, limit }) => rowsOf(forecastId, offset, limit),
      'series.backtestFile': async ({ experimentId }, { signal }) => {
        const loaded = await backtests.load(experimentId, signal);
        const path = blobs.tempPath('.csv');
        return files.offerFile(seriesMessages.backtestFile(loaded.experiment.number), path, writeTextFile(path, backtestCsvParts(loaded)));
      },
    },
  };
}
