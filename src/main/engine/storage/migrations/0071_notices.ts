/** What other areas told the inbox, beside the events of alert rules. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 71,
  name: 'notices',
  up(db) {
    db.exec(`
      create table notices (
        id integer primary key autoincrement,
        dataset_id text not null references datasets (id),
        snapshot_id text not null references snapshots (id),
        severity text not null,
        title text not null,
        message text not null,
        seen integer not null,
        at integer not null
      ) strict;
    `);
  },
};
