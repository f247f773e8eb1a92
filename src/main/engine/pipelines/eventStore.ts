/** The append-only log, and each run as folded from it: both are written in one transaction. */
import { z } from 'zod';
import { eventKinds, pipelineEventSchema, pipelineRunSchema, type EventData, type EventKind, type PipelineEvent, type PipelineRun } from '@shared/areas/pipelines';
import type { Db } from '../storage/database';
import { applyEvent, readEventData } from './runFold';

const rowSchema = z.object({ id: z.number(), pipeline: z.string(), run_id: z.string().nullable(), step: z.string().nullable(), item: z.string().nullable(), kind: z.enum(eventKinds), at: z.number(), data: z.string() });

function toEvent(raw: unknown): PipelineEvent {
  const { run_id, data, ...row } = rowSchema.parse(raw);
  return pipelineEventSchema.parse({ ...row, runId: run_id, data: readEventData(data) });
}

export interface NewEvent {
  readonly pipeline: string;
  readonly runId: string | null;
  readonly step?: string | null;
  readonly item?: string | null;
  readonly kind: EventKind;
  readonly at: number;
  readonly data?: EventData;
}

/** Adds an event and, where it belongs to a run, brings the run up to date. `also` is part of the same transaction. */
export function appendEvent(db: Db, event: NewEvent, also?: () => void): PipelineEvent {
  return db
    .transaction(() => {
      const data = event.data ?? {};
      const { lastInsertRowid } = db
        .prepare('insert into pipeline_events (pipeline, run_id, step, item, kind, at, data) values (?, ?, ?, ?, ?, ?, ?)')
        .run(event.pipeline, event.runId, event.step ?? null, event.item ?? null, event.kind, event.at, JSON.stringify(data));
      const stored: PipelineEvent = { id: Number(lastInsertRowid), pipeline: event.pipeline, runId: event.runId, step: event.step ?? null, item: event.item ?? null, kind: event.kind, at: event.at, data };
      if (event.runId !== null) saveFolded(db, applyEvent(findRun(db, event.runId), stored));
      also?.();
      return stored;
    })
    .immediate();
}

function saveFolded(db: Db, run: PipelineRun | null): void {
  if (!run) return;
  db.prepare(
    `insert into pipeline_runs (id, pipeline, number, state, folded, created_at) values (@id, @pipeline, @number, @state, @folded, @createdAt)
     on conflict (id) do update set state = excluded.state, folded = excluded.folded`,
  ).run({ id: run.id, pipeline: run.pipeline, number: run.number, state: run.state, folded: JSON.stringify(run), createdAt: run.createdAt });
}

function toRun(raw: unknown): PipelineRun {
  return pipelineRunSchema.parse(JSON.parse(z.string().parse(raw)));
}

export function findRun(db: Db, runId: string): PipelineRun | null {
  const row: unknown = db.prepare('select folded from pipeline_runs where id = ?').pluck().get(runId);
  return row === undefined ? null : toRun(row);
}

/** Newest first. */
export function listRuns(db: Db, pipeline: string | undefined, limit: number): readonly PipelineRun[] {
  const where = pipeline === undefined ? '' : 'where pipeline = @pipeline';
  return db.prepare(`select folded from pipeline_runs ${where} order by created_at desc, number desc limit @limit`).pluck().all(pipeline === undefined ? { limit } : { pipeline, limit }).map(toRun);
}

export function runsInState(db: Db, ...states: readonly PipelineRun['state'][]): readonly PipelineRun[] {
  return db.prepare(`select folded from pipeline_runs where state in (${states.map(() => '?').join(', ')}) order by created_at, number`).pluck().all(...states).map(toRun);
}

export function nextRunNumber(db: Db, pipeline: string): number {
  return z.number().parse(db.prepare('select coalesce(max(number), 0) + 1 from pipeline_runs where pipeline = ?').pluck().get(pipeline));
}

/** In the order they happened. */
export function eventsOfRun(db: Db, runId: string): readonly PipelineEvent[] {
  return db.prepare('select * from pipeline_events where run_id = ? order by id').all(runId).map(toEvent);
}

/** Newest first. */
export function eventsOfPipeline(db: Db, pipeline: string, kinds: readonly EventKind[], limit: number): readonly PipelineEvent[] {
  return db.prepare(`select * from pipeline_events where pipeline = ? and kind in (${kinds.map(() => '?').join(', ')}) order by id desc limit ?`).all(pipeline, ...kinds, limit).map(toEvent);
}

/** The whole log in the order it was written. */
export function logOfPipeline(db: Db, pipeline: string): readonly PipelineEvent[] {
  return db.prepare('select * from pipeline_events where pipeline = ? order by id').all(pipeline).map(toEvent);
}
