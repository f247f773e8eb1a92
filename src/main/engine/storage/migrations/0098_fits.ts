/** Fits the project has computed, by what went into them, so that none is computed twice; and how many of a run's fits were taken from there. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 98,
  name: 'fits',
  up(db) {
    db.exec(`
      create table fits (
        key text primary key,
        predictions_object text not null,
        model_object text,
        details text not null,
        created_at integer not null
      ) strict;
      alter table runs add column fits_reused integer not null default 0;
    `);
  },
};
