/** Monitoring: compares versions, keeps looks, lets alert rules watch them, and tells who listens. */
import type { Alert, AlertEvent, DriftReport, DriftRequest, monitoringEndpoints, MonitorRunSummary, StoredRule } from '@shared/areas/monitoring';
import { EngineError } from '@shared/contract/errors';
import { checkpointMessages } from '@shared/messages/checkpoints';
import { monitoringMessages as words } from '@shared/messages/monitoring';
import { columnNamed, type Datasets } from '../datasets';
import type { Announce, CallContext, Handlers, JobContext } from '../kernel/area';
import { canonicalJson } from '../kernel/hashing';
import type { Ports } from '../kernel/ports';
import type { Quality } from '../quality';
import type { Db } from '../storage/database';
import { isOn } from './alerts/alertMachine';
import { countUnseen, deleteRule, findRule, hadRules, insertRule, listEvents, listRules, listStates, markSeen, muteRule, replaceRule } from './alerts/alertStore';
import { evaluateRules, proposedRules } from './alerts/evaluateRules';
import { insertNotice, listNotices } from './alerts/noticeStore';
import { compareSnapshots, toCompared, type CompareParts } from './drift/compareSnapshots';
import { driftTypeOf, readSample } from './drift/readSample';
import { acceptReference, findReference, findRun, findRunOfJob, insertRun, listRuns } from './monitoringStore';

export { calmState, stepAlert, type AlertSettings, type AlertState, type AlertStep, type Observation } from './alerts/alertMachine';
export { answerDriftRequest, listSchema } from './requests';

export interface MonitoringParts extends CompareParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute' | 'log'>;
  readonly announce: Announce;
  readonly datasets: Pick<Datasets, 'snapshot' | 'readColumns' | 'table' | 'versionsOf'>;
  readonly quality: Pick<Quality, 'onNotice'>;
}

/** Told after a run whose alerts changed: what fires, what is resolved. */
export type AlertListener = (events: readonly AlertEvent[], run: MonitorRunSummary) => void;

export interface Monitoring {
  readonly handlers: Handlers<typeof monitoringEndpoints>;
  compare(request: DriftRequest, context: CallContext): Promise<DriftReport>;
  /** Newest first. */
  listRuns(datasetId?: string): readonly MonitorRunSummary[];
  /** What is not normal now. */
  listAlerts(): readonly Alert[];
  /** Areas to the right may act on alerts. Returns how to stop listening. A listener's failure is logged and stops nobody. */
  onAlert(listener: AlertListener): () => void;
}

/** Reports kept in memory; each holds summaries only. */
const mostKnown = 4;

