/** The name a recipe was made under: it stays when the recipe is renamed, so that devices know it again. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 97,
  name: 'shared recipes',
  up(db) {
    db.exec(`
      alter table recipes add column origin text not null default '';
      update recipes set origin = name;
    `);
  },
};
