/** What a race did to cells before it learned from them, column by column. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 105,
  name: 'treated columns',
  up(db) {
    db.exec("alter table experiments add column treated_columns text not null default '[]'");
  },
};
