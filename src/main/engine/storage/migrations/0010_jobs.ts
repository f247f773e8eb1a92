/** Project facts and jobs. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 10,
  name: 'jobs',
  up(db) {
    db.exec(`
      create table jobs (
        id text primary key,
        endpoint text not null,
        title text not null,
        input text not null,
        state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
        progress text,
        created_at integer not null,
        started_at integer,
        finished_at integer,
        error text,
        result text,
        cleared integer not null default 0
      ) strict;
      create index jobs_by_state on jobs (state);
      create index jobs_by_time on jobs (created_at);
    `);
  },
};
