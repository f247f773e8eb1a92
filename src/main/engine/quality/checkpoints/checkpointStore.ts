/** Rows of checkpoints, of their runs, and of blocked versions that are used anyway. */
import { z } from 'zod';
import { checkpointRunSchema, checkpointSchema, findingSchema, type Checkpoint, type CheckpointRun, type VersionStanding } from '@shared/areas/checkpoints';
import type { Db } from '../../storage/database';

export interface KeptCheckpoint extends Checkpoint {
  readonly id: string;
  readonly createdAt: number;
  /** When its schedule was last looked at. */
  readonly lookedAt: number;
}

const rowSchema = z.object({ id: z.string(), definition: z.string(), looked_at: z.number(), created_at: z.number() });

function toCheckpoint(raw: unknown): KeptCheckpoint {
  const row = rowSchema.parse(raw);
  return { ...checkpointSchema.parse(JSON.parse(row.definition)), id: row.id, createdAt: row.created_at, lookedAt: row.looked_at };
}

/** In the order they were made. */
export function listCheckpoints(db: Db): readonly KeptCheckpoint[] {
  return db.prepare('select id, definition, looked_at, created_at from checkpoints where removed_at is null order by created_at, id').all().map(toCheckpoint);
}

export function insertCheckpoint(db: Db, id: string, checkpoint: Checkpoint, now: number): void {
  db.prepare('insert into checkpoints (id, dataset_id, definition, looked_at, created_at) values (?, ?, ?, ?, ?)').run(id, checkpoint.datasetId, JSON.stringify(checkpoint), now, now);
}

/** Its schedule begins anew. */
export function replaceCheckpoint(db: Db, id: string, checkpoint: Checkpoint, now: number): void {
  db.prepare('update checkpoints set dataset_id = ?, definition = ?, looked_at = ? where id = ?').run(checkpoint.datasetId, JSON.stringify(checkpoint), now, id);
}

export function removeCheckpoint(db: Db, id: string, now: number): void {
  db.prepare('update checkpoints set removed_at = ? where id = ?').run(now, id);
}

export function noteLook(db: Db, id: string, now: number): void {
  db.prepare('update checkpoints set looked_at = ? where id = ?').run(now, id);
}

const outcomeSchema = checkpointRunSchema.pick({ schemaVersion: true, statistics: true, findings: true, found: true });
const runRowSchema = z.object({ id: z.string(), checkpoint_id: z.string(), definition: z.string(), snapshot_id: z.string(), dataset_id: z.string(), dataset_name: z.string(), number: z.number(), occasion: checkpointRunSchema.shape.occasion, verdict: checkpointRunSchema.shape.verdict, outcome: z.string(), at: z.number() });
const selectRuns = `select r.id, r.checkpoint_id, c.definition, r.snapshot_id, s.dataset_id, d.name as dataset_name, s.number, r.occasion, r.verdict, r.outcome, r.at
  from checkpoint_runs r join checkpoints c on c.id = r.checkpoint_id join snapshots s on s.id = r.snapshot_id join datasets d on d.id = s.dataset_id`;

function toRun(raw: unknown): CheckpointRun {
  const row = runRowSchema.parse(raw);
  const { name } = checkpointSchema.parse(JSON.parse(row.definition));
  return { ...outcomeSchema.parse(JSON.parse(row.outcome)), id: row.id, checkpointId: row.checkpoint_id, checkpoint: name, datasetId: row.dataset_id, datasetName: row.dataset_name, snapshotId: row.snapshot_id, number: row.number, occasion: row.occasion, verdict: row.verdict, at: row.at };
}

export function insertRun(db: Db, { id, checkpointId, snapshotId, occasion, verdict, at, schemaVersion, statistics, findings, found }: CheckpointRun): void {
  db.prepare('insert into checkpoint_runs (id, checkpoint_id, snapshot_id, occasion, verdict, outcome, at) values (?, ?, ?, ?, ?, ?, ?)').run(id, checkpointId, snapshotId, occasion, verdict, JSON.stringify({ schemaVersion, statistics, findings, found }), at);
}

/** Newest first. */
export function listRuns(db: Db, checkpointId: string | null, datasetId: string | null, limit: number): CheckpointRun[] {
  return db.prepare(`${selectRuns} where (@checkpointId is null or r.checkpoint_id = @checkpointId) and (@datasetId is null or s.dataset_id = @datasetId) order by r.at desc, r.id desc limit @limit`).all({ checkpointId, datasetId, limit }).map(toRun);
}

/** The last run of each checkpoint that still stands, on one version. */
export function lastRunsOn(db: Db, snapshotId: string): readonly CheckpointRun[] {
  const newest = 'select id from checkpoint_runs x where x.checkpoint_id = r.checkpoint_id and x.snapshot_id = r.snapshot_id order by x.at desc, x.id desc limit 1';
  return db.prepare(`${selectRuns} where r.snapshot_id = ? and c.removed_at is null and r.id = (${newest}) order by c.created_at, c.id`).all(snapshotId).map(toRun);
}

const overrideRowSchema = z.object({ reason: z.string(), findings: z.string(), at: z.number() });

export function listOverrides(db: Db, snapshotId: string): VersionStanding['overrides'] {
  return z.array(overrideRowSchema).parse(db.prepare('select reason, findings, at from version_overrides where snapshot_id = ? order by id').all(snapshotId)).map(({ reason, findings, at }) => ({ reason, findings: z.array(findingSchema.shape.key).parse(JSON.parse(findings)), at }));
}

export function insertOverride(db: Db, snapshotId: string, { reason, findings, at }: VersionStanding['overrides'][number]): void {
  db.prepare('insert into version_overrides (snapshot_id, reason, findings, at) values (?, ?, ?, ?)').run(snapshotId, reason, JSON.stringify(findings), at);
}
