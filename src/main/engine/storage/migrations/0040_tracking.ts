/** Experiments (races), their runs and every finished fold. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 40,
  name: 'tracking',
  up(db) {
    db.exec(`
      create table experiments (
        id text primary key,
        number integer not null unique,
        job_id text not null unique,
        snapshot_id text not null references snapshots (id),
        request text not null,
        metric text not null,
        target_transform text not null check (target_transform in ('log1p', 'none')),
        steps text,
        leakage text not null,
        used_columns text not null,
        excluded_columns text not null,
        rows integer not null,
        repeated_rows integer not null,
        missing_target_rows integer not null,
        group_count integer,
        plan_object text not null,
        rows_digest text not null,
        split_digest text not null,
        best text,
        baseline text,
        created_at integer not null
      ) strict;
      create index experiments_by_snapshot on experiments (snapshot_id);

      create table runs (
        id text primary key,
        number integer not null unique,
        experiment_id text not null references experiments (id),
        model text not null,
        state text not null check (state in ('running', 'finished', 'failed', 'cancelled', 'interrupted')),
        failure text,
        parameters text not null,
        metrics text not null,
        importance text not null,
        interval text,
        backend text not null,
        folds_done integer not null,
        folds_total integer not null,
        duration_ms real not null,
        peak_memory_bytes integer,
        app_version text not null,
        uses_leak integer not null,
        model_object text,
        notes text not null,
        created_at integer not null,
        deleted_at integer,
        unique (experiment_id, model)
      ) strict;

      create table run_folds (
        run_id text not null references runs (id),
        position integer not null,
        repeat integer not null,
        fold integer not null,
        metrics text not null,
        curve text,
        importance text not null,
        predictions_object text not null,
        backend text not null,
        duration_ms real not null,
        primary key (run_id, position)
      ) strict, without rowid;

      create table run_tags (
        run_id text not null references runs (id),
        tag text not null,
        primary key (run_id, tag)
      ) strict, without rowid;
    `);
  },
};
