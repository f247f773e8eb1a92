/** Rows of the ledger: added, never changed or removed. */
import { z } from 'zod';
import { decisionSchema, type Alias, type Cause, type Decision } from '@shared/areas/registry';
import type { Db } from '../storage/database';

const rowSchema = z.object({
  id: z.number(),
  kind: z.string(),
  alias: z.string(),
  model_id: z.string(),
  model_name: z.string(),
  task: z.string(),
  version: z.number().nullable(),
  run_id: z.string(),
  run_number: z.number(),
  model: z.string(),
  previous_run_id: z.string().nullable(),
  previous_version: z.number().nullable(),
  reason: z.string(),
  cause: z.string(),
  gate_id: z.string().nullable(),
  overridden: z.number(),
  decided_at: z.number(),
});

const selectDecisions = `
  select d.*, r.number as run_number, r.model, m.name as model_name, m.task, v.number as version, p.number as previous_version
  from decisions d join runs r on r.id = d.run_id join registered_models m on m.id = d.model_id
    left join model_versions v on v.run_id = d.run_id left join model_versions p on p.run_id = d.previous_run_id
    left join decision_places o on o.decision_id = d.id`;

function toDecision(raw: unknown): Decision {
  const row = rowSchema.parse(raw);
  return decisionSchema.parse({
    id: row.id,
    kind: row.kind,
    alias: row.alias,
    modelId: row.model_id,
    modelName: row.model_name,
    task: row.task,
    version: row.version,
    runId: row.run_id,
    runNumber: row.run_number,
    model: row.model,
    previousRunId: row.previous_run_id,
    previousVersion: row.previous_version,
    reason: row.reason,
    cause: JSON.parse(row.cause),
    gateId: row.gate_id,
    overridden: row.overridden === 1,
    decidedAt: row.decided_at,
  });
}

export interface NewDecision {
  readonly kind: Decision['kind'];
  readonly alias: Alias;
  readonly modelId: string;
  readonly runId: string;
  readonly previousRunId: string | null;
  readonly reason: string;
  readonly cause: Cause;
  readonly gateId: string | null;
  readonly overridden: boolean;
  readonly decidedAt: number;
}

/** A move ends a disagreement about the alias, where there was one. */
export function insertDecision(db: Db, decision: NewDecision): Decision {
  if (decision.kind !== 'refused') db.prepare('delete from alias_holds where alias = ? and model_id = ?').run(decision.alias, decision.modelId);
  const { lastInsertRowid } = db
    .prepare(
      `insert into decisions (kind, alias, model_id, run_id, previous_run_id, reason, cause, gate_id, overridden, decided_at)
       values (@kind, @alias, @modelId, @runId, @previousRunId, @reason, @cause, @gateId, @overridden, @decidedAt)`,
    )
    .run({ ...decision, cause: JSON.stringify(decision.cause), overridden: decision.overridden ? 1 : 0 });
  return toDecision(db.prepare(`${selectDecisions} where d.id = ?`).get(lastInsertRowid));
}

/** Oldest first: in the order that all devices of a shared project agree on, then what was decided here since. */
export function listDecisions(db: Db): readonly Decision[] {
  return db.prepare(`${selectDecisions} order by o.place is null, o.place, o.key, d.id`).all().map(toDecision);
}
