/** What was measured about tables before and beside a race: leak radar, honest scores, control, split advice. Each answer once, and beside the race it belongs to. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 99,
  name: 'studies',
  up(db) {
    db.exec(`
      create table studies (
        key text primary key,
        kind text not null,
        subject text not null,
        answer text not null,
        created_at integer not null
      ) strict;
      create index studies_by_subject on studies (kind, subject);
      alter table experiments add column honesty text;
      alter table experiments add column control text;
      alter table experiments add column split_advice text;
    `);
  },
};
