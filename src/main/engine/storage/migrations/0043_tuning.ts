/** Searches for better settings: each search, its trials, and the score of every fit by what went into it. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 43,
  name: 'tuning',
  up(db) {
    db.exec(`
      create table tunings (
        id text primary key,
        job_id text not null unique,
        experiment_id text references experiments (id),
        snapshot_id text not null references snapshots (id),
        search_key text not null,
        target text not null,
        metric text not null,
        sampler text not null,
        minutes real,
        trials_wanted integer,
        spent_ms real not null,
        folds integer not null,
        unseen_repeat integer not null,
        unseen_fold integer not null,
        searched integer not null,
        state text not null check (state in ('searching', 'racing', 'finished', 'cancelled', 'failed', 'interrupted')),
        models text not null,
        created_at integer not null
      ) strict;
      create index tunings_by_experiment on tunings (experiment_id);

      create table tuning_trials (
        tuning_id text not null references tunings (id),
        number integer not null,
        model text not null,
        standard integer not null,
        settings text not null,
        scores text not null,
        state text not null check (state in ('running', 'finished', 'pruned', 'stopped', 'failed')),
        failure text,
        duration_ms real not null,
        primary key (tuning_id, number)
      ) strict, without rowid;

      create table tuning_fits (
        key text primary key,
        score real,
        duration_ms real not null
      ) strict, without rowid;
    `);
  },
};
