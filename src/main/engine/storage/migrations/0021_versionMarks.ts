/** What was said of versions after they were stored: notes, the trash, and which one of a dataset is in use where it is not the newest. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 21,
  name: 'version marks',
  up(db) {
    db.exec(`
      create table version_marks (
        snapshot_id text primary key references snapshots (id),
        note text not null default '',
        trashed_at integer,
        removed_at integer
      ) strict, without rowid;

      create table versions_in_use (
        dataset_id text primary key references datasets (id),
        snapshot_id text not null references snapshots (id)
      ) strict, without rowid;
    `);
  },
};
