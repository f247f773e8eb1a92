/** Rows of forecasts, with their lineage: run and snapshot. */
import { z } from 'zod';
import { forecastSchema, type Forecast } from '@shared/areas/forecasting';
import type { Db } from '../storage/database';

export interface StoredForecast extends Forecast {
  readonly jobId: string;
  /** Object with value, lower and upper of each row as float64, little endian, one list after the other. */
  readonly predictionsObject: string;
  /** The CSV as it was offered. */
  readonly fileObject: string;
}

const rowSchema = z.object({
  id: z.string(),
  job_id: z.string(),
  run_id: z.string(),
  run_number: z.number(),
  model: z.string(),
  snapshot_id: z.string(),
  rows: z.number(),
  total: z.number(),
  baseline_total: z.number(),
  rows_outside: z.number(),
  level: z.number(),
  predictions_object: z.string(),
  file_object: z.string(),
  created_at: z.number(),
});

const selectForecasts = 'select f.*, r.number as run_number, r.model from forecasts f join runs r on r.id = f.run_id';

function toForecast(raw: unknown): StoredForecast {
  const row = rowSchema.parse(raw);
  const forecast = forecastSchema.parse({
    id: row.id,
    runId: row.run_id,
    runNumber: row.run_number,
    model: row.model,
    snapshotId: row.snapshot_id,
    rows: row.rows,
    total: row.total,
    baselineTotal: row.baseline_total,
    rowsOutside: row.rows_outside,
    level: row.level,
    createdAt: row.created_at,
  });
  return { ...forecast, jobId: row.job_id, predictionsObject: row.predictions_object, fileObject: row.file_object };
}

export function toPublicForecast({ jobId: _job, predictionsObject: _predictions, fileObject: _file, ...forecast }: StoredForecast): Forecast {
  return forecast;
}

export function insertForecast(db: Db, forecast: Omit<StoredForecast, 'runNumber' | 'model'>): void {
  db.prepare(
    `insert into forecasts (id, job_id, run_id, snapshot_id, rows, total, baseline_total, rows_outside, level, predictions_object, file_object, created_at)
     values (@id, @jobId, @runId, @snapshotId, @rows, @total, @baselineTotal, @rowsOutside, @level, @predictionsObject, @fileObject, @createdAt)`,
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

/** Newest first. */
export function listForecasts(db: Db): readonly StoredForecast[] {
  return db.prepare(`${selectForecasts} order by f.created_at desc, f.id desc`).all().map(toForecast);
}

/** Newest first. */
export function forecastIdsBy(db: Db, column: 'run_id' | 'snapshot_id', id: string): readonly string[] {
  return z.array(z.string()).parse(db.prepare(`select id from forecasts where ${column} = ? order by created_at desc, id desc`).pluck().all(id));
}
