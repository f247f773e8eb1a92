/** The forecast job: learns again on the whole history, looks ahead, puts the measured bands around it, stores and writes it. */
import type { OutputFile } from '@shared/areas/common';
import type { SeriesForecast } from '@shared/areas/series';
import { EngineError } from '@shared/contract/errors';
import { seriesMessages } from '@shared/messages/series';
import type { JobContext } from '../kernel/area';
import type { Files } from '../kernel/files';
import type { Ports } from '../kernel/ports';
import { sum } from '../math';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { toCsvLine, type Tracking } from '../tracking';
import { bandAround, bandScale, crossBands, fitBands, historyOf, type BandShape } from '../training';
import { readDocument, seriesModelSchema, type SeriesModel } from './documents';
import { forecastOrigin } from './forecastOrigin';
import { encodeValues, type ForecastValues } from './forecastValues';
import type { BacktestShelf, LoadedBacktest } from './loadedBacktest';
import type { Panel } from './panel';
import { takesPart } from './planOrigins';
import type { PanelShelf, SnapshotReader } from './readPanel';
import { findForecastOfJob, insertForecast, toPublicForecast } from './seriesStore';
import { totalErrors, totalHistory } from './totals';

export interface ForecastParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly files: Files;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute'>;
  readonly datasets: SnapshotReader;
  readonly tracking: Pick<Tracking, 'findRun' | 'readDocument'>;
  readonly panels: PanelShelf;
  readonly backtests: BacktestShelf;
}

export interface ForecastRequest {
  readonly runId: string;
  readonly snapshotId?: string | undefined;
  readonly horizon?: number | undefined;
  readonly level?: number | undefined;
  readonly closures?: readonly string[] | undefined;
}

export async function makeForecast(parts: ForecastParts, request: ForecastRequest, context: JobContext): Promise<{ forecast: SeriesForecast; file: OutputFile }> {
  const { db, blobs, files, ports, tracking, datasets } = parts;
  const run = tracking.findRun(request.runId);
  if (run.task !== 'timeseries') throw new EngineError('invalid-input', seriesMessages.refused.notSeries(run.number), { runId: run.id });
  const model = readDocument(seriesModelSchema, tracking.readDocument(run.id));
  const snapshot = datasets.snapshot(request.snapshotId ?? run.snapshotId);
  const fileName = seriesMessages.forecastFile(snapshot.datasetName, run.number);
  const known = findForecastOfJob(db, context.jobId);
  if (known) return { forecast: toPublicForecast(known), file: files.offerFile(fileName, blobs.pathOf(known.fileObject), known.fileObject) };
  const horizon = request.horizon ?? model.setup.horizon;
  if (horizon > model.setup.horizon) throw new EngineError('invalid-input', seriesMessages.refused.beyondBacktest(horizon, model.setup.horizon), { horizon, measured: model.setup.horizon });

  context.report({ fraction: 0, title: seriesMessages.progress.reading });
  const level = request.level ?? model.level;
  const setup = request.closures ? { ...model.setup, closures: [...request.closures] } : model.setup;
  const panel = await parts.panels.read(snapshot.id, model.target, setup, context.signal);
  const backtest = await parts.backtests.load(run.experimentId, context.signal);
  const series = Int32Array.from(panel.names.keys()).filter((index) => takesPart(panel, index, panel.periods, null));
  const predictions = await lookAhead(parts, panel, series, horizon, model, context);
  const values = addBands(panel, series, predictions, horizon, backtest, run.id, level);

  context.report({ fraction: 0.95, title: seriesMessages.progress.writing });
  const file = blobs.putBytes(Buffer.from(writeCsv(values, model.method, level))).sha256;
  const forecast = {
    id: ports.ids.next(), jobId: context.jobId, runId: run.id, snapshotId: snapshot.id, horizon, level, series: series.length, total: sum(values.total.value),
    coverage: coverageAt(backtest, run.id, level), valuesObject: blobs.putBytes(encodeValues(values)).sha256, fileObject: file, createdAt: ports.clock.now(),
  };
  insertForecast(db, forecast);
  return { forecast: toPublicForecast({ ...forecast, runNumber: run.number, method: model.method, experimentId: run.experimentId }), file: files.offerFile(fileName, blobs.pathOf(file), file) };
}

