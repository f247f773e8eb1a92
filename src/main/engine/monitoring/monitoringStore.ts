/** Rows of monitoring: accepted references and kept looks. A look's report is canonical JSON, the same bytes for the same data. */
import { z } from 'zod';
import { driftReportSchema, monitorRunSummarySchema, type DriftReport, type MonitorRun, type MonitorRunSummary } from '@shared/areas/monitoring';
import { canonicalJson } from '../kernel/hashing';
import type { Db } from '../storage/database';

const rowSchema = z.object({ id: z.string(), number: z.number(), dataset_id: z.string(), summary: z.string(), created_at: z.number() });
const summarySchema = monitorRunSummarySchema.omit({ id: true, number: true, datasetId: true, createdAt: true });

/** Numbered within the project in the order they were made. */
const selectRuns = 'select m.id, m.dataset_id, m.summary, m.created_at, (select count(*) from monitoring_runs o where o.rowid <= m.rowid) as number from monitoring_runs m';

function toSummary(raw: unknown): MonitorRunSummary {
  const row = rowSchema.parse(raw);
  return { id: row.id, number: row.number, datasetId: row.dataset_id, createdAt: row.created_at, ...summarySchema.parse(JSON.parse(row.summary)) };
}

export function insertRun(db: Db, run: { readonly id: string; readonly jobId: string; readonly createdAt: number; readonly report: DriftReport }): void {
  const { reference, current, dataset, columns, prediction, performance } = run.report;
  const summary: z.infer<typeof summarySchema> = {
    reference,
    current,
    dataset,
    drifted: columns.filter(({ drifted }) => drifted).map(({ column }) => column),
    metric: performance.current?.metric ?? null,
    mae: performance.current?.quality.mae ?? null,
    meanPrediction: prediction?.current?.mean ?? null,
  };
  db.prepare('insert into monitoring_runs (id, job_id, dataset_id, current_id, summary, report, created_at) values (?, ?, ?, ?, ?, ?, ?)').run(run.id, run.jobId, current.datasetId, current.snapshotId, canonicalJson(summary), canonicalJson(run.report), run.createdAt);
}

/** Newest first. */
export function listRuns(db: Db, datasetId: string | null, limit: number): readonly MonitorRunSummary[] {
  return db.prepare(`${selectRuns} where ? is null or m.dataset_id = ? order by m.rowid desc limit ?`).all(datasetId, datasetId, limit).map(toSummary);
}

export function findRunOfJob(db: Db, jobId: string): MonitorRunSummary | null {
  const row: unknown = db.prepare(`${selectRuns} where m.job_id = ?`).get(jobId);
  return row === undefined ? null : toSummary(row);
}

export function findRun(db: Db, id: string): MonitorRun | null {
  const row: unknown = db.prepare(`${selectRuns} where m.id = ?`).get(id);
  if (row === undefined) return null;
  const { number, datasetId, createdAt } = toSummary(row);
  return { id, number, datasetId, createdAt, report: driftReportSchema.parse(JSON.parse(readReport(db, id))) };
}

/** The report as it was kept, byte for byte. */
export function readReport(db: Db, id: string): string {
  return z.string().parse(db.prepare('select report from monitoring_runs where id = ?').pluck().get(id));
}

export function acceptReference(db: Db, datasetId: string, snapshotId: string, reason: string, now: number): void {
  db.prepare('insert into monitoring_references (dataset_id, snapshot_id, reason, accepted_at) values (?, ?, ?, ?) on conflict (dataset_id) do update set snapshot_id = excluded.snapshot_id, reason = excluded.reason, accepted_at = excluded.accepted_at').run(datasetId, snapshotId, reason, now);
}

export function findReference(db: Db, datasetId: string): string | null {
  return z.string().nullable().parse(db.prepare('select snapshot_id from monitoring_references where dataset_id = ?').pluck().get(datasetId) ?? null);
}
