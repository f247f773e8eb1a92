/** Rows of alert rules, of the state of each alert, and of what they told. */
import { z } from 'zod';
import { alertEventSchema, alertRuleSchema, alertStateSchema, type AlertEvent, type AlertRule, type StoredRule } from '@shared/areas/monitoring';
import type { Db } from '../../storage/database';
import type { AlertState } from './alertMachine';

const ruleRowSchema = z.object({ id: z.string(), definition: z.string(), muted_until: z.number().nullable(), created_at: z.number() });
const stateSchema = z.object({ state: alertStateSchema, breaches: z.number().int(), quiet: z.number().int(), missing: z.number().int() });
/** The state with the value last seen. */
const keptSchema = stateSchema.extend({ value: z.number().nullable(), message: z.string() });
const stateRowSchema = z.object({ rule_id: z.string(), dataset_id: z.string(), subject: z.string(), state: z.string(), since: z.number() });
const eventRowSchema = z.object({ id: z.number(), rule_id: z.string(), dataset_id: z.string(), subject: z.string(), kind: alertEventSchema.shape.kind, value: z.number().nullable(), monitoring_run_id: z.string(), message: z.string(), muted: z.number(), seen: z.number(), at: z.number(), definition: z.string() });

export interface KeptState extends AlertState {
  readonly value: number | null;
  readonly message: string;
}

export interface StateRow extends KeptState {
  readonly ruleId: string;
  readonly datasetId: string;
  readonly column: string | null;
  readonly since: number;
}

/** Columns may be called anything, so that the whole table is told apart by the first letter. */
const subjectOf = (column: string | null): string => (column === null ? 'table' : `column ${column}`);
const columnOf = (subject: string): string | null => (subject === 'table' ? null : subject.slice('column '.length));

function toRule(raw: unknown): StoredRule {
  const row = ruleRowSchema.parse(raw);
  return { ...alertRuleSchema.parse(JSON.parse(row.definition)), id: row.id, mutedUntil: row.muted_until, createdAt: row.created_at };
}

/** In the order they were made. */
export function listRules(db: Db): readonly StoredRule[] {
  return db.prepare('select id, definition, muted_until, created_at from alert_rules where deleted_at is null order by created_at, id').all().map(toRule);
}

export function findRule(db: Db, id: string): StoredRule | null {
  const row: unknown = db.prepare('select id, definition, muted_until, created_at from alert_rules where id = ? and deleted_at is null').get(id);
  return row === undefined ? null : toRule(row);
}

/** True once any rule was ever made: then none are proposed again. */
export function hadRules(db: Db): boolean {
  return db.prepare('select 1 from alert_rules limit 1').get() !== undefined;
}

export function insertRule(db: Db, id: string, rule: AlertRule, now: number): void {
  db.prepare('insert into alert_rules (id, definition, created_at) values (?, ?, ?)').run(id, JSON.stringify(rule), now);
}

/** Its alerts start anew. */
export function replaceRule(db: Db, id: string, rule: AlertRule): void {
  db.transaction(() => {
    db.prepare('update alert_rules set definition = ? where id = ?').run(JSON.stringify(rule), id);
    db.prepare('delete from alert_states where rule_id = ?').run(id);
  })();
}

export function deleteRule(db: Db, id: string, now: number): void {
  db.transaction(() => {
    db.prepare('update alert_rules set deleted_at = ? where id = ?').run(now, id);
    db.prepare('delete from alert_states where rule_id = ?').run(id);
  })();
}

export function muteRule(db: Db, id: string, until: number | null): void {
  db.prepare('update alert_rules set muted_until = ? where id = ?').run(until, id);
}

export function listStates(db: Db): readonly StateRow[] {
  return db
    .prepare('select * from alert_states order by rule_id, dataset_id, subject')
    .all()
    .map((raw) => {
      const row = stateRowSchema.parse(raw);
      return { ...keptSchema.parse(JSON.parse(row.state)), ruleId: row.rule_id, datasetId: row.dataset_id, column: columnOf(row.subject), since: row.since };
    });
}

export function saveState(db: Db, { ruleId, datasetId, column, since, ...state }: StateRow): void {
  db.prepare('insert into alert_states (rule_id, dataset_id, subject, state, since) values (?, ?, ?, ?, ?) on conflict (rule_id, dataset_id, subject) do update set state = excluded.state, since = excluded.since').run(ruleId, datasetId, subjectOf(column), JSON.stringify(state), since);
}

export type NewEvent = Omit<AlertEvent, 'id' | 'ruleName' | 'severity' | 'seen'>;

export function insertEvent(db: Db, event: NewEvent): number {
  const { lastInsertRowid } = db
    .prepare('insert into alert_events (rule_id, dataset_id, subject, kind, value, monitoring_run_id, message, muted, seen, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(event.ruleId, event.datasetId, subjectOf(event.column), event.kind, event.value, event.monitorRunId, event.message, event.muted ? 1 : 0, event.muted ? 1 : 0, event.at);
  return Number(lastInsertRowid);
}

/** Newest first. */
export function listEvents(db: Db, limit: number): readonly AlertEvent[] {
  return db
    .prepare('select e.*, r.definition from alert_events e join alert_rules r on r.id = e.rule_id order by e.id desc limit ?')
    .all(limit)
    .map((raw) => {
      const row = eventRowSchema.parse(raw);
      const { name, severity } = alertRuleSchema.parse(JSON.parse(row.definition));
      return { id: row.id, ruleId: row.rule_id, ruleName: name, severity, datasetId: row.dataset_id, column: columnOf(row.subject), kind: row.kind, value: row.value, monitorRunId: row.monitoring_run_id, message: row.message, muted: row.muted === 1, seen: row.seen === 1, at: row.at };
    });
}

export function countUnseen(db: Db): number {
  return z.number().parse(db.prepare('select (select count(*) from alert_events where seen = 0) + (select count(*) from notices where seen = 0)').pluck().get());
}

export function markSeen(db: Db): void {
  db.transaction(() => {
    db.prepare('update alert_events set seen = 1 where seen = 0').run();
    db.prepare('update notices set seen = 1 where seen = 0').run();
  })();
}
