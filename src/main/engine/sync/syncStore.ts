/** Rows of sync: who this device is, batches, what waits to be sent, and facts known. */
import { z } from 'zod';
import type { NumberClaim } from '../kernel/syncSource';
import type { Db } from '../storage/database';
import { headSchema, objectSchema, operationSchema, type DeviceFile, type Operation } from './operations';
import type { KnownBatch } from './planner';
import type { Vector } from './versions';

const vectorSchema = z.record(z.string(), z.number().int());

/** How many of each kind a batch carries, and a few of their titles. */
export const summarySchema = z.object({ counts: z.record(z.string(), z.number().int()), titles: z.array(z.string()) });
export type Summary = z.infer<typeof summarySchema>;

export interface StoredBatch extends KnownBatch {
  readonly stamp: string;
  readonly lane: string | null;
  readonly vector: Vector | null;
  readonly summary: Summary;
  /** When it was sealed or applied here. */
  readonly at: number;
}

const batchRow = z.object({
  sha256: z.string(),
  device: z.string(),
  seq: z.number(),
  previous: z.string().nullable(),
  heads: z.string(),
  stamp: z.string(),
  lane: z.string().nullable(),
  vector: z.string().nullable(),
  state: z.enum(['sealed', 'sent', 'parked', 'applied']),
  own: z.number(),
  objects: z.string(),
  summary: z.string(),
  at: z.number(),
});

function toBatch(raw: unknown): StoredBatch {
  const row = batchRow.parse(raw);
  return {
    ...row,
    own: row.own === 1,
    heads: z.array(headSchema).parse(JSON.parse(row.heads)),
    vector: row.vector === null ? null : vectorSchema.parse(JSON.parse(row.vector)),
    objects: z.array(objectSchema).parse(JSON.parse(row.objects)),
    summary: summarySchema.parse(JSON.parse(row.summary)),
  };
}

const batchColumns = 'sha256, device, seq, previous, heads, stamp, lane, vector, state, own, objects, summary, at';

/** In the order in which they came to be known. */
export function allBatches(db: Db): readonly StoredBatch[] {
  return db.prepare(`select ${batchColumns} from sync_batches order by rowid`).all().map(toBatch);
}

export function findBatch(db: Db, sha256: string): StoredBatch | null {
  const row: unknown = db.prepare(`select ${batchColumns} from sync_batches where sha256 = ?`).get(sha256);
  return row === undefined ? null : toBatch(row);
}

export function batchInLane(db: Db, lane: string, seq: number): StoredBatch | null {
  const row: unknown = db.prepare(`select ${batchColumns} from sync_batches where lane = ? and seq = ?`).get(lane, seq);
  return row === undefined ? null : toBatch(row);
}

/** The newest batch of each lane that is part of this project's state. */
export function laneEnds(db: Db): readonly StoredBatch[] {
  return db.prepare(`select ${batchColumns} from sync_batches b where lane is not null and seq = (select max(seq) from sync_batches o where o.lane = b.lane) order by lane`).all().map(toBatch);
}

export function insertBatch(db: Db, batch: StoredBatch, bytes: Uint8Array): void {
  db.prepare(`insert into sync_batches (${batchColumns}, bytes) values (@sha256, @device, @seq, @previous, @heads, @stamp, @lane, @vector, @state, @own, @objects, @summary, @at, @bytes)`).run({
    ...batch,
    heads: JSON.stringify(batch.heads),
    vector: batch.vector === null ? null : JSON.stringify(batch.vector),
    own: batch.own ? 1 : 0,
    objects: JSON.stringify(batch.objects),
    summary: JSON.stringify(batch.summary),
    bytes: Buffer.from(bytes),
  });
}

export function batchBytes(db: Db, sha256: string): Buffer {
  return z.instanceof(Buffer).parse(db.prepare('select bytes from sync_batches where sha256 = ?').pluck().get(sha256));
}

export function markSent(db: Db, sha256: string): void {
  db.prepare("update sync_batches set state = 'sent' where sha256 = ?").run(sha256);
}

/** Its bytes are no longer needed: what it brought stands in the project. */
export function markApplied(db: Db, sha256: string, place: { readonly lane: string; readonly vector: Vector; readonly summary: Summary; readonly at: number }): void {
  db.prepare("update sync_batches set state = 'applied', bytes = null, lane = @lane, vector = @vector, summary = @summary, at = @at where sha256 = @sha256").run({
    sha256,
    lane: place.lane,
    vector: JSON.stringify(place.vector),
    summary: JSON.stringify(place.summary),
    at: place.at,
  });
}

export function readState(db: Db, name: string): string | null {
  const value: unknown = db.prepare('select value from sync_state where name = ?').pluck().get(name);
  return typeof value === 'string' ? value : null;
}

