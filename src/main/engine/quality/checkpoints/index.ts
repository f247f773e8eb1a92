/** Checkpoints: kept, run at an import, before training, on a schedule or by hand, and what a version may be used for after. */
import type { Checkpoint, CheckpointRun, checkpointsEndpoints, StoredCheckpoint, VersionStanding } from '@shared/areas/checkpoints';
import type { Notice, Snapshot } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { checkpointMessages as words } from '@shared/messages/checkpoints';
import type { ImportHook } from '@engine/datasets';
import type { CallContext, Handlers } from '../../kernel/area';
import { countTimes, createClockTimer, faultOfCron, nextTime } from '../../jobs';
import { assertRule } from '../history/judgeSeries';
import { findSchema, readSchemaVersion } from '../schemaStore';
import { insertCheckpoint, insertOverride, lastRunsOn, listCheckpoints, listOverrides, listRuns, noteLook, removeCheckpoint, replaceCheckpoint, type KeptCheckpoint } from './checkpointStore';
import { asking, blockingOf } from './decide';
import { runCheckpoint, type CheckpointParts, type RanCheckpoint } from './runCheckpoint';
import { setRowsAside } from './setAside';

export type { CheckpointParts } from './runCheckpoint';

/** Told of a run with those of its findings that ask for a notice. */
type NoticeListener = (run: CheckpointRun) => void;

export interface Checkpoints {
  readonly handlers: Handlers<typeof checkpointsEndpoints>;
  /** Runs those of an import: what they found, to be told beside it, and the version to go on with, without the rows that were set aside. Never throws: a version that could not be checked is a finding. */
  afterImport: ImportHook;
  /** Runs those before training. Throws `conflict` where the version is blocked and not overridden. */
  assertTrainable(snapshotId: string, context: CallContext): Promise<void>;
  standing(snapshotId: string): VersionStanding;
  onNotice(listener: NoticeListener): void;
  /** Begins to look at the clock, in engines that stay open. */
  listen(): void;
  close(): void;
}

/** Findings told in a sentence. */
const mostTold = 3;

