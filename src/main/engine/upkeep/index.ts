/** Endpoints of upkeep: space, back-ups, diagnostics, licences; and the daily copy of the database. */
import { join } from 'node:path';
import type { Freeable, Storage, upkeepEndpoints } from '@shared/areas/upkeep';
import { EngineError } from '@shared/contract/errors';
import { upkeepMessages } from '@shared/messages/upkeep';
import type { Datasets } from '../datasets';
import type { Announce, Handlers } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import { backUpDaily, deleteBackup, lastRestore, listBackups, makeBackup, planRestore, readBackup } from '../storage/backups';
import type { BlobStore } from '../storage/blobStore';
import { compactDatabase, type Db } from '../storage/database';
import { projectFormatVersion, type ProjectFolder } from '../storage/projectFolder';
import type { TableSession } from '../storage/tableSession';
import { fitTable } from '../tracking';
import { writeDiagnostics } from './diagnostics';
import { findNotice, readNotices } from './notices';
import { clearFiles, findFreeSpace, type FreeSpace } from './freeSpace';
import { clearKeptFits, findKeptFits } from './keptFits';
import { hashesIn } from './references';
import { measureStorage, measureVersions, type StoredVersion } from './storageSizes';

export { usesOf } from './usesOf';

export interface UpkeepParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly tables: TableSession;
  readonly folder: ProjectFolder;
  readonly ports: Pick<Ports, 'appVersion' | 'resourcesDir' | 'clock' | 'log'>;
  readonly announce: Announce;
  readonly datasets: Pick<Datasets, 'storedVersions' | 'noteRemoved' | 'packing'>;
  /** What was made of a version and stays without it. */
  readonly usesOf: (snapshotId: string) => Freeable['uses'];
  /** True while a job may have stored files that no row refers to yet. */
  readonly isBusy: () => boolean;
}

export interface Upkeep {
  readonly handlers: Handlers<typeof upkeepEndpoints>;
  close(): void;
}

/** Once the window stands and the day's first work is under way. */
const firstLookMs = 60_000;
const lookAgainMs = 3_600_000;

export function createUpkeep({ db, blobs, tables, folder, ports, announce, datasets, usesOf, isBusy }: UpkeepParts): Upkeep {
  const noticesPath = join(ports.resourcesDir, '..', 'out', 'notices.json');

  /** A copy never changes, so it is read once. */
  const hashesOfBackup = new Map<string, ReadonlySet<string>>();

  const outsideTrash = (): readonly StoredVersion[] => datasets.storedVersions().filter(({ trashedAt }) => trashedAt === undefined);

  /** A fit that only a back-up keeps is computed again after a restore, so it holds no file. */
  function hashesOfBackups(): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { name } of listBackups(folder)) {
      const inBackup = hashesOfBackup.get(name) ?? readBackup(folder, name, (copy) => hashesIn(copy, ['jobs', fitTable]));
      hashesOfBackup.set(name, inBackup);
      for (const each of inBackup) found.add(each);
    }
    return found;
  }

  function findFree(backupHashes = hashesOfBackups()): FreeSpace {
    return findFreeSpace({ db, blobs, versions: datasets.storedVersions(), backupHashes, usesOf });
  }

  function measureAll(): Storage {
    const backupHashes = hashesOfBackups();
    return measureStorage(folder, blobs, outsideTrash(), findFree(backupHashes).unused, findKeptFits(db, blobs, backupHashes));
  }

  /** Looked at again inside the pause: packing may have changed what leans on what. */
  const clear = (): Promise<FreeSpace> => clearFiles(blobs, () => findFree(), (snapshotIds) => datasets.noteRemoved(snapshotIds, ports.clock.now()));

  async function duckdbVersion(): Promise<string> {
    const { rows } = await tables.rows('select version()');
    return String(rows[0]?.[0] ?? '');
  }

  /** Room of rows that are gone would stay in the file. Where it cannot be given back now, later rows take it. */
  function shrink(): void {
    try {
      compactDatabase(db);
    } catch (error) {
      ports.log.warn('The database did not become smaller', { code: error instanceof EngineError ? error.code : 'internal' });
    }
  }

  function backUpToday(): void {
    try {
      if (backUpDaily(db, folder, ports.clock.now())) announce('upkeep', []);
    } catch (error) {
      ports.log.error('The daily back-up failed', { code: error instanceof EngineError ? error.code : 'internal' });
    }
  }
  const first = setTimeout(backUpToday, firstLookMs).unref();
  const again = setInterval(backUpToday, lookAgainMs).unref();

  return {
    handlers: {
      'upkeep.storage': () => measureAll(),
      'upkeep.versionSizes': () => ({ versions: measureVersions(blobs, datasets.storedVersions()) }),
      'upkeep.free': async ({ dryRun }) => {
        if (!dryRun && isBusy()) throw new EngineError('conflict', upkeepMessages.free.busy, {}, { retryable: true });
        const { unused, items } = dryRun ? findFree() : await datasets.packing.pauseFor(clear);
        if (!dryRun) {
          datasets.packing.start();
          announce('upkeep', []);
          announce('datasets', []);
        }
        return { items: [...items], files: unused.length, bytes: unused.reduce((sum, { storedBytes }) => sum + storedBytes, 0), dryRun };
      },
      'upkeep.freeable': () => ({ items: [...findFree().items] }),
      'upkeep.clearFits': ({ dryRun }) => {
        if (!dryRun && isBusy()) throw new EngineError('conflict', upkeepMessages.fits.busy, {}, { retryable: true });
        const found = findKeptFits(db, blobs, hashesOfBackups());
        if (!dryRun) {
          clearKeptFits(db, blobs, found);
          shrink();
          announce('upkeep', []);
        }
        return { fits: found.fits, files: found.files, bytes: found.bytes, dryRun };
      },
      'upkeep.uses': ({ snapshotId }) => ({ uses: usesOf(snapshotId) }),
      'upkeep.backups': () => ({ backups: listBackups(folder), restored: lastRestore(folder) }),
      'upkeep.backUp': () => {
        const backup = makeBackup(db, folder, 'manual', ports.clock.now());
        announce('upkeep', []);
        return backup;
      },
      'upkeep.deleteBackup': ({ name }) => {
        deleteBackup(folder, name);
        announce('upkeep', []);
        return { done: true };
      },
      'upkeep.planRestore': ({ name }) => planRestore(db, folder, name, ports.clock.now()),
      'upkeep.diagnostics': async () => {
        const text = writeDiagnostics(db, { appVersion: ports.appVersion, formatVersion: projectFormatVersion, duckdbVersion: await duckdbVersion(), storage: measureAll(), backups: listBackups(folder).length, now: ports.clock.now() });
        return { text };
      },
      'upkeep.notices': () => ({ packages: readNotices(noticesPath).map(({ name, version, licence }) => ({ name, version, licence })) }),
      'upkeep.notice': ({ name, version }) => findNotice(readNotices(noticesPath), name, version),
    },
    close() {
      clearTimeout(first);
      clearInterval(again);
    },
  };
}