async function lookAhead({ ports }: ForecastParts, panel: Panel, series: Int32Array, horizon: number, model: SeriesModel, context: JobContext): Promise<Float64Array> {
  const title = seriesMessages.progress.forecasting(series.length);
  const answers = await forecastOrigin(
    { panel, series, at: panel.periods, horizon, methods: [...new Set([model.method, ...model.members])], members: model.members, window: model.window, loss: model.loss, trees: model.trees, seed: model.seed },
    ports.compute, context.signal, (fraction) => context.report({ fraction: 0.9 * fraction, title }),
  );
  const found = answers.get(model.method);
  if (!found) throw new EngineError('internal', 'The method gave no answer.', { method: model.method });
  return found.predictions;
}

function addBands(panel: Panel, series: Int32Array, predictions: Float64Array, horizon: number, backtest: LoadedBacktest, runId: string, level: number): ForecastValues {
  const floor = panel.neverNegative ? 0 : -Infinity;
  const shape = fitBands(backtest.errorsOf(runId), backtest.setup.horizon, level);
  const around = (value: number, step: number, scale: number, own: BandShape): { lower: number | null; upper: number | null } => {
    if (panel.closed.has(panel.periods + step)) return { lower: value, upper: value };
    const { lower, upper } = bandAround(value, step, scale, own, floor);
    return { lower: Number.isNaN(lower) ? null : lower, upper: Number.isNaN(upper) ? null : upper };
  };
  const lower: (number | null)[] = [];
  const upper: (number | null)[] = [];
  const total = new Float64Array(horizon);
  series.forEach((index, i) => {
    const scale = bandScale(historyOf(panel, index, panel.periods));
    for (let step = 0; step < horizon; step++) {
      const value = predictions[i * horizon + step]!;
      total[step]! += value;
      const bounds = around(value, step, scale, shape);
      lower.push(bounds.lower);
      upper.push(bounds.upper);
    }
  });
  const totalShape = fitBands(totalErrors(backtest, runId), backtest.setup.horizon, level);
  const totalScale = bandScale(totalHistory(panel, series, panel.periods));
  const totalBounds = Array.from(total, (value, step) => around(value, step, totalScale, totalShape));
  return {
    names: Array.from(series, (index) => panel.names[index]!),
    days: panel.calendar.days.slice(panel.periods, panel.periods + horizon),
    value: Array.from(predictions),
    lower,
    upper,
    total: { value: Array.from(total), lower: totalBounds.map((bound) => bound.lower), upper: totalBounds.map((bound) => bound.upper) },
  };
}

/** Share of backtest values inside bands of this level, each from the other origins; the mean over origins. */
export function coverageAt(backtest: LoadedBacktest, runId: string, level: number): number | null {
  const errors = backtest.errorsOf(runId);
  const bounds = crossBands(errors, backtest.setup.horizon, level, backtest.plan.panel.neverNegative ? 0 : -Infinity);
  const shares = errors.flatMap(({ actual }, position) => {
    const own = bounds?.[position];
    return own && actual.length > 0 ? [actual.filter((value, i) => own.lower[i]! <= value && value <= own.upper[i]!).length / actual.length] : [];
  });
  return shares.length === 0 ? null : sum(shares) / shares.length;
}

function writeCsv({ names, days, value, lower, upper }: ForecastValues, method: string, level: number): string {
  const header = toCsvLine(['key', 'step', 'date', 'value', 'lower', 'upper', 'level', 'method']);
  return header + names.map((name, i) => days.map((day, step) => toCsvLine([name, step + 1, day, value[i * days.length + step]!, lower[i * days.length + step] ?? null, upper[i * days.length + step] ?? null, level, method])).join('')).join('');
}
