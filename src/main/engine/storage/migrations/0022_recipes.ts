/** Recipes: what was decided at an import, by name and version. Named like their dataset, but no part of it: one may come from a file before any data. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 22,
  name: 'recipes',
  up(db) {
    db.exec(`
      create table recipes (
        name text not null,
        version integer not null,
        recipe text not null,
        created_at integer not null,
        primary key (name, version)
      ) strict;
    `);
  },
};
