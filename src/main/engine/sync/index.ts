/** Endpoints of sync: choose a shared folder, exchange changes through it, settle what was decided twice. */
import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import type { syncEndpoints, SyncEntry, SyncResult, SyncState, Waiting } from '@shared/areas/sync';
import { waitingSchema } from '@shared/areas/sync';
import { EngineError } from '@shared/contract/errors';
import type { ChangedArea } from '@shared/contract/events';
import { syncMessages as words } from '@shared/messages/sync';
import type { Announce, Handlers, JobContext } from '../kernel/area';
import type { Files } from '../kernel/files';
import { canonicalJson } from '../kernel/hashing';
import type { Ports } from '../kernel/ports';
import type { SyncSource } from '../kernel/syncSource';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import type { ProjectFolder } from '../storage/projectFolder';
import type { ProjectIdentity } from '../storage/projectIdentity';
import { batchName, objectPath } from './batchFile';
import { cellsInConflict } from './cellStore';
import { listConflicts, resolveConflict, type ConflictParts } from './conflicts';
import { isFolder, openFolder } from './folderFiles';
import type { Waiting as PlannedWait } from './planner';
import { createReplica } from './replica';
import { runSync } from './runSync';
import { assertApart, cloudServiceOf, createFolderStore, type FolderChoice } from './sharedFolder';
import { readFormat, writeFormat } from './shareFormat';
import { allBatches, allDevices, allUnread, countOutbox, readState, writeState } from './syncStore';

export { sharedFolderFile } from './sharedFolder';

export interface SyncParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly files: Files;
  readonly folder: ProjectFolder;
  readonly identity: ProjectIdentity;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'log' | 'appVersion'>;
  readonly announce: Announce;
  readonly sources: readonly SyncSource[];
}

export interface Sync {
  readonly handlers: Handlers<typeof syncEndpoints>;
  /** Something changed here: it is noted soon, so that its time is right even where it is sent days later. */
  noticeChange(area: ChangedArea): void;
  /** How many conflicts nobody has settled yet. */
  openConflicts(): number;
  close(): void;
}

const watchedAreas: ReadonlySet<ChangedArea> = new Set<ChangedArea>(['project', 'datasets', 'quality', 'runs', 'registry', 'forecasts', 'series']);
const noticeDelayMs = 1000;
const clockWarningSchema = z.object({ device: z.string(), ms: z.number(), at: z.number() });

