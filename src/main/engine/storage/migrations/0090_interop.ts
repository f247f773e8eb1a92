/** Runs of other tools, kept to be read: a document each, with no model and no rows of their own. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 90,
  name: 'interop',
  up(db) {
    db.exec(`
      create table imported_runs (
        id text primary key,
        source text not null,
        experiment text not null,
        started_at integer,
        document text not null,
        imported_at integer not null
      ) strict;
    `);
  },
};
