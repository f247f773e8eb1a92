/** Pipelines: versions of definitions, runs as folded from an append-only log, results by key, what triggers have seen. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 80,
  name: 'pipelines',
  up(db) {
    db.exec(`
      create table pipelines (
        name text primary key,
        paused integer not null,
        created_at integer not null
      ) strict;

      create table pipeline_versions (
        pipeline text not null references pipelines (name),
        number integer not null,
        definition text not null,
        saved_at integer not null,
        primary key (pipeline, number)
      ) strict, without rowid;

      create table pipeline_runs (
        id text primary key,
        pipeline text not null references pipelines (name),
        number integer not null,
        state text not null,
        folded text not null,
        created_at integer not null,
        unique (pipeline, number)
      ) strict;

      create table pipeline_events (
        id integer primary key autoincrement,
        pipeline text not null references pipelines (name),
        run_id text,
        step text,
        item text,
        kind text not null,
        at integer not null,
        data text not null
      ) strict;
      create index pipeline_events_by_run on pipeline_events (run_id, id);
      create index pipeline_events_by_pipeline on pipeline_events (pipeline, id);

      create trigger pipeline_events_never_change before update on pipeline_events
      begin
        select raise(abort, 'The log of pipelines is append-only: an event cannot be changed.');
      end;
      create trigger pipeline_events_never_leave before delete on pipeline_events
      begin
        select raise(abort, 'The log of pipelines is append-only: an event cannot be removed.');
      end;

      create table pipeline_results (
        key text primary key,
        pipeline text not null,
        step text not null,
        parts text not null,
        outputs text not null,
        said text,
        run_id text not null,
        made_at integer not null
      ) strict;
      create index pipeline_results_by_step on pipeline_results (pipeline, step, made_at);

      create table pipeline_schedules (
        pipeline text primary key references pipelines (name),
        looked_at integer not null,
        missed integer not null
      ) strict;

      create table pipeline_folders (
        pipeline text primary key references pipelines (name),
        ticket text not null,
        chosen_at integer not null
      ) strict;

      create table pipeline_files (
        pipeline text not null references pipelines (name),
        name text not null,
        sha256 text not null,
        size_bytes integer not null,
        modified_at real not null,
        run_id text,
        seen_at integer not null,
        primary key (pipeline, name)
      ) strict, without rowid;
      create index pipeline_files_by_content on pipeline_files (pipeline, sha256);
    `);
  },
};
