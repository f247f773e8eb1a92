/** Saved scenarios, and what the scoring endpoint answered: counts by day and run, never a value. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 65,
  name: 'scoring',
  up(db) {
    db.exec(`
      create table scenarios (
        id text primary key,
        run_id text not null references runs (id),
        name text not null,
        notes text not null,
        input text not null,
        value real not null,
        lower real not null,
        upper real not null,
        level real not null,
        created_at integer not null,
        deleted_at integer
      ) strict;
      create index scenarios_by_run on scenarios (run_id);
      create table scoring_days (
        day text not null,
        run_id text not null references runs (id),
        requests integer not null,
        rows integer not null,
        rows_outside integer not null,
        primary key (day, run_id)
      ) strict;
    `);
  },
};
