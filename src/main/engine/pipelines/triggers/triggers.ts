/** What starts runs by itself: clock, folder, drift. Each says what it did, also when it did nothing. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Cause, TriggerState } from '@shared/areas/pipelines';
import { EngineError } from '@shared/contract/errors';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import type { Announce } from '../../kernel/area';
import { countTimes, createClockTimer, nextTime } from '../../jobs';
import type { Files } from '../../kernel/files';
import type { Ports } from '../../kernel/ports';
import { hashFile } from '../../storage/blobStore';
import type { Db } from '../../storage/database';
import { findPipeline, listPipelines, type StoredPipeline } from '../definitionStore';
import { appendEvent, findRun } from '../eventStore';
import { watchFolder, type FolderWatch } from './folderWatch';
import { countFiles, findContent, findFile, readFolder, readSchedule, removeFolder, saveFile, saveFolder, saveSchedule } from './triggerStore';

export interface TriggerParts {
  readonly db: Db;
  readonly files: Files;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
  readonly announce: Announce;
  /** Throws `invalid-input` where there is nothing to run on. */
  readonly start: (name: string, cause: Cause, ticket?: string) => Promise<{ jobId: string }>;
}

export interface Triggers {
  /** Begins to listen; until then only `stateOf` and the settings work. */
  listen(): void;
  /** Takes up what a saved definition, a pause or another folder changed. */
  refresh(name: string): void;
  stateOf(pipeline: StoredPipeline): TriggerState;
  /** Throws `not-found` where the folder is not there. */
  watchFolder(name: string, ticket: string): void;
  unwatchFolder(name: string): void;
  answerMissed(name: string, run: boolean): Promise<{ jobId: string | null }>;
  drifted(dataset: string, reason: string): Promise<void>;
  close(): Promise<void>;
}

