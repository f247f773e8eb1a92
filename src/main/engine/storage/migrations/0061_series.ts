/** Time series: what belongs to an experiment beside tracking's rows, and the forecasts its runs made. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 61,
  name: 'series',
  up(db) {
    db.exec(`
      create table series_experiments (
        experiment_id text primary key references experiments (id),
        document_object text not null
      ) strict, without rowid;

      create table series_forecasts (
        id text primary key,
        job_id text not null unique,
        run_id text not null references runs (id),
        snapshot_id text not null references snapshots (id),
        horizon integer not null,
        level real not null,
        series integer not null,
        total real not null,
        coverage real,
        values_object text not null,
        file_object text not null,
        created_at integer not null
      ) strict;
      create index series_forecasts_by_run on series_forecasts (run_id);
    `);
  },
};
