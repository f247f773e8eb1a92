/** Rows about versions that were stored before: notes, the trash, and the version in use. */
import { z } from 'zod';
import type { Db } from '../storage/database';

const idsSchema = z.array(z.string());

/** SQL that ranks a dataset's versions, the one in use first. Joined names: s snapshots, m its marks, u the version in use. */
export const marksJoin = 'left join version_marks m on m.snapshot_id = s.id left join versions_in_use u on u.dataset_id = s.dataset_id';
export const inUseFirst = 'u.snapshot_id is s.id desc, s.number desc';

export function writeNote(db: Db, snapshotId: string, note: string): void {
  db.prepare('insert into version_marks (snapshot_id, note) values (?, ?) on conflict (snapshot_id) do update set note = excluded.note').run(snapshotId, note);
}

export function putInTrash(db: Db, snapshotIds: readonly string[], now: number): void {
  const trash = db.prepare('insert into version_marks (snapshot_id, trashed_at) values (?, ?) on conflict (snapshot_id) do update set trashed_at = coalesce(trashed_at, excluded.trashed_at)');
  const notInUse = db.prepare('delete from versions_in_use where snapshot_id = ?');
  db.transaction(() => {
    for (const id of snapshotIds) {
      trash.run(id, now);
      notInUse.run(id);
    }
  }).immediate();
}

/** As another device said it. What is in the trash is not in use. */
export function writeTrashTime(db: Db, snapshotId: string, trashedAt: number | null): void {
  db.prepare('insert into version_marks (snapshot_id, trashed_at) values (?, ?) on conflict (snapshot_id) do update set trashed_at = excluded.trashed_at').run(snapshotId, trashedAt);
  if (trashedAt !== null) db.prepare('delete from versions_in_use where snapshot_id = ?').run(snapshotId);
}

export function takeFromTrash(db: Db, snapshotIds: readonly string[]): void {
  const statement = db.prepare('update version_marks set trashed_at = null, removed_at = null where snapshot_id = ?');
  db.transaction(() => {
    for (const id of snapshotIds) statement.run(id);
  }).immediate();
}

/** Their files are gone for good; the rows stay, for what was made of them. */
export function noteRemoved(db: Db, snapshotIds: readonly string[], now: number): void {
  const statement = db.prepare('update version_marks set removed_at = ? where snapshot_id = ?');
  db.transaction(() => {
    for (const id of snapshotIds) statement.run(now, id);
  }).immediate();
}

export function putInUse(db: Db, datasetId: string, snapshotId: string): void {
  db.prepare('insert into versions_in_use (dataset_id, snapshot_id) values (?, ?) on conflict (dataset_id) do update set snapshot_id = excluded.snapshot_id').run(datasetId, snapshotId);
}

/** The newest version is in use again. */
export function useNewest(db: Db, datasetId: string): void {
  db.prepare('delete from versions_in_use where dataset_id = ?').run(datasetId);
}

/** The version of each dataset that is in use. */
export function currentIds(db: Db): ReadonlySet<string> {
  return new Set(idsSchema.parse(db.prepare(`select id from (select s.id, row_number() over (partition by s.dataset_id order by ${inUseFirst}) as place from snapshots s ${marksJoin} where m.trashed_at is null) where place = 1`).pluck().all()));
}