export function createSync(parts: SyncParts): Sync {
  const { db, blobs, files, folder, identity, ports, announce, sources } = parts;
  const chosen = createFolderStore(folder.tempDir);
  const replica = createReplica({
    db,
    clock: ports.clock,
    appVersion: ports.appVersion,
    newDevice: () => createHash('sha256').update(ports.ids.next()).update(randomBytes(16)).digest('hex').slice(0, 16),
    sources,
    sizeOfObject: (sha256) => blobs.sizeOf(sha256),
  });
  const conflictParts: ConflictParts = { db, replica, sources, nameOf };
  let running = false;
  let timer: NodeJS.Timeout | null = null;

  function nameOf(device: string): string {
    const known = allDevices(db);
    const name = known.find((each) => each.device === device)?.name ?? (device === replica.device() ? hostname() : null);
    if (name === null) return words.unknownDevice(device);
    return known.some((each) => each.device !== device && each.name === name) ? `${name} (${device.slice(0, 4)})` : name;
  }

  function captureNow(): void {
    timer = null;
    const before = countOutbox(db);
    replica.capture();
    if (countOutbox(db) !== before) announce('sync', []);
  }

  async function openShare(choice: FolderChoice): Promise<void> {
    if (!(await isFolder(choice.folder))) throw new EngineError('not-found', words.refused.gone(choice.folder), { folder: choice.folder }, { retryable: true });
    const format = await readFormat(openFolder(choice.folder, replica.device), choice.folder);
    if (!format) throw new EngineError('conflict', words.refused.emptied(choice.folder), { folder: choice.folder }, { retryable: true });
    if (format.shareId !== choice.shareId || format.projectId !== identity.current().id) throw new EngineError('conflict', words.refused.exchanged(choice.folder), { folder: choice.folder });
  }

  async function choose(path: string): Promise<{ folder: string; joined: boolean }> {
    assertApart(folder.dir, path);
    const share = openFolder(path, replica.device);
    const before = chosen.read();
    const format = await readFormat(share, path);
    if (!format && before?.folder === path) throw new EngineError('conflict', words.refused.emptied(path), { folder: path }, { retryable: true });
    if (!format && allBatches(db).some(({ own }) => !own)) throw new EngineError('conflict', words.refused.moved, { folder: path });
    const own = identity.current();
    const joins = format !== null && format.projectId !== own.id;
    if (joins && !replica.isEmpty()) throw new EngineError('conflict', words.refused.foreign(format.projectName, own.name), { folder: path, projectId: format.projectId });
    const written = format ?? (await writeFormat(share, { projectId: own.id, projectName: own.name, shareId: ports.ids.next() }));
    if (joins) {
      identity.save({ id: written.projectId, name: written.projectName });
      replica.joinSilently();
      announce('project', [written.projectId]);
    }
    chosen.write({ folder: path, shareId: written.shareId });
    announce('sync', []);
    return { folder: path, joined: joins };
  }

  async function syncNow(context: JobContext): Promise<SyncResult> {
    const choice = chosen.read();
    if (!choice) throw new EngineError('conflict', words.refused.noFolder);
    if (running) throw new EngineError('conflict', words.refused.busy, {}, { retryable: true });
    running = true;
    try {
      await openShare(choice);
      const share = openFolder(choice.folder, replica.device);
      const outcome = await runSync({ db, blobs, replica, share, describeDevice: () => ({ name: hostname(), appVersion: ports.appVersion, at: ports.clock.now() }) }, context);
      writeState(db, 'waiting', JSON.stringify(outcome.waiting.map(tellWaiting)));
      writeState(db, 'lastSyncAt', String(ports.clock.now()));
      if (outcome.becameNewDevice) ports.log.warn('The project became a device of its own', { device: replica.device() });
      const { id, name } = identity.current();
      return {
        folder: choice.folder,
        project: { id, name },
        device: replica.device(),
        sent: outcome.sent,
        received: outcome.received,
        waiting: waitingNow(),
        conflicts: listConflicts(conflictParts),
        warnings: [...(outcome.becameNewDevice ? [words.warnings.newDevice] : []), ...warnings()],
      };
    } finally {
      running = false;
      announce('sync', []);
    }
  }

  function tellWaiting(wait: PlannedWait): Waiting {
    if (wait.for === 'object') return { for: 'object', file: objectPath(wait.sha256), reason: (wait.incomplete ? words.waiting.incomplete : words.waiting.object)(wait.sha256, nameOf(wait.device)) };
    if (wait.for === 'batch') return { for: 'batch', file: `log/${wait.device}/${batchName(wait.seq, wait.sha256)}`, reason: words.waiting.batch(wait.seq, nameOf(wait.device), nameOf(wait.neededBy)) };
    return { for: 'whole', file: wait.path, reason: words.waiting.whole };
  }

  function waitingNow(): Waiting[] {
    const stored = readState(db, 'waiting');
    const unread = allUnread(db);
    const [first] = unread;
    return [
      ...(stored === null ? [] : z.array(waitingSchema).parse(JSON.parse(stored))),
      ...(first ? [{ for: 'newer-version' as const, file: '', reason: words.waiting.newer(unread.length, titleOf(first.operation)) }] : []),
    ];
  }

  function warnings(): string[] {
    const service = cloudServiceOf(folder.dir);
    const stored = readState(db, 'clockWarning');
    const clock = stored === null ? null : clockWarningSchema.parse(JSON.parse(stored));
    return [...(service === null ? [] : [words.warnings.cloud(service)]), ...(clock ? [words.warnings.clock(nameOf(clock.device), Math.round((clock.ms - clock.at) / 3_600_000))] : [])];
  }

  function state(): SyncState {
    const own = replica.device();
    const batches = allBatches(db).filter(({ lane }) => lane !== null);
    const names = new Set([own, ...allDevices(db).map(({ device }) => device), ...batches.map(({ device }) => device)]);
    const lastSyncAt = readState(db, 'lastSyncAt');
    return {
      folder: chosen.read()?.folder ?? null,
      device: own,
      deviceName: nameOf(own),
      devices: [...names].map((device) => {
        const its = batches.filter((batch) => batch.device === device);
        const stamps = its.map(({ stamp }) => Number(stamp.slice(0, 15)));
        return { device, name: nameOf(device), appVersion: allDevices(db).find((each) => each.device === device)?.appVersion ?? ports.appVersion, own: device === own, lastSeenAt: stamps.length === 0 ? null : Math.max(...stamps), batches: its.length };
      }),
      unsent: countOutbox(db) + batches.filter(({ state }) => state === 'sealed').reduce((sum, { summary }) => sum + Object.values(summary.counts).reduce((a, b) => a + b, 0), 0),
      lastSyncAt: lastSyncAt === null ? null : Number(lastSyncAt),
      waiting: waitingNow(),
      conflicts: cellsInConflict(db).length,
      warnings: warnings(),
    };
  }

  function log(limit: number): SyncEntry[] {
    const newestFirst = [...allBatches(db)].sort((a, b) => b.at - a.at || b.seq - a.seq);
    return newestFirst.slice(0, limit).map(({ device, own, seq, state, at, summary }) => ({ device, deviceName: nameOf(device), own, seq, state, at, counts: { ...summary.counts }, titles: [...summary.titles] }));
  }

  function digest(): { digest: string; facts: number; cells: number } {
    const facts = sources.flatMap((source) => [...source.facts(() => false)].map(({ key, kind, madeAt, body, claim }) => canonicalJson([key, kind, madeAt, body, claim ?? null])));
    const cells = sources.flatMap((source) => [...source.cells()].map(({ key, value }) => canonicalJson([key, value])));
    return { digest: createHash('sha256').update([...facts.sort(), ...cells.sort()].join('\n')).digest('hex'), facts: facts.length, cells: cells.length };
  }

  return {
    handlers: {
      'sync.state': () => state(),
      'sync.choose': ({ ticket }) => choose(files.resolveFolder(ticket)),
      'sync.now': (_input, context) => syncNow(context),
      'sync.stop': () => {
        chosen.forget();
        announce('sync', []);
        return { done: true };
      },
      'sync.conflicts': () => listConflicts(conflictParts),
      'sync.resolve': ({ key, stamp }) => {
        resolveConflict(conflictParts, key, stamp);
        for (const source of sources) source.announce();
        announce('sync', []);
        return { done: true };
      },
      'sync.log': ({ limit }) => log(limit),
      'sync.digest': () => digest(),
    },
    openConflicts: () => cellsInConflict(db).length,
    noticeChange(area) {
      if (timer !== null || !watchedAreas.has(area) || chosen.read() === null) return;
      timer = setTimeout(captureNow, noticeDelayMs);
      timer.unref();
    },
    close() {
      if (timer === null) return;
      clearTimeout(timer);
      captureNow();
    },
  };
}

function titleOf(operation: unknown): string {
  const parsed = z.object({ title: z.string() }).safeParse(operation);
  return parsed.success ? parsed.data.title : '?';
}
