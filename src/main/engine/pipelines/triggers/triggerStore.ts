/** What triggers remember: when a schedule was looked at, which files were seen, which folder is watched here (as a ticket, never a path). */
import { z } from 'zod';
import type { Db } from '../../storage/database';

export interface ScheduleState {
  readonly lookedAt: number;
  /** Times missed that nobody has answered for. */
  readonly missed: number;
}

export function readSchedule(db: Db, pipeline: string): ScheduleState | null {
  const row: unknown = db.prepare('select looked_at, missed from pipeline_schedules where pipeline = ?').get(pipeline);
  if (row === undefined) return null;
  const { looked_at, missed } = z.object({ looked_at: z.number(), missed: z.number() }).parse(row);
  return { lookedAt: looked_at, missed };
}

export function saveSchedule(db: Db, pipeline: string, { lookedAt, missed }: ScheduleState): void {
  db.prepare('insert into pipeline_schedules (pipeline, looked_at, missed) values (?, ?, ?) on conflict (pipeline) do update set looked_at = excluded.looked_at, missed = excluded.missed').run(pipeline, lookedAt, missed);
}

export interface SeenFile {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
  readonly runId: string | null;
}

const fileSchema = z.object({ name: z.string(), sha256: z.string(), size_bytes: z.number(), modified_at: z.number(), run_id: z.string().nullable() });

function toFile(raw: unknown): SeenFile {
  const { name, sha256, size_bytes, modified_at, run_id } = fileSchema.parse(raw);
  return { name, sha256, sizeBytes: size_bytes, modifiedAt: modified_at, runId: run_id };
}

export function findFile(db: Db, pipeline: string, name: string): SeenFile | null {
  const row: unknown = db.prepare('select * from pipeline_files where pipeline = ? and name = ?').get(pipeline, name);
  return row === undefined ? null : toFile(row);
}

/** A file of the same content that a run has read, whatever its name. */
export function findContent(db: Db, pipeline: string, sha256: string): SeenFile | null {
  const row: unknown = db.prepare('select * from pipeline_files where pipeline = ? and sha256 = ? and run_id is not null order by seen_at limit 1').get(pipeline, sha256);
  return row === undefined ? null : toFile(row);
}

export function saveFile(db: Db, pipeline: string, file: SeenFile, seenAt: number): void {
  db.prepare(
    `insert into pipeline_files (pipeline, name, sha256, size_bytes, modified_at, run_id, seen_at) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (pipeline, name) do update set sha256 = excluded.sha256, size_bytes = excluded.size_bytes, modified_at = excluded.modified_at, run_id = excluded.run_id, seen_at = excluded.seen_at`,
  ).run(pipeline, file.name, file.sha256, file.sizeBytes, file.modifiedAt, file.runId, seenAt);
}

export function countFiles(db: Db, pipeline: string): number {
  return z.number().parse(db.prepare('select count(*) from pipeline_files where pipeline = ?').pluck().get(pipeline));
}

export function readFolder(db: Db, pipeline: string): string | null {
  return z.string().nullable().parse(db.prepare('select ticket from pipeline_folders where pipeline = ?').pluck().get(pipeline) ?? null);
}

export function saveFolder(db: Db, pipeline: string, ticket: string, chosenAt: number): void {
  db.prepare('insert or replace into pipeline_folders (pipeline, ticket, chosen_at) values (?, ?, ?)').run(pipeline, ticket, chosenAt);
}

export function removeFolder(db: Db, pipeline: string): void {
  db.prepare('delete from pipeline_folders where pipeline = ?').run(pipeline);
}

export function folderTickets(db: Db): readonly string[] {
  return z.array(z.string()).parse(db.prepare('select ticket from pipeline_folders').pluck().all());
}
