/** Rows of time series experiments and forecasts, with their objects. */
import { z } from 'zod';
import { seriesForecastSchema, type SeriesForecast } from '@shared/areas/series';
import { EngineError } from '@shared/contract/errors';
import { seriesMessages } from '@shared/messages/series';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { readDocument, seriesPlanSchema, type SeriesPlan } from './documents';

export function savePlan(db: Db, blobs: BlobStore, experimentId: string, plan: SeriesPlan): void {
  const { sha256 } = blobs.putBytes(Buffer.from(JSON.stringify(plan)));
  db.prepare('insert or ignore into series_experiments (experiment_id, document_object) values (?, ?)').run(experimentId, sha256);
}

/** Throws `invalid-input` for an experiment of another task. */
export function readPlan(db: Db, blobs: BlobStore, experimentId: string): SeriesPlan {
  const object: unknown = db.prepare('select document_object from series_experiments where experiment_id = ?').pluck().get(experimentId);
  if (object === undefined) throw new EngineError('invalid-input', seriesMessages.refused.notSeriesRace, { experimentId });
  return readDocument(seriesPlanSchema, JSON.parse(blobs.readBytes(z.string().parse(object)).toString('utf8')));
}

export interface StoredForecast extends SeriesForecast {
  readonly jobId: string;
  readonly valuesObject: string;
  readonly fileObject: string;
}

const rowSchema = z.object({
  id: z.string(), job_id: z.string(), run_id: z.string(), run_number: z.number(), model: z.string(), experiment_id: z.string(), snapshot_id: z.string(), horizon: z.number(), level: z.number(),
  series: z.number(), total: z.number(), coverage: z.number().nullable(), values_object: z.string(), file_object: z.string(), created_at: z.number(),
});

const selectForecasts = 'select f.*, r.number as run_number, r.model, r.experiment_id from series_forecasts f join runs r on r.id = f.run_id';

function toForecast(raw: unknown): StoredForecast {
  const row = rowSchema.parse(raw);
  const forecast = seriesForecastSchema.parse({
    id: row.id, experimentId: row.experiment_id, runId: row.run_id, runNumber: row.run_number, method: row.model, snapshotId: row.snapshot_id, horizon: row.horizon, level: row.level,
    series: row.series, total: row.total, coverage: row.coverage, createdAt: row.created_at,
  });
  return { ...forecast, jobId: row.job_id, valuesObject: row.values_object, fileObject: row.file_object };
}

export function toPublicForecast({ jobId: _job, valuesObject: _values, fileObject: _file, ...forecast }: StoredForecast): SeriesForecast {
  return forecast;
}

export function insertForecast(db: Db, forecast: Omit<StoredForecast, 'runNumber' | 'method' | 'experimentId'>): void {
  db.prepare(
    `insert into series_forecasts (id, job_id, run_id, snapshot_id, horizon, level, series, total, coverage, values_object, file_object, created_at)
     values (@id, @jobId, @runId, @snapshotId, @horizon, @level, @series, @total, @coverage, @valuesObject, @fileObject, @createdAt)`,
  ).run(forecast);
}

export function findForecast(db: Db, id: string): StoredForecast | null {
  const row: unknown = db.prepare(`${selectForecasts} where f.id = ?`).get(id);
  return row === undefined ? null : toForecast(row);
}

export function findForecastOfJob(db: Db, jobId: string): StoredForecast | null {
  const row: unknown = db.prepare(`${selectForecasts} where f.job_id = ?`).get(jobId);
  return row === undefined ? null : toForecast(row);
}

/** Newest first; of one experiment where it is named. */
export function listForecasts(db: Db, experimentId?: string): readonly StoredForecast[] {
  const order = 'order by f.created_at desc, f.id desc';
  const rows: unknown[] = experimentId === undefined ? db.prepare(`${selectForecasts} ${order}`).all() : db.prepare(`${selectForecasts} where r.experiment_id = ? ${order}`).all(experimentId);
  return rows.map(toForecast);
}

/** Newest first. */
export function forecastIdsBy(db: Db, column: 'run_id' | 'snapshot_id', id: string): readonly string[] {
  return z.array(z.string()).parse(db.prepare(`select id from series_forecasts where ${column} = ? order by created_at desc, id desc`).pluck().all(id));
}
