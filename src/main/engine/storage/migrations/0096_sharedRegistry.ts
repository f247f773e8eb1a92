/** One order of the ledger for all devices, who holds an alias while two decisions disagree, and numbers that may be settled. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 96,
  name: 'shared registry',
  up(db) {
    db.exec(`
      create table decision_places (
        decision_id integer primary key references decisions (id),
        place integer not null,
        key text not null unique
      ) strict;

      create table alias_holds (
        alias text not null,
        model_id text not null references registered_models (id),
        run_id text references runs (id),
        primary key (alias, model_id)
      ) strict, without rowid;

      drop trigger model_versions_never_update;
      create trigger model_versions_never_update before update of id, model_id, run_id on model_versions
      begin
        select raise(abort, 'What was decided upon is kept as it was.');
      end;
    `);
  },
};