export function createTriggers(parts: TriggerParts): Triggers {
  const { db, files, ports, announce } = parts;
  const watches = new Map<string, { readonly watch: FolderWatch; waiting: number; line: Promise<void> }>();
  const problems = new Map<string, string>();
  let listening = false;

  function note(pipeline: string, kind: 'nothing' | 'missed', trigger: 'schedule' | 'watch' | 'drift', title: string, reason: string, count?: number): void {
    appendEvent(db, { pipeline, runId: null, kind, at: ports.clock.now(), data: { trigger, said: { tone: kind === 'missed' ? 'attention' : 'neutral', title, reason }, ...(count === undefined ? {} : { count }) } });
    announce('pipelines', [pipeline]);
  }

  async function startOrTell(name: string, trigger: 'schedule' | 'watch' | 'drift', cause: Cause, ticket?: string): Promise<string | null> {
    try {
      return (await parts.start(name, cause, ticket)).jobId;
    } catch (error) {
      note(name, 'nothing', trigger, words.happened.nothing, error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  function lookAtClock(pipeline: StoredPipeline, atStart: boolean): void {
    const { schedule } = pipeline.definition.triggers;
    if (!schedule || pipeline.paused) return;
    const now = ports.clock.now();
    const before = readSchedule(db, pipeline.name) ?? { lookedAt: now, missed: 0 };
    const passed = countTimes(schedule, before.lookedAt, now);
    const asks = atStart && schedule.catchUp === 'ask';
    saveSchedule(db, pipeline.name, { lookedAt: now, missed: before.missed + (asks ? passed : 0) });
    if (passed === 0) return;
    if (asks) note(pipeline.name, 'missed', 'schedule', words.happened.missed(passed), words.happened.missedReason, passed);
    else void startOrTell(pipeline.name, 'schedule', { kind: 'schedule', missed: atStart ? passed : passed - 1 });
  }

  const timer = createClockTimer(
    ports.clock,
    () => (listening ? listPipelines(db).flatMap(({ paused, definition: { triggers } }) => (triggers.schedule && !paused ? [triggers.schedule] : [])) : []),
    () => {
      for (const pipeline of listPipelines(db)) lookAtClock(pipeline, false);
    },
  );

  function pathOfFolder(name: string): string | null {
    const ticket = readFolder(db, name);
    if (ticket === null) return null;
    try {
      return files.resolveFolder(ticket);
    } catch (error) {
      if (error instanceof EngineError && error.code === 'not-found') return null;
      throw error;
    }
  }

  function openWatch({ name, paused, definition }: StoredPipeline): void {
    const { watch: settings } = definition.triggers;
    const folder = pathOfFolder(name);
    if (!listening || paused || !settings || folder === null) return;
    const onFile = (path: string): void => {
      const entry = watches.get(name);
      if (!entry) return;
      entry.waiting++;
      entry.line = entry.line
        .then(() => takeFile(name, path))
        .catch((error: unknown) => ports.log.warn('A watched file could not be read', { name: basename(path), reason: error instanceof Error ? error.message : String(error) }))
        .finally(() => entry.waiting--);
    };
    const onError = (error: unknown): void => {
      problems.set(name, error instanceof Error ? error.message : String(error));
      announce('pipelines', [name]);
    };
    problems.delete(name);
    watches.set(name, { watch: watchFolder({ folder, pattern: settings.pattern, stableMs: settings.stableMs, onFile, onError }), waiting: 0, line: Promise.resolve() });
  }

  /** The same size and time: not touched. The same content: says so. Else a run. */
  async function takeFile(pipeline: string, path: string): Promise<void> {
    const name = basename(path);
    const { size, mtimeMs } = statSync(path);
    const seen = findFile(db, pipeline, name);
    if (seen?.sizeBytes === size && seen.modifiedAt === mtimeMs) return;
    const sha256 = await hashFile(path);
    const known = findContent(db, pipeline, sha256);
    const file = { name, sha256, sizeBytes: size, modifiedAt: mtimeMs };
    if (known) {
      saveFile(db, pipeline, { ...file, runId: known.runId }, ports.clock.now());
      const run = known.runId === null ? null : findRun(db, known.runId);
      note(pipeline, 'nothing', 'watch', words.happened.nothing, words.happened.sameContent(name, run?.number ?? null));
      return;
    }
    const runId = await startOrTell(pipeline, 'watch', { kind: 'file', fileName: name }, files.grant(path).ticket);
    saveFile(db, pipeline, { ...file, runId }, ports.clock.now());
  }

  async function closeWatch(name: string): Promise<void> {
    const entry = watches.get(name);
    watches.delete(name);
    await entry?.watch.close();
    await entry?.line;
  }

  function mustFind(name: string): StoredPipeline {
    const pipeline = findPipeline(db, name);
    if (!pipeline) throw new EngineError('not-found', words.refused.unknown(name), { name });
    return pipeline;
  }

  function refresh(name: string): void {
    const now = ports.clock.now();
    saveSchedule(db, name, { lookedAt: now, missed: readSchedule(db, name)?.missed ?? 0 });
    void closeWatch(name).then(() => {
      const pipeline = findPipeline(db, name);
      if (pipeline) openWatch(pipeline);
    });
    timer.set();
  }

  return {
    refresh,
    listen() {
      listening = true;
      for (const pipeline of listPipelines(db)) {
        lookAtClock(pipeline, true);
        openWatch(pipeline);
      }
      timer.set();
    },
    stateOf({ name, paused, definition: { triggers } }) {
      const folder = pathOfFolder(name);
      const { schedule, watch } = triggers;
      return {
        schedule: schedule && { cron: schedule.cron, catchUp: schedule.catchUp, nextAt: paused ? null : nextTime(schedule, ports.clock.now()), missed: readSchedule(db, name)?.missed ?? 0 },
        watch: watch && { pattern: watch.pattern, folder, read: countFiles(db, name), waiting: watches.get(name)?.waiting ?? 0, problem: problems.get(name) ?? (folder === null && readFolder(db, name) !== null ? words.refused.folderGone : null) },
        drift: triggers.drift !== null,
        paused,
        listening,
      };
    },
    watchFolder(name, ticket) {
      if (!mustFind(name).definition.triggers.watch) throw new EngineError('invalid-input', words.refused.noWatch(name), { name });
      files.resolveFolder(ticket);
      saveFolder(db, name, ticket, ports.clock.now());
      refresh(name);
      announce('pipelines', [name]);
    },
    unwatchFolder(name) {
      mustFind(name);
      removeFolder(db, name);
      refresh(name);
      announce('pipelines', [name]);
    },
    async answerMissed(name, run) {
      mustFind(name);
      const state = readSchedule(db, name);
      if (!state || state.missed === 0) throw new EngineError('conflict', words.refused.nothingMissed, { name });
      const jobId = run ? (await parts.start(name, { kind: 'schedule', missed: state.missed })).jobId : null;
      saveSchedule(db, name, { ...state, missed: 0 });
      if (!run) note(name, 'nothing', 'schedule', words.happened.missedLeft, words.happened.missedLeftReason, state.missed);
      announce('pipelines', [name]);
      return { jobId };
    },
    async drifted(dataset, reason) {
      for (const { name, paused, definition } of listPipelines(db)) {
        if (definition.triggers.drift && !paused && definition.dataset === dataset) await startOrTell(name, 'drift', { kind: 'drift', reason });
      }
    },
    async close() {
      listening = false;
      timer.close();
      await Promise.all([...watches.keys()].map(closeWatch));
    },
  };
}
