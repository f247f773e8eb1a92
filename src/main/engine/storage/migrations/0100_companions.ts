/** What is fitted beside a model for its range says something of every held-out row; the object that holds it. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 100,
  name: 'companions of models',
  up(db) {
    db.exec('alter table run_folds add column companions_object text');
  },
};
