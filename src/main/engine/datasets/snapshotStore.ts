/** Rows of datasets and snapshots. */
import { z } from 'zod';
import { knownWhenSchema, roleSchema } from '@shared/areas/common';
import { columnSchema, noticeSchema, readingSchema, recordCountsSchema, type Dataset, type Snapshot } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { canonicalJson } from '../kernel/hashing';
import type { StoredBlob } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { inUseFirst, marksJoin, useNewest } from './versionMarks';

/** A column as stored: role and knownWhen are the suggestions; what the analyst said lies in dataset_columns. */
const storedColumnSchema = columnSchema.extend({ keepsText: z.boolean() });
export type StoredColumn = z.infer<typeof storedColumnSchema>;

export interface StoredSnapshot extends Omit<Snapshot, 'columns'> {
  readonly columns: readonly StoredColumn[];
  readonly tableSha256: string;
  readonly tableSizeBytes: number;
}

export type ColumnSetting = Readonly<{ name: string; role?: z.infer<typeof roleSchema> | undefined; knownWhen?: z.infer<typeof knownWhenSchema> | undefined }>;

const rowSchema = z.object({
  id: z.string(),
  dataset_id: z.string(),
  dataset_name: z.string(),
  number: z.number(),
  source_name: z.string(),
  source_sha256: z.string(),
  source_size_bytes: z.number(),
  table_sha256: z.string(),
  table_size_bytes: z.number(),
  rows: z.number(),
  columns: z.string(),
  reading: z.string(),
  warnings: z.string(),
  records: z.string(),
  created_at: z.number(),
  note: z.string().nullable(),
  trashed_at: z.number().nullable(),
  removed_at: z.number().nullable(),
});

const idsSchema = z.array(z.string());
const settingSchema = z.object({ name: z.string(), role: roleSchema.nullable(), known_when: knownWhenSchema.nullable() });

function toSnapshot(db: Db, raw: unknown): StoredSnapshot {
  const row = rowSchema.parse(raw);
  const settings = new Map(readSettings(db, row.dataset_id).map((setting) => [setting.name, setting]));
  return {
    id: row.id,
    datasetId: row.dataset_id,
    datasetName: row.dataset_name,
    number: row.number,
    sourceName: row.source_name,
    sourceSha256: row.source_sha256,
    sourceSizeBytes: row.source_size_bytes,
    rows: row.rows,
    columns: z.array(storedColumnSchema).parse(JSON.parse(row.columns)).map((column) => ({
      ...column,
      role: settings.get(column.name)?.role ?? column.role,
      knownWhen: settings.get(column.name)?.known_when ?? column.knownWhen,
      ...(settings.get(column.name)?.known_when ? { knownWhenSaid: true } : {}),
    })),
    reading: readingSchema.parse(JSON.parse(row.reading)),
    warnings: z.array(noticeSchema).parse(JSON.parse(row.warnings)),
    records: recordCountsSchema.parse(JSON.parse(row.records)),
    createdAt: row.created_at,
    ...(row.note === null || row.note === '' ? {} : { note: row.note }),
    ...(row.trashed_at === null ? {} : { trashedAt: row.trashed_at }),
    ...(row.removed_at === null ? {} : { removedAt: row.removed_at }),
    tableSha256: row.table_sha256,
    tableSizeBytes: row.table_size_bytes,
  };
}

const selectSnapshots = `select s.*, d.name as dataset_name, m.note, m.trashed_at, m.removed_at from snapshots s join datasets d on d.id = s.dataset_id ${marksJoin}`;

export function findSnapshot(db: Db, id: string): StoredSnapshot | null {
  const row = db.prepare(`${selectSnapshots} where s.id = ?`).get(id);
  return row === undefined ? null : toSnapshot(db, row);
}

/** Throws `not-found`. */
export function getSnapshot(db: Db, id: string): StoredSnapshot {
  const found = findSnapshot(db, id);
  if (!found) throw new EngineError('not-found', datasetsMessages.refused.noVersion, { snapshotId: id });
  return found;
}

export function findByPrefix(db: Db, prefix: string): readonly StoredSnapshot[] {
  return db.prepare(`${selectSnapshots} where substr(s.id, 1, ?) = ? limit 2`).all(prefix.length, prefix).map((row) => toSnapshot(db, row));
}

export function findByNumber(db: Db, datasetName: string, number: number): StoredSnapshot | null {
  const row = db.prepare(`${selectSnapshots} where d.name = ? and s.number = ?`).get(datasetName, number);
  return row === undefined ? null : toSnapshot(db, row);
}

/** The version in use, or null where all are in the trash. */
export function findCurrent(db: Db, datasetName: string): StoredSnapshot | null {
  const row = db.prepare(`${selectSnapshots} where d.name = ? and m.trashed_at is null order by ${inUseFirst} limit 1`).get(datasetName);
  return row === undefined ? null : toSnapshot(db, row);
}

export function allSnapshots(db: Db): readonly StoredSnapshot[] {
  return db.prepare(`${selectSnapshots} order by s.created_at, s.rowid`).all().map((row) => toSnapshot(db, row));
}

