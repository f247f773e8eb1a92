/** Monitoring: references, kept looks at versions, alert rules with the state of each alert and what they told. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 70,
  name: 'monitoring',
  up(db) {
    db.exec(`
      create table monitoring_references (
        dataset_id text primary key references datasets (id),
        snapshot_id text not null references snapshots (id),
        reason text not null,
        accepted_at integer not null
      ) strict;
      create table monitoring_runs (
        id text primary key,
        job_id text not null unique,
        dataset_id text not null references datasets (id),
        current_id text not null references snapshots (id),
        summary text not null,
        report text not null,
        created_at integer not null
      ) strict;
      create index monitoring_runs_by_dataset on monitoring_runs (dataset_id, created_at);
      create table alert_rules (
        id text primary key,
        definition text not null,
        muted_until integer,
        created_at integer not null,
        deleted_at integer
      ) strict;
      create table alert_states (
        rule_id text not null references alert_rules (id),
        dataset_id text not null references datasets (id),
        subject text not null,
        state text not null,
        since integer not null,
        primary key (rule_id, dataset_id, subject)
      ) strict;
      create table alert_events (
        id integer primary key autoincrement,
        rule_id text not null references alert_rules (id),
        dataset_id text not null references datasets (id),
        subject text not null,
        kind text not null,
        value real,
        monitoring_run_id text not null references monitoring_runs (id),
        message text not null,
        muted integer not null,
        seen integer not null,
        at integer not null
      ) strict;
      create index alert_events_by_rule on alert_events (rule_id);
    `);
  },
};