export function createCheckpoints(parts: CheckpointParts & { readonly startJob: (endpoint: string, input: unknown) => { jobId: string } }): Checkpoints {
  const { db, ports, announce, datasets } = parts;
  const listeners: NoticeListener[] = [];
  let listening = false;
  const timer = createClockTimer(ports.clock, () => (listening ? scheduled().map(({ schedule }) => schedule) : []), lookAtClock);

  function scheduled(): readonly (KeptCheckpoint & { readonly schedule: NonNullable<Checkpoint['schedule']> })[] {
    return listCheckpoints(db).flatMap((checkpoint) => (checkpoint.when.includes('schedule') && checkpoint.schedule ? [{ ...checkpoint, schedule: checkpoint.schedule }] : []));
  }

  /** Times missed while nobody looked become one run. */
  function lookAtClock(): void {
    const now = ports.clock.now();
    for (const { id, schedule, lookedAt, datasetId } of scheduled()) {
      const passed = countTimes(schedule, lookedAt, now);
      noteLook(db, id, now);
      if (passed > 0 && datasets.versionsOf(datasetId).length > 0) parts.startJob('checkpoints.run', { id, occasion: 'schedule' });
    }
  }

  function mustFind(id: string): KeptCheckpoint {
    const found = listCheckpoints(db).find((checkpoint) => checkpoint.id === id);
    if (!found) throw new EngineError('not-found', words.refused.unknown, { id });
    return found;
  }

  async function run(checkpoint: KeptCheckpoint, snapshot: Snapshot, occasion: CheckpointRun['occasion'], context: CallContext): Promise<RanCheckpoint> {
    const ran = await runCheckpoint(parts, checkpoint, snapshot, occasion, context);
    const told = asking(checkpoint.actions, ran.run.findings, 'notify');
    if (told.length > 0) for (const listener of listeners) listener({ ...ran.run, findings: [...told] });
    return ran;
  }

  async function runAll(occasion: 'import' | 'training', snapshot: Snapshot, context: CallContext): Promise<RanCheckpoint[]> {
    const runs: RanCheckpoint[] = [];
    for (const checkpoint of listCheckpoints(db)) if (checkpoint.datasetId === snapshot.datasetId && checkpoint.when.includes(occasion)) runs.push(await run(checkpoint, snapshot, occasion, context));
    return runs;
  }

  function standing(snapshotId: string): VersionStanding {
    const runs = [...lastRunsOn(db, snapshotId)];
    const actions = new Map(listCheckpoints(db).map((checkpoint) => [checkpoint.id, checkpoint.actions]));
    const overrides = listOverrides(db, snapshotId);
    const blocking = blockingOf(runs, overrides, (id) => actions.get(id) ?? null);
    return { blocked: blocking.length > 0, blocking, runs, overrides };
  }

  function assertSound(checkpoint: Checkpoint, id: string | undefined): void {
    const { name, datasetId, schemaVersion, when, schedule, anomalies } = checkpoint;
    datasets.assertDataset(datasetId);
    if (listCheckpoints(db).some((other) => other.name === name && other.id !== id)) throw new EngineError('conflict', words.refused.nameTaken(name), { name });
    if (schemaVersion !== 'newest') readSchemaVersion(db, datasetId, schemaVersion);
    else if (!findSchema(db, datasetId)) throw new EngineError('invalid-input', words.refused.noSchema(nameOf(datasetId)), { datasetId });
    if (when.includes('schedule') && !schedule) throw new EngineError('invalid-input', words.refused.noSchedule, { name });
    const fault = schedule && faultOfCron(schedule);
    if (schedule && fault) throw new EngineError('invalid-input', words.refused.cron(schedule.cron, fault), { cron: schedule.cron });
    if (anomalies) assertRule(anomalies);
  }

  function nameOf(datasetId: string): string {
    const newest = datasets.versionsOf(datasetId)[0];
    return newest === undefined ? '' : datasets.snapshot(newest).datasetName;
  }

  function describe({ lookedAt: _lookedAt, ...checkpoint }: KeptCheckpoint): StoredCheckpoint {
    const { schedule, when } = checkpoint;
    return { ...checkpoint, datasetName: nameOf(checkpoint.datasetId), nextAt: schedule && when.includes('schedule') ? nextTime(schedule, ports.clock.now()) : null, lastRun: listRuns(db, checkpoint.id, null, 1)[0] ?? null };
  }

  const handlers: Handlers<typeof checkpointsEndpoints> = {
    'checkpoints.list': ({ datasetId }) => listCheckpoints(db).filter((checkpoint) => datasetId === undefined || checkpoint.datasetId === datasetId).map(describe),
    'checkpoints.save': ({ id, checkpoint }) => {
      if (id !== undefined) mustFind(id);
      assertSound(checkpoint, id);
      const own = id ?? ports.ids.next();
      (id === undefined ? insertCheckpoint : replaceCheckpoint)(db, own, checkpoint, ports.clock.now());
      timer.set();
      announce('quality', [own, checkpoint.datasetId]);
      return { id: own };
    },
    'checkpoints.remove': ({ id }) => {
      const { datasetId } = mustFind(id);
      removeCheckpoint(db, id, ports.clock.now());
      timer.set();
      announce('quality', [id, datasetId]);
      return { done: true };
    },
    'checkpoints.run': async ({ id, snapshotId, occasion }, context) => {
      const checkpoint = mustFind(id);
      const wanted = snapshotId ?? datasets.versionsOf(checkpoint.datasetId)[0];
      if (wanted === undefined) throw new EngineError('not-found', words.refused.noVersion(nameOf(checkpoint.datasetId)), { id });
      const snapshot = datasets.snapshot(wanted);
      if (snapshot.datasetId !== checkpoint.datasetId) throw new EngineError('invalid-input', words.refused.otherDataset(checkpoint.name, titleOf(snapshot)), { id, snapshotId: snapshot.id });
      const ran = await run(checkpoint, snapshot, occasion, context);
      context.signal.throwIfAborted();
      return ran.run;
    },
    'checkpoints.history': ({ id, datasetId, limit }) => listRuns(db, id ?? null, datasetId ?? null, limit),
    'checkpoints.standing': ({ snapshotId }) => standing(datasets.snapshot(snapshotId).id),
    'checkpoints.override': ({ snapshotId, reason }) => {
      const snapshot = datasets.snapshot(snapshotId);
      const { blocking } = standing(snapshot.id);
      if (blocking.length === 0) throw new EngineError('conflict', words.refused.notBlocked(titleOf(snapshot)), { snapshotId: snapshot.id });
      insertOverride(db, snapshot.id, { reason, findings: blocking.map(({ key }) => key), at: ports.clock.now() });
      announce('quality', [snapshot.id]);
      return standing(snapshot.id);
    },
  };

  return {
    handlers,
    standing,
    async afterImport(snapshot, context) {
      const ran = await runAll('import', snapshot, context);
      const notices = ran.flatMap(({ run: found }) => toNotice(found));
      const repairs = ran.flatMap((each) => each.repairs);
      if (repairs.length === 0) return { snapshot, notices };
      try {
        const kept = await setRowsAside(datasets, snapshot, repairs, context);
        const after = await runAll('import', kept, context);
        return { snapshot: kept, notices: [setAsideNotice(snapshot, kept), ...after.flatMap(({ run: found }) => toNotice(found))] };
      } catch (error) {
        if (!(error instanceof EngineError) && !context.signal.aborted) throw error;
        return { snapshot, notices: [...notices, { code: 'checkpoint-not-set-aside', message: words.imported.notSetAside(error instanceof Error ? error.message : String(error)) }] };
      }
    },
    async assertTrainable(snapshotId, context) {
      const snapshot = datasets.snapshot(snapshotId);
      await runAll('training', snapshot, context);
      context.signal.throwIfAborted();
      const { blocking } = standing(snapshot.id);
      if (blocking.length > 0) throw new EngineError('conflict', words.refused.blocked(titleOf(snapshot), blocking.slice(0, mostTold).map(({ message }) => message), blocking.length), { snapshotId: snapshot.id, findings: blocking.map(({ message }) => message) });
    },
    onNotice: (listener) => void listeners.push(listener),
    listen() {
      listening = true;
      lookAtClock();
      timer.set();
    },
    close() {
      listening = false;
      timer.close();
    },
  };
}

function titleOf({ datasetName, number }: Snapshot): string {
  return `${datasetName} v${number}`;
}

function setAsideNotice(before: Snapshot, kept: Snapshot): Notice {
  return { code: 'checkpoint-set-aside', message: words.imported.setAside(before.rows - kept.rows, titleOf(before), titleOf(kept)), count: before.rows - kept.rows };
}

function toNotice({ checkpoint, verdict, findings, found }: CheckpointRun): readonly Notice[] {
  if (verdict === 'passed') return [];
  return [{ code: `checkpoint-${verdict}`, message: words.imported[verdict](checkpoint, findings.slice(0, mostTold).map(({ message }) => message), found) }];
}
