/** Endpoints of forecasting: form, single rows, curve, nearest, explanation, batch; and what reports read of a forecast. */
import type { Cell, Table } from '@shared/areas/common';
import type { explanationEndpoints } from '@shared/areas/explanation';
import type { Forecast, forecastingEndpoints, Prediction } from '@shared/areas/forecasting';
import type { scoringEndpoints } from '@shared/areas/scoring';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { Datasets } from '../datasets';
import type { Announce, Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import type { Describers, Offspring } from '../kernel/lineage';
import type { Ports } from '../kernel/ports';
import { offspringOfModels, type Registry } from '../registry';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import type { Tracking } from '../tracking';
import { answerRows } from './answerRows';
import { checkBatch } from './checkBatch';
import { drawCurve } from './drawCurve';
import { explain } from './explain';
import { createExplanations } from './explanation/explanations';
import { findForecast, forecastIdsBy, listForecasts, toPublicForecast, type StoredForecast } from './forecastStore';
import { createModelShelf, type LoadedModel } from './loadedModel';
import { openFileModel } from './fileModel';
import { makeForm } from './makeForm';
import { describeForecasting, type ForecastSources } from './lineage';
import { listNearest } from './listNearest';
import { decodeTriples, resultColumns, scoreSnapshot, type PageReader } from './scoreSnapshot';
import { scoreWithFile } from './scoreWithFile';
import { writeWhatIfPage } from './page/writePage';
import { createScenarios } from './scenarios/scenarios';
import { createServing } from './serving/serving';

export { findNamingColumn } from './namingColumn';
export { createForecastingSharing } from './sharing';

/** Reason codes per row of a batch. */
const usualReasons = 3;

export interface ForecastingParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly files: Files;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute' | 'openScoringServer' | 'appVersion'>;
  readonly announce: Announce;
  readonly datasets: Pick<Datasets, 'snapshot' | 'readColumns' | 'isNewest' | 'handlers'>;
  readonly tracking: Tracking;
  readonly registry: Pick<Registry, 'resolve' | 'versionOfRun' | 'champion'>;
}

