/** Reports that were written: of what, in which form, and the hash of their bytes. Where a file was saved is no fact of the project. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 66,
  name: 'reports',
  up(db) {
    db.exec(`
      create table reports (
        id text primary key,
        subject_kind text not null,
        subject_id text not null,
        format text not null,
        name text not null,
        sha256 text not null,
        size_bytes integer not null,
        written_at integer not null,
        unique (subject_kind, subject_id, format, sha256)
      ) strict;
    `);
  },
};
