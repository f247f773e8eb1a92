/** Checkpoints, what each of their runs found, and versions that are used although a run blocked them. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 32,
  name: 'checkpoints',
  up(db) {
    db.exec(`
      create table checkpoints (
        id text primary key,
        dataset_id text not null references datasets (id),
        definition text not null,
        looked_at integer not null,
        created_at integer not null,
        removed_at integer
      ) strict;
      create table checkpoint_runs (
        id text primary key,
        checkpoint_id text not null references checkpoints (id),
        snapshot_id text not null references snapshots (id),
        occasion text not null,
        verdict text not null,
        outcome text not null,
        at integer not null
      ) strict;
      create index checkpoint_runs_by_snapshot on checkpoint_runs (snapshot_id, at);
      create index checkpoint_runs_by_checkpoint on checkpoint_runs (checkpoint_id, at);
      create table version_overrides (
        id integer primary key autoincrement,
        snapshot_id text not null references snapshots (id),
        reason text not null,
        findings text not null,
        at integer not null
      ) strict;
    `);
  },
};
