/** Rows of gate rules, each saving a version of its own, and of evaluations, which are never changed. */
import { z } from 'zod';
import { defaultGateRules, gateEvaluationSchema, gateRulesSchema, type GateEvaluation, type GateRule } from '@shared/areas/gates';
import { canonicalJson } from '../kernel/hashing';
import type { Db } from '../storage/database';

export interface SavedRules {
  /** 0: the rules a project starts with. */
  readonly version: number;
  readonly savedAt: number | null;
  readonly rules: GateRule[];
}

export function findRules(db: Db): SavedRules {
  const raw: unknown = db.prepare('select version, rules, saved_at from gate_rules order by version desc limit 1').get();
  if (raw === undefined) return { version: 0, savedAt: null, rules: [...defaultGateRules] };
  const row = z.object({ version: z.number(), rules: z.string(), saved_at: z.number() }).parse(raw);
  return { version: row.version, savedAt: row.saved_at, rules: gateRulesSchema.parse(JSON.parse(row.rules)) };
}

/** Saving what is saved already adds no version. */
export function saveRules(db: Db, rules: readonly GateRule[], now: number): number {
  return db
    .transaction(() => {
      const last = findRules(db);
      if (canonicalJson(last.rules) === canonicalJson(rules)) return last.version;
      return Number(db.prepare('insert into gate_rules (rules, saved_at) values (?, ?)').run(canonicalJson(rules), now).lastInsertRowid);
    })
    .immediate();
}

export function insertEvaluation(db: Db, evaluation: GateEvaluation): void {
  db.prepare('insert into gate_evaluations (id, run_id, champion_run_id, verdict, document, evaluated_at) values (@gateId, @runId, @championRunId, @verdict, @document, @evaluatedAt)').run({
    ...evaluation,
    document: canonicalJson(evaluation),
  });
}

export function findEvaluation(db: Db, gateId: string): GateEvaluation | null {
  return toEvaluation(db.prepare('select document from gate_evaluations where id = ?').pluck().get(gateId));
}

/** The newest one of this run against this champion. */
export function findLastEvaluation(db: Db, runId: string, championRunId: string | null): GateEvaluation | null {
  return toEvaluation(db.prepare('select document from gate_evaluations where run_id = ? and champion_run_id is ? order by evaluated_at desc, id desc limit 1').pluck().get(runId, championRunId));
}

function toEvaluation(document: unknown): GateEvaluation | null {
  return typeof document === 'string' ? gateEvaluationSchema.parse(JSON.parse(document)) : null;
}
