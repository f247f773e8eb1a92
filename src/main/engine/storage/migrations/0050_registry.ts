/** The ledger of decisions. The database itself refuses to change or remove an entry. */
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 50,
  name: 'registry',
  up(db) {
    db.exec(`
      create table decisions (
        id integer primary key autoincrement,
        alias text not null,
        run_id text not null references runs (id),
        previous_run_id text references runs (id),
        reason text not null check (length(reason) > 0),
        decided_at integer not null
      ) strict;
      create index decisions_by_alias on decisions (alias, id);

      create trigger decisions_never_change before update on decisions
      begin
        select raise(abort, 'The ledger is append-only: an entry cannot be changed.');
      end;
      create trigger decisions_never_leave before delete on decisions
      begin
        select raise(abort, 'The ledger is append-only: an entry cannot be removed.');
      end;
      create trigger decisions_never_replace before insert on decisions
      when new.id is not null and exists (select 1 from decisions where id = new.id)
      begin
        select raise(abort, 'The ledger is append-only: an entry cannot be replaced.');
      end;
    `);
  },
};