export function createMonitoring(parts: MonitoringParts): Monitoring {
  const { db, ports, announce, datasets, registry } = parts;
  const listeners = new Set<AlertListener>();

  parts.quality.onNotice(({ datasetId, datasetName, snapshotId, number, checkpoint, verdict, findings, at }) => {
    insertNotice(db, { datasetId, snapshotId, severity: findings[0]?.severity ?? 'info', title: checkpointMessages.notice(checkpoint, verdict, `${datasetName} v${number}`), message: findings.map(({ message }) => message).join('; '), at });
    announce('monitoring', [datasetId]);
  });

  const known = new Map<string, DriftReport>();

  /** The same question about the same columns and champion has the same answer: the last ones are kept in memory. */
  async function compare(request: DriftRequest, context: CallContext): Promise<DriftReport> {
    const columns = [request.referenceId, request.currentId].map((id) => datasets.snapshot(id).columns.map(({ name, role, knownWhen }) => ({ name, role, knownWhen })));
    const key = canonicalJson({ request, columns, champion: registry.champion()?.decision.runId ?? null });
    const report = known.get(key) ?? (await compareSnapshots(parts, request, context));
    known.delete(key);
    known.set(key, report);
    for (const oldest of known.keys()) {
      if (known.size <= mostKnown) break;
      known.delete(oldest);
    }
    return report;
  }

  /** Accepted reference, then the version the champion learned from, then the version before. */
  function referenceOf(snapshotId: string): { snapshotId: string | null; why: string } {
    const { datasetId, id } = datasets.snapshot(snapshotId);
    const accepted = findReference(db, datasetId);
    if (accepted !== null && accepted !== id) return { snapshotId: accepted, why: words.why.accepted };
    const versions = datasets.versionsOf(datasetId);
    const learned = registry.champion()?.detail.run.snapshotId;
    if (learned !== undefined && learned !== id && versions.includes(learned)) return { snapshotId: learned, why: words.why.champion };
    const before = versions[versions.indexOf(id) + 1];
    return before === undefined ? { snapshotId: null, why: words.why.none } : { snapshotId: before, why: words.why.previous };
  }

  async function run(request: Omit<DriftRequest, 'referenceId'> & { readonly referenceId?: string | undefined }, context: JobContext): Promise<{ run: MonitorRunSummary; alerts: AlertEvent[] }> {
    const kept = findRunOfJob(db, context.jobId);
    if (kept) return { run: kept, alerts: listEvents(db, 1000).filter(({ monitorRunId }) => monitorRunId === kept.id).reverse() };
    const referenceId = request.referenceId ?? referenceOf(request.currentId).snapshotId;
    if (referenceId === null) throw new EngineError('invalid-input', words.reasons.noReference);
    const report = await compare({ ...request, referenceId }, context);
    const id = ports.ids.next();
    const now = ports.clock.now();
    const events = db.transaction(() => {
      insertRun(db, { id, jobId: context.jobId, createdAt: now, report });
      if (!hadRules(db)) for (const rule of proposedRules) insertRule(db, ports.ids.next(), rule, now);
      return evaluateRules(db, { monitorRunId: id, report, now });
    })();
    const summary = findRunOfJob(db, context.jobId);
    if (!summary) throw new EngineError('internal', words.reasons.unknownRun);
    announce('monitoring', [id]);
    if (events.length > 0) tell(events, summary);
    return { run: summary, alerts: [...events] };
  }

  function tell(events: readonly AlertEvent[], summary: MonitorRunSummary): void {
    for (const listener of listeners) {
      try {
        listener(events, summary);
      } catch (error) {
        ports.log.error('A listener of alerts failed', { cause: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  function mustFindRule(id: string): StoredRule {
    const rule = findRule(db, id);
    if (!rule) throw new EngineError('not-found', words.reasons.unknownRule, { id });
    return rule;
  }

  function listAlerts(): readonly Alert[] {
    const rules = new Map(listRules(db).map((rule) => [rule.id, rule]));
    const now = ports.clock.now();
    return listStates(db).flatMap((state): Alert[] => {
      const rule = rules.get(state.ruleId);
      if (!rule || state.state === 'normal') return [];
      const newest = datasets.versionsOf(state.datasetId)[0];
      return [{ ruleId: rule.id, ruleName: rule.name, severity: rule.severity, datasetId: state.datasetId, datasetName: newest === undefined ? '' : datasets.snapshot(newest).datasetName, column: state.column, state: state.state, value: state.value, breaches: state.breaches, since: state.since, muted: rule.mutedUntil !== null && rule.mutedUntil > now, message: state.message }];
    });
  }

  const handlers: Handlers<typeof monitoringEndpoints> = {
    'monitoring.compare': (request, context) => compare(request, context),
    'monitoring.methods': async ({ referenceId, currentId, column, type }, { signal }) => {
      const [before, now] = [await datasets.table(referenceId), await datasets.table(currentId)];
      const pair = { reference: { table: before, column: columnNamed(before, column) }, current: { table: now, column: columnNamed(now, column) } };
      const as = type ?? driftTypeOf(pair.current.column.type);
      if (as === null) throw new EngineError('invalid-input', pair.current.column.type === 'id' ? words.reasons.identifier : words.reasons.date);
      const read = await parts.tables.withConnection((connection) => readSample(connection, pair, as, false), { signal });
      if ('reason' in read) throw new EngineError('invalid-input', read.reason);
      return ports.compute.run('monitoring.compareMethods', { sample: read.sample }, { signal });
    },
    'monitoring.reference': ({ snapshotId }) => {
      const { snapshotId: found, why } = referenceOf(snapshotId);
      return { snapshot: found === null ? null : toCompared(datasets.snapshot(found)), why };
    },
    'monitoring.acceptReference': ({ snapshotId, reason }) => {
      const { datasetId, id } = datasets.snapshot(snapshotId);
      acceptReference(db, datasetId, id, reason, ports.clock.now());
      announce('monitoring', [datasetId]);
      return { done: true };
    },
    'monitoring.run': (request, context) => run(request, context),
    'monitoring.runs': ({ datasetId, limit }) => [...listRuns(db, datasetId ?? null, limit)],
    'monitoring.get': ({ monitorRunId }) => {
      const found = findRun(db, monitorRunId);
      if (!found) throw new EngineError('not-found', words.reasons.unknownRun, { monitorRunId });
      return found;
    },
    'monitoring.rules': () => [...listRules(db)],
    'monitoring.saveRule': ({ id, rule }) => {
      if (rule.name.trim() === '') throw new EngineError('invalid-input', words.reasons.emptyName);
      const own = id ?? ports.ids.next();
      if (id === undefined) insertRule(db, own, rule, ports.clock.now());
      else replaceRule(db, mustFindRule(id).id, rule);
      announce('monitoring', [own]);
      return mustFindRule(own);
    },
    'monitoring.deleteRule': ({ id }) => {
      deleteRule(db, mustFindRule(id).id, ports.clock.now());
      announce('monitoring', [id]);
      return { done: true };
    },
    'monitoring.muteRule': ({ id, until }) => {
      muteRule(db, mustFindRule(id).id, until);
      announce('monitoring', [id]);
      return { done: true };
    },
    'monitoring.alerts': ({ limit }) => ({ alerts: [...listAlerts()], events: [...listEvents(db, limit)], notices: listNotices(db, limit), unseen: countUnseen(db) }),
    'monitoring.markSeen': () => {
      markSeen(db);
      announce('monitoring', []);
      return { done: true };
    },
  };

  return {
    handlers,
    compare,
    listRuns: (datasetId) => listRuns(db, datasetId ?? null, 1000),
    listAlerts: () => listAlerts().filter((alert) => !alert.muted && isOn({ state: alert.state, breaches: alert.breaches, quiet: 0, missing: 0 })),
    onAlert(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
