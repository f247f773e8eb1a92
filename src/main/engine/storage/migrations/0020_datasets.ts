/** Datasets, their immutable snapshots, and what the analyst said about columns. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 20,
  name: 'datasets',
  up(db) {
    db.exec(`
      create table datasets (
        id text primary key,
        name text not null unique,
        created_at integer not null
      ) strict;

      create table snapshots (
        id text primary key,
        dataset_id text not null references datasets (id),
        number integer not null,
        source_name text not null,
        source_sha256 text not null,
        source_size_bytes integer not null,
        table_sha256 text not null,
        table_size_bytes integer not null,
        rows integer not null,
        columns text not null,
        reading text not null,
        warnings text not null,
        records text not null,
        created_at integer not null,
        unique (dataset_id, number)
      ) strict;

      create table dataset_columns (
        dataset_id text not null references datasets (id),
        name text not null,
        role text,
        known_when text,
        primary key (dataset_id, name)
      ) strict;
    `);
  },
};