export function writeState(db: Db, name: string, value: string): void {
  db.prepare('insert into sync_state (name, value) values (?, ?) on conflict (name) do update set value = excluded.value').run(name, value);
}

/** An operation on one key replaces the one before it: both would go in one batch. */
export function putOutbox(db: Db, operation: Operation): void {
  const position = z.number().parse(db.prepare('select coalesce(max(position), 0) + 1 from sync_outbox').pluck().get());
  db.prepare('insert into sync_outbox (key, position, operation) values (?, ?, ?) on conflict (key) do update set position = excluded.position, operation = excluded.operation').run(operation.key, position, JSON.stringify(operation));
}

export function readOutbox(db: Db): readonly Operation[] {
  return z.array(z.string()).parse(db.prepare('select operation from sync_outbox order by position').pluck().all()).map((text) => operationSchema.parse(JSON.parse(text)));
}

export function countOutbox(db: Db): number {
  return z.number().parse(db.prepare('select count(*) from sync_outbox').pluck().get());
}

export function clearOutbox(db: Db): void {
  db.prepare('delete from sync_outbox').run();
}

export interface KnownFact {
  readonly key: string;
  readonly kind: string;
  readonly madeAt: number;
  readonly digest: string;
  readonly claim: NumberClaim | null;
}

const factRow = z.object({ key: z.string(), kind: z.string(), made_at: z.number(), digest: z.string(), scope: z.string().nullable(), claim: z.number().nullable() });

function toFact(raw: unknown): KnownFact {
  const row = factRow.parse(raw);
  return { key: row.key, kind: row.kind, madeAt: row.made_at, digest: row.digest, claim: row.scope === null || row.claim === null ? null : { scope: row.scope, number: row.claim } };
}

export function findFact(db: Db, key: string): KnownFact | null {
  const row: unknown = db.prepare('select * from sync_facts where key = ?').get(key);
  return row === undefined ? null : toFact(row);
}

export function factsOfKinds(db: Db, kinds: readonly string[]): readonly KnownFact[] {
  return db.prepare('select * from sync_facts where kind in (select value from json_each(?)) order by key').all(JSON.stringify(kinds)).map(toFact);
}

export function putFact(db: Db, fact: KnownFact): void {
  db.prepare(
    `insert into sync_facts (key, kind, made_at, digest, scope, claim) values (@key, @kind, @madeAt, @digest, @scope, @number)
     on conflict (key) do update set made_at = excluded.made_at, digest = excluded.digest, scope = excluded.scope, claim = excluded.claim`,
  ).run({ key: fact.key, kind: fact.kind, madeAt: fact.madeAt, digest: fact.digest, scope: fact.claim?.scope ?? null, number: fact.claim?.number ?? null });
}

export interface UnreadOperation {
  readonly sha256: string;
  readonly position: number;
  readonly operation: unknown;
  readonly reason: string;
}

/** An operation this version cannot take; it is tried again by later versions. */
export function keepUnread(db: Db, unread: UnreadOperation): void {
  db.prepare('insert into sync_unread (sha256, position, operation, reason) values (?, ?, ?, ?) on conflict (sha256, position) do update set reason = excluded.reason').run(unread.sha256, unread.position, JSON.stringify(unread.operation), unread.reason);
}

export function allUnread(db: Db): readonly UnreadOperation[] {
  const rows = z.array(z.object({ sha256: z.string(), position: z.number(), operation: z.string(), reason: z.string() })).parse(db.prepare('select u.* from sync_unread u join sync_batches b on b.sha256 = u.sha256 order by b.rowid, u.position').all());
  return rows.map((row) => ({ ...row, operation: JSON.parse(row.operation) as unknown }));
}

export function dropUnread(db: Db, sha256: string, position: number): void {
  db.prepare('delete from sync_unread where sha256 = ? and position = ?').run(sha256, position);
}

const deviceRow = z.object({ device: z.string(), name: z.string(), app_version: z.string(), at: z.number() });

/** The newest description of a device wins. */
export function putDevice(db: Db, { device, name, appVersion, at }: DeviceFile): void {
  db.prepare(
    `insert into sync_devices (device, name, app_version, at) values (?, ?, ?, ?)
     on conflict (device) do update set name = excluded.name, app_version = excluded.app_version, at = excluded.at where excluded.at >= at`,
  ).run(device, name, appVersion, at);
}

export function allDevices(db: Db): readonly DeviceFile[] {
  return z.array(deviceRow).parse(db.prepare('select * from sync_devices order by device').all()).map((row) => ({ device: row.device, name: row.name, appVersion: row.app_version, at: row.at }));
}
