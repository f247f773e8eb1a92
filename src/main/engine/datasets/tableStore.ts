/**
 * The stored tables of versions. A table is made of its source and can be made again, so only those of the versions in use
 * are kept for good, and of the others what is small beside the sources; the rest goes when the project closes, and comes
 * back when one of them is opened.
 */
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import type { TableSession } from '../storage/tableSession';
import { rebuildTable } from './rebuildTable';
import { allSnapshots, getSnapshot, noteTable, type StoredSnapshot } from './snapshotStore';
import type { SnapshotTable } from './snapshotTable';
import { storedTable } from './storedTable';
import { currentIds } from './versionMarks';
import { assertKept } from './versions';

/** Versions besides those in use whose tables stay while the project is open: two are compared, two more are looked at between. */
const mostKeptOpen = 4;
/** Tables of versions not in use stay, the newest first, while together they take no more than this share of the bytes of all sources. */
const keptShare = 0.03;

export interface TableStore {
  /** Throws `not-found`, `corrupt-store`. */
  table(snapshotId: string): Promise<SnapshotTable>;
  /** Lets go of tables of versions that are neither in use nor were among the last ones opened. */
  release(): void;
  /** Lets go of all but those in use and the small ones. */
  releaseAll(): void;
  close(): Promise<void>;
}

export interface TableStoreParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly tables: TableSession;
}

export function createTableStore({ db, blobs, tables }: TableStoreParts): TableStore {
  const rebuilding = new Map<string, Promise<void>>();
  const closing = new AbortController();
  /** Versions that were opened, the last one at the end. */
  const opened = new Set<string>();

  async function rebuild(snapshot: StoredSnapshot): Promise<void> {
    const stored = await rebuildTable(blobs, tables, snapshot, closing.signal, (path) => blobs.putFile(path));
    // Another DuckDB may write other bytes for the same values.
    if (stored.sha256 !== snapshot.tableSha256) noteTable(db, snapshot.id, stored);
  }

  function rebuildOnce(snapshot: StoredSnapshot): Promise<void> {
    const running = rebuilding.get(snapshot.id) ?? rebuild(snapshot).finally(() => rebuilding.delete(snapshot.id));
    rebuilding.set(snapshot.id, running);
    return running;
  }

  function releaseBut(keptOpen: ReadonlySet<string>): void {
    const snapshots = allSnapshots(db);
    const inUse = currentIds(db);
    const kept = new Set(snapshots.filter(({ id }) => inUse.has(id) || keptOpen.has(id) || rebuilding.has(id)).map(({ tableSha256 }) => tableSha256));
    let spare = keptShare * [...new Map(snapshots.map(({ sourceSha256, sourceSizeBytes }) => [sourceSha256, sourceSizeBytes])).values()].reduce((sum, size) => sum + size, 0);
    for (const { tableSha256, tableSizeBytes, trashedAt } of snapshots.toReversed()) {
      if (trashedAt !== undefined || kept.has(tableSha256) || tableSizeBytes > spare || !blobs.has(tableSha256)) continue;
      kept.add(tableSha256);
      spare -= tableSizeBytes;
    }
    for (const { tableSha256, sourceSha256 } of snapshots) if (!kept.has(tableSha256) && blobs.has(sourceSha256)) blobs.remove(tableSha256);
  }

  return {
    async table(snapshotId) {
      opened.delete(snapshotId);
      opened.add(snapshotId);
      const snapshot = getSnapshot(db, snapshotId);
      assertKept(snapshot);
      if (!blobs.has(snapshot.tableSha256)) await rebuildOnce(snapshot);
      const stored = getSnapshot(db, snapshotId);
      return storedTable(blobs.pathOf(stored.tableSha256), stored);
    },
    release: () => releaseBut(new Set([...opened].slice(-mostKeptOpen))),
    releaseAll: () => releaseBut(new Set()),
    async close() {
      closing.abort();
      await Promise.allSettled(rebuilding.values());
    },
  };
}
