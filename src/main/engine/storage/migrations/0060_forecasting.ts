/** Forecasts: which run scored which snapshot, and the predictions it gave. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 60,
  name: 'forecasting',
  up(db) {
    db.exec(`
      create table forecasts (
        id text primary key,
        job_id text not null unique,
        run_id text not null references runs (id),
        snapshot_id text not null references snapshots (id),
        rows integer not null,
        total real not null,
        baseline_total real not null,
        rows_outside integer not null,
        level real not null,
        predictions_object text not null,
        file_object text not null,
        created_at integer not null
      ) strict;
      create index forecasts_by_run on forecasts (run_id);
    `);
  },
};
