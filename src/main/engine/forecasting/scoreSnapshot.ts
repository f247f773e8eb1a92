/** The batch job: every row of a snapshot with value, lower and upper, as a file and as a tracked forecast. */
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import type { OutputFile } from '@shared/areas/common';
import type { Page, Snapshot } from '@shared/areas/datasets';
import type { Forecast } from '@shared/areas/forecasting';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { JobContext } from '../kernel/area';
import type { Files } from '../kernel/files';
import type { Ports } from '../kernel/ports';
import { sum } from '../math';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { toCsvLine } from '../tracking';
import { columnsOutside, gatherTable, type SavedModel, type TrainingTable } from '../training';
import { checkBatch, requireScorable } from './checkBatch';
import { findForecastOfJob, insertForecast, toPublicForecast } from './forecastStore';
import { featureColumns, type LoadedModel, type SnapshotReader } from './loadedModel';
import { findReasons } from './reasonCodes';

/** Rows of a snapshot in the file's order. */
export type PageReader = (snapshotId: string, offset: number, limit: number, signal: AbortSignal) => Promise<Page>;

export interface ScoreParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly files: Files;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute'>;
  readonly datasets: SnapshotReader;
  readonly readPage: PageReader;
}

export interface ScoreResult {
  readonly forecast: Forecast;
  readonly file: OutputFile;
  /** How the reasons in the file were found, or why it has none. */
  readonly reasons: string;
}

const rowsAtOnce = 20_000;
const rowsPerPage = 10_000;

/** What the check finds is marked row by row. Throws `invalid-input` where nothing can be scored. */
export async function scoreSnapshot(parts: ScoreParts, model: LoadedModel, snapshot: Snapshot, level: number, reasonCount: number, context: JobContext): Promise<ScoreResult> {
  const { db, blobs, files, ports } = parts;
  const fileName = forecastingMessages.fileName(snapshot.datasetName, model.run.number);
  const known = findForecastOfJob(db, context.jobId);
  if (known) return { forecast: toPublicForecast(known), file: files.offerFile(fileName, blobs.pathOf(known.fileObject), known.fileObject), reasons: forecastingMessages.reasons.asBefore };

  context.report({ fraction: 0, title: forecastingMessages.progress.checking });
  const checked = await checkBatch(parts.datasets, model, snapshot, context.signal);
  requireScorable(checked);
  const { table } = checked;
  const used = new Set(featureColumns(model).map(({ name }) => name));
  const features = { ...table, columns: table.columns.filter(({ name }) => used.has(name)) };
  const scored = await scoreRows(parts, model, table, context);
  const { lower, upper } = model.boundsAt(features, scored.predicted, level);
  const outside = Array.from({ length: table.rows }, (_, row) => columnsOutside(features, row, model.ranges));
  const reasons = await findReasons(model, features, reasonCount, ports.compute, context);
  context.report({ fraction: 0.9, title: forecastingMessages.progress.writing });
  const file = await writeScoredFile(parts, snapshot, { value: scored.predicted, lower, upper, outside, reasons: reasons.texts }, reasons.texts.length === 0 ? 0 : reasonCount, context.signal);
  const forecast = {
    id: ports.ids.next(),
    jobId: context.jobId,
    runId: model.run.id,
    snapshotId: snapshot.id,
    rows: table.rows,
    total: sum(scored.predicted),
    baselineTotal: sum(scored.baseline),
    rowsOutside: outside.filter((columns) => columns.length > 0).length,
    level,
    predictionsObject: blobs.putBytes(encodeTriples(scored.predicted, lower, upper)).sha256,
    fileObject: file,
    createdAt: ports.clock.now(),
  };
  insertForecast(db, forecast);
  const { number, model: kind } = model.run;
  return { forecast: toPublicForecast({ ...forecast, runNumber: number, model: kind }), file: files.offerFile(fileName, blobs.pathOf(file), file), reasons: reasons.method };
}

/** Answers of the model and of its baseline, where it has one, in the compute pool. */
export async function scoreRows({ ports }: Pick<ScoreParts, 'ports'>, model: Pick<LoadedModel, 'saved' | 'baseline'>, table: TrainingTable, context: JobContext): Promise<{ predicted: Float64Array; baseline: Float64Array }> {
  const predicted = new Float64Array(table.rows);
  const baseline = new Float64Array(table.rows);
  const names = table.columns.map(({ name }) => name);
  const answer = (saved: SavedModel, part: TrainingTable): Promise<Float64Array> => ports.compute.run('training.predict', { model: saved, table: part }, { signal: context.signal });
  for (let from = 0; from < table.rows; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, table.rows - from);
    const rows = Int32Array.from({ length: count }, (_, i) => from + i);
    const part = gatherTable(table, names, count, () => rows);
    predicted.set(await answer(model.saved, part), from);
    if (model.baseline) baseline.set(await answer(model.baseline.predictor.saved, part), from);
    context.report({ fraction: (0.5 * (from + count)) / table.rows, title: forecastingMessages.progress.scoring(from + count, table.rows) });
  }
  return { predicted, baseline };
}

interface ScoredRows {
  readonly value: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly outside: readonly (readonly string[])[];
  readonly reasons: readonly (readonly string[])[];
}

/** Returns the stored object's hash. Only a page is in memory at a time. */
export async function writeScoredFile({ blobs, readPage }: ScoreParts, snapshot: Snapshot, scored: ScoredRows, reasonCount: number, signal: AbortSignal): Promise<string> {
  const path = blobs.tempPath('.csv');
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, toCsvLine([...snapshot.columns.map(({ name }) => name), ...resultColumns(snapshot.columns.map(({ name }) => name), reasonCount)]));
    for (let offset = 0; offset < snapshot.rows; offset += rowsPerPage) {
      if (signal.aborted) throw new EngineError('cancelled', forecastingMessages.cancelled);
      const { rows } = await readPage(snapshot.id, offset, rowsPerPage, signal);
      const lines = rows.map((cells, i) => {
        const row = offset + i;
        return toCsvLine([...cells, scored.value[row]!, scored.lower[row]!, scored.upper[row]!, (scored.outside[row] ?? []).join('; '), ...Array.from({ length: reasonCount }, (_, place) => scored.reasons[row]?.[place] ?? null)]);
      });
      writeFileSync(file, lines.join(''));
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return (await blobs.putFile(path)).sha256;
}

/** `value`, `lower`, `upper`, `outside` and the reasons; a number is added where the file has such a column already. */
export function resultColumns(existing: readonly string[], reasonCount = 0): readonly string[] {
  const taken = new Set(existing);
  return ['value', 'lower', 'upper', 'outside', ...Array.from({ length: reasonCount }, (_, place) => `reason ${place + 1}`)].map((name) => {
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name} ${number}`;
    return free;
  });
}

export function encodeTriples(value: Float64Array, lower: Float64Array, upper: Float64Array): Uint8Array {
  const bytes = Buffer.alloc(value.length * 24);
  [value, lower, upper].forEach((list, block) => list.forEach((number, i) => bytes.writeDoubleLE(number, (block * value.length + i) * 8)));
  return bytes;
}

export function decodeTriples(bytes: Buffer): { value: Float64Array; lower: Float64Array; upper: Float64Array } {
  const rows = bytes.length / 24;
  const list = (block: number): Float64Array => Float64Array.from({ length: rows }, (_, i) => bytes.readDoubleLE((block * rows + i) * 8));
  return { value: list(0), lower: list(1), upper: list(2) };
}
