/** The batch job: every row of a snapshot with value, lower and upper, as a file and as a tracked forecast. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
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
import { gatherTable, type SavedModel, type TrainingTable } from '../training';
import { findForecastOfJob, insertForecast, toPublicForecast } from './forecastStore';
import { featureColumns, type LoadedModel, type SnapshotReader } from './loadedModel';
import { columnsOutside } from './trainedRange';

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
}

const rowsAtOnce = 20_000;
const rowsPerPage = 10_000;

/** Throws `invalid-input` where the snapshot lacks a column the model learned from, or has it in another type. */
export async function scoreSnapshot(parts: ScoreParts, model: LoadedModel, snapshot: Snapshot, level: number, context: JobContext): Promise<ScoreResult> {
  const { db, blobs, files, ports } = parts;
  const fileName = forecastingMessages.fileName(snapshot.datasetName, model.run.number);
  const known = findForecastOfJob(db, context.jobId);
  if (known) return { forecast: toPublicForecast(known), file: files.offerFile(fileName, blobs.pathOf(known.fileObject), known.fileObject) };

  context.report({ fraction: 0, title: forecastingMessages.progress.checking });
  const table = await readTable(parts.datasets, model, snapshot, context.signal);
  const scored = await scoreRows(parts, model, table, context);
  const { lower, upper } = model.boundsAt(scored.predicted, level);
  const outside = Array.from({ length: table.rows }, (_, row) => columnsOutside(table, row, model.ranges));
  context.report({ fraction: 0.9, title: forecastingMessages.progress.writing });
  const file = await writeFile(parts, snapshot, { value: scored.predicted, lower, upper, outside }, context.signal);
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
  return { forecast: toPublicForecast({ ...forecast, runNumber: number, model: kind }), file: files.offerFile(fileName, blobs.pathOf(file), file) };
}

async function readTable(datasets: SnapshotReader, model: LoadedModel, snapshot: Snapshot, signal: AbortSignal): Promise<TrainingTable> {
  if (snapshot.rows === 0) throw new EngineError('invalid-input', forecastingMessages.emptySnapshot);
  const there = new Set(snapshot.columns.map(({ name }) => name));
  const missing = featureColumns(model).filter(({ name }) => !there.has(name)).map(({ name }) => name);
  if (missing.length > 0) throw new EngineError('invalid-input', forecastingMessages.missingColumns(missing), { columns: missing });
  const { columns } = await datasets.readColumns(snapshot.id, model.columns.map(({ name }) => name).filter((name) => there.has(name)), signal);
  const other = featureColumns(model).filter(({ name, kind }) => columns.find((column) => column.name === name)?.kind !== kind).map(({ name }) => name);
  if (other.length > 0) throw new EngineError('invalid-input', forecastingMessages.otherKind(other), { columns: other });
  return { rows: snapshot.rows, rowNumbers: Int32Array.from({ length: snapshot.rows }, (_, row) => row + 1), columns };
}

async function scoreRows({ ports }: ScoreParts, model: LoadedModel, table: TrainingTable, context: JobContext): Promise<{ predicted: Float64Array; baseline: Float64Array }> {
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
    context.report({ fraction: (0.9 * (from + count)) / table.rows, title: forecastingMessages.progress.scoring(from + count, table.rows) });
  }
  return { predicted, baseline };
}

interface ScoredRows {
  readonly value: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly outside: readonly (readonly string[])[];
}

/** Returns the stored object's hash. Only a page is in memory at a time. */
async function writeFile({ blobs, readPage }: ScoreParts, snapshot: Snapshot, scored: ScoredRows, signal: AbortSignal): Promise<string> {
  const path = blobs.tempPath('.csv');
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, toCsvLine([...snapshot.columns.map(({ name }) => name), ...resultColumns(snapshot.columns.map(({ name }) => name))]));
    for (let offset = 0; offset < snapshot.rows; offset += rowsPerPage) {
      if (signal.aborted) throw new EngineError('cancelled', forecastingMessages.cancelled);
      const { rows } = await readPage(snapshot.id, offset, rowsPerPage, signal);
      const lines = rows.map((cells, i) => {
        const row = offset + i;
        return toCsvLine([...cells, scored.value[row]!, scored.lower[row]!, scored.upper[row]!, (scored.outside[row] ?? []).join('; ')]);
      });
      writeFileSync(file, lines.join(''));
    }
  } finally {
    closeSync(file);
  }
  return (await blobs.putFile(path)).sha256;
}

/** `value`, `lower`, `upper` and `outside`; a number is added where the file has such a column already. */
export function resultColumns(existing: readonly string[]): readonly string[] {
  const taken = new Set(existing);
  return ['value', 'lower', 'upper', 'outside'].map((name) => {
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
