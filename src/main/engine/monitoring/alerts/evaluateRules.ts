/** Lets every rule look at a monitoring run: states move on, and what changed is told. */
import type { AlertEvent, AlertRule, DriftReport, StoredRule } from '@shared/areas/monitoring';
import { monitoringMessages as words } from '@shared/messages/monitoring';
import type { Db } from '../../storage/database';
import { calmState, stepAlert } from './alertMachine';
import { insertEvent, listRules, listStates, saveState } from './alertStore';
import { observeRule, type Observed } from './observe';

export interface EvaluatedRun {
  readonly monitorRunId: string;
  readonly report: DriftReport;
  readonly now: number;
}

/** In one transaction; returns the new events in the order of the rules. */
export function evaluateRules(db: Db, run: EvaluatedRun): readonly AlertEvent[] {
  return db.transaction(() => listRules(db).flatMap((rule) => evaluateRule(db, rule, run)))();
}

function evaluateRule(db: Db, rule: StoredRule, { monitorRunId, report, now }: EvaluatedRun): AlertEvent[] {
  const { datasetId } = report.current;
  const states = listStates(db).filter((state) => state.ruleId === rule.id && state.datasetId === datasetId);
  const known = states.flatMap(({ column }) => (column === null ? [] : [column]));
  return observeRule(rule, report, known).flatMap((observed) => {
    const before = states.find(({ column }) => column === observed.column);
    const { next, notice } = stepAlert(rule, before ?? calmState, observed.observation);
    if (next.state === 'normal' && before === undefined) return [];
    const since = before?.state === next.state ? before.since : now;
    const message = tell(rule, observed, next.state === 'normal' ? 'resolved' : next.state === 'no-data' ? 'no-data' : 'firing');
    saveState(db, { ...next, ruleId: rule.id, datasetId, column: observed.column, since, value: observed.value, message });
    if (notice === null) return [];
    const muted = rule.mutedUntil !== null && rule.mutedUntil > now;
    const event = { ruleId: rule.id, datasetId, column: observed.column, kind: notice, value: observed.value, monitorRunId, message: tell(rule, observed, notice), muted, at: now };
    return [{ ...event, id: insertEvent(db, event), ruleName: rule.name, severity: rule.severity, seen: muted }];
  });
}

function tell(rule: AlertRule, { column, value }: Observed, kind: AlertEvent['kind']): string {
  const subject = column ?? words.alerts.table;
  if (kind === 'resolved') return words.alerts.resolved(rule.name, subject);
  if (kind === 'no-data' || value === null) return words.alerts.noData(rule.name, subject);
  return words.alerts.firing(rule.name, subject, rule.metric === 'column-drifted' ? '' : words.figure(value)).trim();
}

/** What a project begins with: rules that are worth having before anyone wrote one. */
export const proposedRules: readonly AlertRule[] = [
  { name: words.alerts.proposed.used, metric: 'column-drifted', column: null, operator: '>=', value: 1, forBatches: 1, keepBatches: 0, severity: 'warning' },
  { name: words.alerts.proposed.share, metric: 'drift-share', column: null, operator: '>=', value: 0.5, forBatches: 1, keepBatches: 0, severity: 'critical' },
];
