/** Rows of runs, with their notes and tags. */
import { z } from 'zod';
import { intervalSchema, type IntervalFacts } from '@shared/areas/intervals';
import { importanceSchema, runSchema, type Run, type RunModel } from '@shared/areas/tracking';
import type { Db } from '../storage/database';

export type Importance = z.infer<typeof importanceSchema>;
export type { Interval, IntervalFacts } from '@shared/areas/intervals';

export interface StoredRun extends Run {
  readonly importance: readonly Importance[];
  readonly interval: z.infer<typeof intervalSchema> | null;
  /** The fitted model as an object, once the fit on all rows is done. */
  readonly modelObject: string | null;
}

const rowSchema = z.object({
  id: z.string(),
  number: z.number(),
  experiment_id: z.string(),
  snapshot_id: z.string(),
  task: z.string(),
  model: z.string(),
  state: z.string(),
  failure: z.string().nullable(),
  target: z.string(),
  metric: z.string(),
  parameters: z.string(),
  metrics: z.string(),
  importance: z.string(),
  interval: z.string().nullable(),
  backend: z.string(),
  seed: z.number(),
  rows: z.number(),
  folds_done: z.number(),
  folds_total: z.number(),
  duration_ms: z.number(),
  peak_memory_bytes: z.number().nullable(),
  app_version: z.string(),
  uses_leak: z.number(),
  fits_reused: z.number(),
  model_object: z.string().nullable(),
  notes: z.string(),
  tags: z.string(),
  created_at: z.number(),
  deleted_at: z.number().nullable(),
});

const selectRuns = `
  select r.*, e.snapshot_id, e.metric, e.rows, json_extract(e.request, '$.target') as target, json_extract(e.request, '$.seed') as seed,
    iif(json_type(e.request, '$.series') = 'object', 'timeseries', 'regression') as task,
    (select coalesce(json_group_array(tag order by tag), '[]') from run_tags t where t.run_id = r.id) as tags
  from runs r join experiments e on e.id = r.experiment_id`;

function toRun(raw: unknown): StoredRun {
  const row = rowSchema.parse(raw);
  const run = runSchema.parse({
    id: row.id,
    number: row.number,
    experimentId: row.experiment_id,
    snapshotId: row.snapshot_id,
    task: row.task,
    model: row.model,
    state: row.state,
    failure: row.failure,
    target: row.target,
    metric: row.metric,
    metrics: JSON.parse(row.metrics),
    parameters: JSON.parse(row.parameters),
    backend: row.backend,
    seed: row.seed,
    rows: row.rows,
    foldsDone: row.folds_done,
    foldsTotal: row.folds_total,
    durationMs: row.duration_ms,
    peakMemoryBytes: row.peak_memory_bytes,
    appVersion: row.app_version,
    usesLeak: row.uses_leak === 1,
    fitsReused: row.fits_reused,
    notes: row.notes,
    tags: JSON.parse(row.tags),
    createdAt: row.created_at,
    deletedAt: row.deleted_at,
  });
  return {
    ...run,
    importance: z.array(importanceSchema).parse(JSON.parse(row.importance)),
    interval: row.interval === null ? null : intervalSchema.parse(JSON.parse(row.interval)),
    modelObject: row.model_object,
  };
}

/** What of a stored run belongs on the wire. */
export function toPublicRun({ importance: _importance, interval: _interval, modelObject: _modelObject, ...run }: StoredRun): Run {
  return run;
}

export interface NewRun {
  readonly id: string;
  readonly experimentId: string;
  readonly model: RunModel;
  readonly parameters: Run['parameters'];
  readonly foldsTotal: number;
  readonly appVersion: string;
  readonly usesLeak: boolean;
  readonly notes: string;
  readonly createdAt: number;
}

