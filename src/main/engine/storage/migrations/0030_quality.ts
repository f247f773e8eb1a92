/** Profiles kept per snapshot, versions of each dataset's schema, and every validation. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 30,
  name: 'quality',
  up(db) {
    db.exec(`
      create table profiles (
        snapshot_id text primary key references snapshots (id),
        format_version integer not null,
        profile text not null
      ) strict;

      create table data_schemas (
        dataset_id text not null references datasets (id),
        version integer not null,
        schema text not null,
        saved_at integer not null,
        primary key (dataset_id, version)
      ) strict;

      create table validations (
        id text primary key,
        snapshot_id text not null references snapshots (id),
        success integer not null check (success in (0, 1)),
        statistics text not null,
        results text not null,
        created_at integer not null
      ) strict;
      create index validations_by_snapshot on validations (snapshot_id, created_at);
    `);
  },
};
