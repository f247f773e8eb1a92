/** Registered models and their versions, gate rules and evidence; the ledger names version, kind, cause and evidence. */
import type { Db } from '../database';
import type { Migration } from '../migrate';

export const migration: Migration = {
  version: 51,
  name: 'model versions',
  up(db) {
    db.exec(`
      create table registered_models (
        id text primary key,
        name text not null unique,
        dataset_id text not null references datasets (id),
        target text not null,
        task text not null check (task in ('regression', 'timeseries')),
        created_at integer not null,
        unique (dataset_id, target, task)
      ) strict;

      create table model_versions (
        id text primary key,
        model_id text not null references registered_models (id),
        number integer not null,
        run_id text not null unique references runs (id),
        created_at integer not null,
        unique (model_id, number)
      ) strict;

      create table gate_evaluations (
        id text primary key,
        run_id text not null references runs (id),
        champion_run_id text references runs (id),
        verdict text not null check (verdict in ('pass', 'fail', 'insufficient')),
        document text not null,
        evaluated_at integer not null
      ) strict;
      create index gate_evaluations_by_run on gate_evaluations (run_id, evaluated_at);

      create table gate_rules (
        version integer primary key autoincrement,
        rules text not null,
        saved_at integer not null
      ) strict;

      alter table decisions add column kind text not null default 'promoted' check (kind in ('promoted', 'rolled-back', 'cleared', 'refused'));
      alter table decisions add column model_id text references registered_models (id);
      alter table decisions add column cause text not null default '{"by":"hand"}';
      alter table decisions add column gate_id text references gate_evaluations (id);
      alter table decisions add column overridden integer not null default 0;
    `);
    registerDecided(db);
    keepForever(db, 'gate_evaluations');
    keepForever(db, 'model_versions');
  },
};

/** Every run that was promoted so far becomes a version of its model. */
function registerDecided(db: Db): void {
  db.exec(`
    create temp table decided as
      select d.run_id, min(d.id) as first, min(d.decided_at) as decided_at, s.dataset_id,
        case when json_valid(e.request) then json_extract(e.request, '$.target') else '' end as target
      from decisions d join runs r on r.id = d.run_id join experiments e on e.id = r.experiment_id join snapshots s on s.id = e.snapshot_id
      group by d.run_id;
    insert into registered_models (id, name, dataset_id, target, task, created_at)
      select 'model-' || min(d.first), d.target || ' of ' || s.name, d.dataset_id, d.target, 'regression', min(d.decided_at)
      from decided d join datasets s on s.id = d.dataset_id group by d.dataset_id, d.target;
    insert into model_versions (id, model_id, number, run_id, created_at)
      select 'version-' || d.first, m.id, row_number() over (partition by m.id order by d.first), d.run_id, d.decided_at
      from decided d join registered_models m on m.dataset_id = d.dataset_id and m.target = d.target;
    drop trigger decisions_never_change;
    update decisions set model_id = (select v.model_id from model_versions v where v.run_id = decisions.run_id);
    drop table decided;

    create trigger decisions_never_change before update on decisions
    begin
      select raise(abort, 'The ledger is append-only: an entry cannot be changed.');
    end;
  `);
}

function keepForever(db: Db, table: string): void {
  for (const event of ['update', 'delete']) {
    db.exec(`
      create trigger ${table}_never_${event} before ${event} on ${table}
      begin
        select raise(abort, 'What was decided upon is kept as it was.');
      end;
    `);
  }
}