/** Gives the run its running number; it starts in state `running`. */
export function insertRun(db: Db, run: NewRun): void {
  db.prepare(
    `insert into runs (id, number, experiment_id, model, state, parameters, metrics, importance, backend, folds_done, folds_total, duration_ms, app_version, uses_leak, notes, created_at)
     values (@id, (select coalesce(max(number), 0) + 1 from runs), @experimentId, @model, 'running', @parameters, '{}', '[]', '', 0, @foldsTotal, 0, @appVersion, @usesLeak, @notes, @createdAt)`,
  ).run({ ...run, parameters: JSON.stringify(run.parameters), usesLeak: run.usesLeak ? 1 : 0 });
}

export function findRun(db: Db, id: string): StoredRun | null {
  const row: unknown = db.prepare(`${selectRuns} where r.id = ?`).get(id);
  return row === undefined ? null : toRun(row);
}

/** In the order they were made. */
export function runsOfExperiment(db: Db, experimentId: string): readonly StoredRun[] {
  return db.prepare(`${selectRuns} where r.experiment_id = ? order by r.number`).all(experimentId).map(toRun);
}

/** Newest first; all where no limit is given. */
export function listRuns(db: Db, includeDeleted: boolean, limit = -1): readonly StoredRun[] {
  return db.prepare(`${selectRuns} ${includeDeleted ? '' : 'where r.deleted_at is null'} order by r.number desc limit ?`).all(limit).map(toRun);
}

export function countRuns(db: Db): number {
  return z.number().parse(db.prepare('select count(*) from runs where deleted_at is null').pluck().get());
}

/** Settings that only the race itself could find. */
export function saveParameters(db: Db, id: string, parameters: Run["parameters"]): void {
  db.prepare("update runs set parameters = ? where id = ?").run(JSON.stringify(parameters), id);
}

export function saveState(db: Db, runId: string, state: Run['state'], failure: string | null = null): void {
  db.prepare('update runs set state = ?, failure = ? where id = ?').run(state, failure, runId);
}

export interface RunOutcome {
  readonly metrics: Run['metrics'];
  readonly importance: readonly Importance[];
  readonly backend: string;
  readonly foldsDone: number;
  readonly durationMs: number;
  readonly peakMemoryBytes: number | null;
}

export function saveOutcome(db: Db, runId: string, outcome: RunOutcome): void {
  db.prepare(
    `update runs set metrics = @metrics, importance = @importance, backend = @backend, folds_done = @foldsDone, duration_ms = @durationMs,
       peak_memory_bytes = max(coalesce(peak_memory_bytes, 0), coalesce(@peakMemoryBytes, 0)) where id = @runId`,
  ).run({ ...outcome, runId, metrics: JSON.stringify(outcome.metrics), importance: JSON.stringify(outcome.importance) });
}

export function saveInterval(db: Db, runId: string, interval: IntervalFacts): void {
  db.prepare('update runs set interval = ? where id = ?').run(JSON.stringify(interval), runId);
}

/** Counts more fits that were taken from those kept. */
export function noteReused(db: Db, runId: string, fits: number): void {
  db.prepare('update runs set fits_reused = fits_reused + ? where id = ?').run(fits, runId);
}

export function saveModel(db: Db, runId: string, modelObject: string): void {
  db.prepare('update runs set model_object = ? where id = ?').run(modelObject, runId);
}

export function saveNotes(db: Db, runId: string, notes: string): void {
  db.prepare('update runs set notes = ? where id = ?').run(notes, runId);
}

export function saveTags(db: Db, runId: string, tags: readonly string[]): void {
  db.prepare('delete from run_tags where run_id = ?').run(runId);
  const insert = db.prepare('insert or ignore into run_tags (run_id, tag) values (?, ?)');
  for (const tag of tags) insert.run(runId, tag);
}

export function saveDeletion(db: Db, runIds: readonly string[], deletedAt: number | null): void {
  const update = db.prepare('update runs set deleted_at = ? where id = ?');
  for (const id of runIds) update.run(deletedAt, id);
}

/** After a crash nothing runs any more. */
export function markRunsInterrupted(db: Db): void {
  db.prepare("update runs set state = 'interrupted' where state = 'running'").run();
}
