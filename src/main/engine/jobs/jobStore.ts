/** Rows of jobs. */
import { z } from 'zod';
import { jobSchema, type Job } from '@shared/areas/jobs';
import type { EngineErrorData } from '@shared/contract/errors';
import type { Progress } from '@shared/contract/frames';
import type { Db } from '../storage/database';

const rowSchema = z.object({
  id: z.string(),
  endpoint: z.string(),
  title: z.string(),
  input: z.string(),
  state: jobSchema.shape.state,
  progress: z.string().nullable(),
  created_at: z.number(),
  started_at: z.number().nullable(),
  finished_at: z.number().nullable(),
  error: z.string().nullable(),
  result: z.string().nullable(),
});

export interface NewJob {
  readonly id: string;
  readonly endpoint: string;
  readonly title: string;
  readonly input: unknown;
  readonly createdAt: number;
}

export interface StoredJob extends Job {
  readonly input: unknown;
}

function toJob(raw: unknown): StoredJob {
  const row = rowSchema.parse(raw);
  const job = jobSchema.parse({
    id: row.id,
    endpoint: row.endpoint,
    title: row.title,
    state: row.state,
    progress: parseJson(row.progress),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: parseJson(row.error),
    result: parseJson(row.result),
    resumable: row.state === 'interrupted',
  });
  return { ...job, input: parseJson(row.input) };
}

function parseJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

export function insertJob(db: Db, job: NewJob): void {
  db.prepare("insert into jobs (id, endpoint, title, input, state, created_at) values (?, ?, ?, ?, 'queued', ?)").run(job.id, job.endpoint, job.title, JSON.stringify(job.input), job.createdAt);
}

export function markRunning(db: Db, id: string, startedAt: number): void {
  db.prepare("update jobs set state = 'running', started_at = ?, finished_at = null, error = null, cleared = 0 where id = ?").run(startedAt, id);
}

export function saveProgress(db: Db, id: string, progress: Progress): void {
  db.prepare("update jobs set progress = ? where id = ? and state = 'running'").run(JSON.stringify(progress), id);
}

export type JobOutcome = { readonly state: 'succeeded'; readonly result: unknown } | { readonly state: 'failed' | 'cancelled'; readonly error: EngineErrorData };

export function markFinished(db: Db, id: string, finishedAt: number, outcome: JobOutcome): void {
  const result = outcome.state === 'succeeded' ? JSON.stringify(outcome.result) : null;
  const error = outcome.state === 'succeeded' ? null : JSON.stringify(outcome.error);
  db.prepare('update jobs set state = ?, finished_at = ?, result = ?, error = ? where id = ?').run(outcome.state, finishedAt, result, error, id);
}

/** After a crash: whatever ran or waited is marked. Returns their ids. */
export function markInterrupted(db: Db, now: number): readonly string[] {
  return z.array(z.string()).parse(db.prepare("update jobs set state = 'interrupted', finished_at = ? where state in ('running', 'queued') returning id").pluck().all(now));
}

export function findJob(db: Db, id: string): StoredJob | null {
  const row: unknown = db.prepare('select * from jobs where id = ?').get(id);
  return row === undefined ? null : toJob(row);
}

export function listJobs(db: Db, limit: number): readonly StoredJob[] {
  return db.prepare('select * from jobs where cleared = 0 order by created_at desc, id desc limit ?').all(limit).map(toJob);
}

/** Inputs of jobs that may be resumed, as stored text. */
export function inputsOfInterrupted(db: Db): readonly string[] {
  return z.array(z.string()).parse(db.prepare("select input from jobs where state = 'interrupted' and cleared = 0").pluck().all());
}

export function clearFinished(db: Db): void {
  db.prepare("update jobs set cleared = 1 where state not in ('running', 'queued')").run();
}