export function listDatasets(db: Db): readonly Dataset[] {
  const datasets = z.array(z.object({ id: z.string(), name: z.string(), created_at: z.number() })).parse(db.prepare('select * from datasets order by name').all());
  const versionSchema = z.object({ id: z.string(), number: z.number(), rows: z.number(), columns: z.number(), source_name: z.string(), created_at: z.number(), note: z.string().nullable() });
  const versions = db.prepare(`select s.id, s.number, s.rows, json_array_length(s.columns) as columns, s.source_name, s.created_at, m.note from snapshots s ${marksJoin} where s.dataset_id = ? and m.trashed_at is null order by ${inUseFirst}`);
  const inTrash = new Set(idsSchema.parse(db.prepare('select s.dataset_id from snapshots s left join version_marks m on m.snapshot_id = s.id group by s.dataset_id having count(*) = count(m.trashed_at)').pluck().all()));
  return datasets.filter(({ id }) => !inTrash.has(id)).map(({ id, name, created_at }) => ({
    id,
    name,
    createdAt: created_at,
    versions: z.array(versionSchema).parse(versions.all(id)).map((row) => ({ snapshotId: row.id, number: row.number, rows: row.rows, columns: row.columns, sourceName: row.source_name, createdAt: row.created_at, ...(row.note === null || row.note === '' ? {} : { note: row.note }) })),
  }));
}

/** The same table in other bytes, as another DuckDB writes them. */
export function noteTable(db: Db, snapshotId: string, { sha256, sizeBytes }: StoredBlob): void {
  db.prepare('update snapshots set table_sha256 = ?, table_size_bytes = ? where id = ?').run(sha256, sizeBytes, snapshotId);
}

/** Newest first, without the trash. */
export function versionIds(db: Db, datasetId: string): readonly string[] {
  return idsSchema.parse(db.prepare('select s.id from snapshots s left join version_marks m on m.snapshot_id = s.id where s.dataset_id = ? and m.trashed_at is null order by s.number desc').pluck().all(datasetId));
}

/** Id of the dataset with that name, or null. */
export function findDatasetId(db: Db, name: string): string | null {
  const id: unknown = db.prepare('select id from datasets where name = ?').pluck().get(name);
  return typeof id === 'string' ? id : null;
}

export type NewSnapshot = Omit<StoredSnapshot, 'datasetId' | 'datasetName' | 'number'>;

/** Adds the dataset where it is new, then the snapshot as its next version. One transaction. */
export function addSnapshot(db: Db, datasetName: string, newDatasetId: string, snapshot: NewSnapshot, settings: readonly ColumnSetting[]): StoredSnapshot {
  db.transaction(() => {
    // Two imports of one file may run side by side: the second finds its work done.
    if (findSnapshot(db, snapshot.id)) return;
    const datasetId = findDatasetId(db, datasetName) ?? newDatasetId;
    db.prepare('insert into datasets (id, name, created_at) values (?, ?, ?) on conflict (id) do nothing').run(datasetId, datasetName, snapshot.createdAt);
    const last: unknown = db.prepare('select max(number) from snapshots where dataset_id = ?').pluck().get(datasetId);
    const number = (typeof last === 'number' ? last : 0) + 1;
    db.prepare(
      `insert into snapshots (id, dataset_id, number, source_name, source_sha256, source_size_bytes, table_sha256, table_size_bytes, rows, columns, reading, warnings, records, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      snapshot.id, datasetId, number, snapshot.sourceName, snapshot.sourceSha256, snapshot.sourceSizeBytes, snapshot.tableSha256, snapshot.tableSizeBytes, snapshot.rows,
      canonicalJson(snapshot.columns), canonicalJson(snapshot.reading), canonicalJson(snapshot.warnings), canonicalJson(snapshot.records), snapshot.createdAt,
    );
    writeSettings(db, datasetId, settings);
    useNewest(db, datasetId);
  }).immediate();
  return getSnapshot(db, snapshot.id);
}

function readSettings(db: Db, datasetId: string): z.infer<typeof settingSchema>[] {
  return z.array(settingSchema).parse(db.prepare('select name, role, known_when from dataset_columns where dataset_id = ?').all(datasetId));
}

/** A part that is not given stays as it was. */
export function writeSettings(db: Db, datasetId: string, settings: readonly ColumnSetting[]): void {
  const statement = db.prepare(
    `insert into dataset_columns (dataset_id, name, role, known_when) values (?, ?, ?, ?)
     on conflict (dataset_id, name) do update set role = coalesce(excluded.role, role), known_when = coalesce(excluded.known_when, known_when)`,
  );
  for (const { name, role, knownWhen } of settings) {
    if (role !== undefined || knownWhen !== undefined) statement.run(datasetId, name, role ?? null, knownWhen ?? null);
  }
}

/** Throws `not-found` for an unknown dataset, `conflict` where another one has the name. */
export function renameDataset(db: Db, datasetId: string, name: string): void {
  const holder = findDatasetId(db, name);
  if (holder !== null && holder !== datasetId) throw new EngineError('conflict', datasetsMessages.refused.nameTaken(name), { name });
  if (db.prepare('update datasets set name = ? where id = ?').run(name, datasetId).changes === 0) throw noDataset(datasetId);
}

/** Throws `not-found`. */
export function assertDataset(db: Db, datasetId: string): void {
  if (db.prepare('select 1 from datasets where id = ?').get(datasetId) === undefined) throw noDataset(datasetId);
}

function noDataset(datasetId: string): EngineError {
  return new EngineError('not-found', datasetsMessages.refused.noDataset, { datasetId });
}
