/** Rows of the ledger: added, never changed or removed. */
import { z } from 'zod';
import { decisionSchema, type Decision } from '@shared/areas/registry';
import type { Db } from '../storage/database';

const rowSchema = z.object({
  id: z.number(),
  alias: z.string(),
  run_id: z.string(),
  run_number: z.number(),
  model: z.string(),
  previous_run_id: z.string().nullable(),
  reason: z.string(),
  decided_at: z.number(),
});

const selectDecisions = 'select d.*, r.number as run_number, r.model from decisions d join runs r on r.id = d.run_id';

function toDecision(raw: unknown): Decision {
  const row = rowSchema.parse(raw);
  return decisionSchema.parse({
    id: row.id,
    alias: row.alias,
    runId: row.run_id,
    runNumber: row.run_number,
    model: row.model,
    previousRunId: row.previous_run_id,
    reason: row.reason,
    decidedAt: row.decided_at,
  });
}

export interface NewDecision {
  readonly alias: Decision['alias'];
  readonly runId: string;
  readonly previousRunId: string | null;
  readonly reason: string;
  readonly decidedAt: number;
}

export function insertDecision(db: Db, decision: NewDecision): Decision {
  const { lastInsertRowid } = db
    .prepare('insert into decisions (alias, run_id, previous_run_id, reason, decided_at) values (@alias, @runId, @previousRunId, @reason, @decidedAt)')
    .run(decision);
  return toDecision(db.prepare(`${selectDecisions} where d.id = ?`).get(lastInsertRowid));
}

/** The decision in force. */
export function findLatest(db: Db, alias: Decision['alias']): Decision | null {
  const row: unknown = db.prepare(`${selectDecisions} where d.alias = ? order by d.id desc limit 1`).get(alias);
  return row === undefined ? null : toDecision(row);
}

/** Newest first. */
export function listDecisions(db: Db): readonly Decision[] {
  return db.prepare(`${selectDecisions} order by d.id desc`).all().map(toDecision);
}