export interface ForecastValues {
  readonly value: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface Forecasting {
  readonly handlers: Handlers<typeof forecastingEndpoints & typeof explanationEndpoints & typeof scoringEndpoints>;
  /** Throws `not-found`. */
  findForecast(forecastId: string): Forecast;
  /** Newest first. */
  listForecasts(): readonly Forecast[];
  /** One entry per row of the scored snapshot. */
  valuesOf(forecastId: string): ForecastValues;
  readonly lineage: Describers;
  readonly offspring: Offspring;
  /** Turns the scoring endpoint off. */
  close(): Promise<void>;
}

export function createForecasting(parts: ForecastingParts): Forecasting {
  const { db, blobs, files, ports, announce, datasets, tracking, registry } = parts;
  const shelf = createModelShelf(tracking, datasets);
  const readPage: PageReader = async (snapshotId, offset, limit, signal) =>
    datasets.handlers['datasets.page']({ snapshotId, offset, limit, sort: [], filters: [] }, { signal, report: () => undefined });

  /** A run id, or what the registry knows a run by: `champion`, `NAME@champion`, `NAME@3`. */
  async function load(reference: string): Promise<LoadedModel> {
    return shelf.load(registry.resolve(reference) ?? reference);
  }

  async function predict(reference: string, table: Table, level: number | undefined): Promise<{ runId: string; predictions: Prediction[]; missingColumns: string[] }> {
    const model = await load(reference);
    return { runId: model.run.id, ...(await answerRows(model, table, level ?? model.experiment.request.level)) };
  }

  function mustFind(forecastId: string): StoredForecast {
    const forecast = findForecast(db, forecastId);
    if (!forecast) throw new EngineError('not-found', forecastingMessages.unknownForecast, { forecastId });
    return forecast;
  }

  const valuesOf = (forecastId: string): ForecastValues => decodeTriples(blobs.readBytes(mustFind(forecastId).predictionsObject));

  async function forecastRows(forecastId: string, offset: number, limit: number, signal: AbortSignal): Promise<{ total: number; columns: string[]; rows: Cell[][] }> {
    const forecast = mustFind(forecastId);
    const { value, lower, upper } = valuesOf(forecastId);
    const page = await readPage(forecast.snapshotId, offset, limit, signal);
    const [valueName = 'value', lowerName = 'lower', upperName = 'upper'] = resultColumns(page.columns);
    const rows = page.rows.map((cells, i): Cell[] => [value[offset + i]!, lower[offset + i]!, upper[offset + i]!, ...cells]);
    return { total: forecast.rows, columns: [valueName, lowerName, upperName, ...page.columns], rows };
  }

  const forecasts: ForecastSources = {
    findForecast: (id) => toPublicForecast(mustFind(id)),
    isVersion: (runId) => registry.versionOfRun(runId) !== null,
    isNewest: (snapshotId) => datasets.isNewest(snapshotId),
  };

  const serving = createServing({ db, ports, announce, load });

  return {
    close: () => serving.close(),
    findForecast: (forecastId) => toPublicForecast(mustFind(forecastId)),
    listForecasts: () => listForecasts(db).map(toPublicForecast),
    valuesOf,
    lineage: describeForecasting(forecasts),
    offspring: offspringOfModels('forecast', forecasts.isVersion, (column, id) => forecastIdsBy(db, column, id)),
    handlers: {
      ...serving.handlers,
      ...createExplanations(load, ports.compute),
      ...createScenarios({ db, ports, announce, load, championRunId: () => registry.champion()?.decision.runId ?? null }),
      'forecasting.check': async ({ model, snapshotId }, { signal }) => {
        const loaded = await load(model);
        return { runId: loaded.run.id, snapshotId, ...(await checkBatch(datasets, loaded, datasets.snapshot(snapshotId), signal)).check };
      },
      'forecasting.form': async ({ model }) => makeForm(await load(model)),
      'forecasting.predict': ({ model, table, level }) => predict(model, table, level),
      'forecasting.predictWithFile': ({ file, table, level }) => {
        const model = openFileModel(files.resolve(file).path);
        return answerRows(model, table, level ?? model.level);
      },
      'forecasting.scoreWithFile': ({ file, snapshotId, level }, context) => {
        const model = openFileModel(files.resolve(file).path);
        return scoreWithFile({ ...parts, readPage }, model, datasets.snapshot(snapshotId), level ?? model.level, context);
      },
      'forecasting.curve': async ({ model, ...request }) => drawCurve(await load(model), request),
      'forecasting.nearest': async ({ model, table, count }, { signal }) => listNearest(await load(model), table, count, readPage, signal),
      'forecasting.explain': async ({ model, ...request }, { signal }) => explain(await load(model), request, ports.compute, signal),
      'forecasting.score': async ({ model, snapshotId, level, reasons }, context) => {
        const loaded = await load(model);
        const result = await scoreSnapshot({ ...parts, readPage }, loaded, datasets.snapshot(snapshotId), level ?? loaded.experiment.request.level, reasons ?? usualReasons, context);
        announce('forecasts', [result.forecast.id]);
        return result;
      },
      async 'forecasting.whatIfPage'({ model }, { report }) {
        const loaded = await load(model);
        if (loaded.fitted.remembersRows) throw new EngineError('unavailable-here', forecastingMessages.page.remembersRows(loaded.run.number), { runId: loaded.run.id });
        report({ fraction: 0.5, title: forecastingMessages.page.progress });
        const html = await writeWhatIfPage(loaded, ports.appVersion);
        return files.offerBytes(forecastingMessages.page.fileName(loaded.run.target, loaded.run.number), Buffer.from(html, 'utf8'));
      },
      'forecasting.list': () => listForecasts(db).map(toPublicForecast),
      'forecasting.rows': ({ forecastId, offset, limit }, { signal }) => forecastRows(forecastId, offset, limit, signal),
    },
  };
}
