/** Rows of scenarios: the input as canonical JSON, the prediction as it was. Deleted ones are kept until they are restored. */
import { z } from 'zod';
import { tableSchema, type Table } from '@shared/areas/common';
import type { Scenario } from '@shared/areas/forecasting';
import type { Db } from '../../storage/database';

export type StoredScenario = Omit<Scenario, 'stale'>;

const rowSchema = z.object({
  id: z.string(),
  run_id: z.string(),
  run_number: z.number(),
  model: z.string(),
  target: z.string(),
  name: z.string(),
  notes: z.string(),
  input: z.string(),
  value: z.number(),
  lower: z.number(),
  upper: z.number(),
  level: z.number(),
  created_at: z.number(),
});

const selectScenarios = `select s.*, r.number as run_number, r.model, json_extract(e.request, '$.target') as target from scenarios s join runs r on r.id = s.run_id join experiments e on e.id = r.experiment_id`;

function toScenario(raw: unknown): StoredScenario {
  const { id, run_id, run_number, model, target, name, notes, input, value, lower, upper, level, created_at } = rowSchema.parse(raw);
  return { id, runId: run_id, runNumber: run_number, model, target, name, notes, table: tableSchema.parse(JSON.parse(input)), prediction: { value, lower, upper, level }, createdAt: created_at };
}

export interface NewScenario {
  readonly id: string;
  readonly runId: string;
  readonly name: string;
  readonly notes: string;
  readonly table: Table;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly createdAt: number;
}

export function insertScenario(db: Db, { table, ...scenario }: NewScenario): void {
  db.prepare(
    `insert into scenarios (id, run_id, name, notes, input, value, lower, upper, level, created_at)
     values (@id, @runId, @name, @notes, @input, @value, @lower, @upper, @level, @createdAt)`,
  ).run({ ...scenario, input: JSON.stringify(table) });
}

/** Deleted ones included. */
export function findScenario(db: Db, id: string): StoredScenario | null {
  const row: unknown = db.prepare(`${selectScenarios} where s.id = ?`).get(id);
  return row === undefined ? null : toScenario(row);
}

/** Oldest first, without deleted ones; of one run where it is given. */
export function listScenarios(db: Db, runId: string | null): StoredScenario[] {
  return db.prepare(`${selectScenarios} where s.deleted_at is null and (@runId is null or s.run_id = @runId) order by s.created_at, s.id`).all({ runId }).map(toScenario);
}

export function updateScenario(db: Db, id: string, { name, notes }: { readonly name: string; readonly notes: string }): void {
  db.prepare('update scenarios set name = @name, notes = @notes where id = @id').run({ id, name, notes });
}

export function saveScenarioDeletion(db: Db, ids: readonly string[], deletedAt: number | null): void {
  const update = db.prepare('update scenarios set deleted_at = @deletedAt where id = @id');
  for (const id of ids) update.run({ id, deletedAt });
}
