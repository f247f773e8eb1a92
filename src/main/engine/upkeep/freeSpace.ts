/** What may be cleared, in the analyst's own words: versions in the trash, and stored files that nothing refers to. */
import type { Freeable } from '@shared/areas/upkeep';
import type { BlobStore, ListedBlob } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { hashesIn, unusedObjects } from './references';

/** A version as far as clearing needs it. */
export interface ClearedVersion {
  readonly id: string;
  readonly datasetName: string;
  readonly number: number;
  readonly sourceSha256: string;
  readonly tableSha256: string;
  readonly trashedAt?: number | undefined;
  readonly removedAt?: number | undefined;
}

export interface FreeSpaceParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly versions: readonly ClearedVersion[];
  /** Hashes that a back-up of the database refers to. */
  readonly backupHashes: ReadonlySet<string>;
  /** What was made of a version and stays without it. */
  readonly usesOf: (snapshotId: string) => Freeable['uses'];
}

export interface FreeSpace {
  readonly unused: readonly ListedBlob[];
  readonly versions: readonly ClearedVersion[];
  readonly items: readonly Freeable[];
}

/** Rows of these only tell what was stored once: results of jobs, what travelled, and the versions themselves. */
const tellingTables = ['snapshots', 'jobs', 'sync_batches', 'sync_facts', 'sync_outbox'];

export function findFreeSpace({ db, blobs, versions, backupHashes, usesOf }: FreeSpaceParts): FreeSpace {
  const trashed = versions.filter(({ trashedAt, removedAt }) => trashedAt !== undefined && removedAt === undefined);
  const kept = new Set(versions.filter(({ trashedAt }) => trashedAt === undefined).flatMap(filesOf));
  const elsewhere = hashesIn(db, tellingTables);
  const doomed = new Set(versions.filter(({ trashedAt }) => trashedAt !== undefined).flatMap(filesOf).filter((sha256) => !kept.has(sha256) && !elsewhere.has(sha256)));
  const used = new Set([...hashesIn(db)].filter((sha256) => !doomed.has(sha256)));
  for (const sha256 of backupHashes) used.add(sha256);
  const unused = unusedObjects(blobs, used);
  const bytesOf = new Map(unused.map(({ sha256, storedBytes }) => [sha256, storedBytes]));
  const ofVersions = trashed.map((version): Freeable => ({
    kind: 'version',
    snapshotId: version.id,
    name: version.datasetName,
    number: version.number,
    trashedAt: version.trashedAt ?? null,
    files: filesOf(version).filter((sha256) => bytesOf.has(sha256)).length,
    bytes: filesOf(version).reduce((sum, sha256) => sum + (bytesOf.get(sha256) ?? 0), 0),
    uses: usesOf(version.id),
    keptByBackup: filesOf(version).some((sha256) => backupHashes.has(sha256)),
  }));
  const told = new Set(trashed.flatMap(filesOf));
  const others = unused.filter(({ sha256 }) => !told.has(sha256));
  const ofOthers: Freeable[] = others.length === 0 ? [] : [{ kind: 'results', snapshotId: null, name: '', number: null, trashedAt: null, files: others.length, bytes: others.reduce((sum, { storedBytes }) => sum + storedBytes, 0), uses: [], keptByBackup: false }];
  return { unused, versions: trashed.filter((version) => filesOf(version).every((sha256) => !blobs.has(sha256) || bytesOf.has(sha256))), items: [...ofVersions, ...ofOthers] };
}

function filesOf({ sourceSha256, tableSha256 }: ClearedVersion): string[] {
  return [sourceSha256, tableSha256];
}

/**
 * Clears in an order in which a stop at any moment, or a drive without room, loses nothing: first what no kept file leans on,
 * which makes room; then kept files that lean on one that goes get their raw form back; then the rest. That the files of a
 * version are gone is noted before they go: what no row refers to any more is found by the next clearing.
 */
export async function clearFiles(blobs: BlobStore, find: () => FreeSpace, noteRemoved: (snapshotIds: readonly string[]) => void): Promise<FreeSpace> {
  const free = find();
  const going = new Set(free.unused.map(({ sha256 }) => sha256));
  const leaning = blobs.list().filter(({ sha256, base }) => base !== null && going.has(base) && !going.has(sha256));
  const needed = new Set(leaning.map(({ base }) => base));
  const isNeeded = (version: ClearedVersion): boolean => filesOf(version).some((sha256) => needed.has(sha256));
  const clear = (versions: readonly ClearedVersion[], files: readonly ListedBlob[]): void => {
    noteRemoved(versions.map(({ id }) => id));
    // Those that lean on others go before what they lean on.
    for (const { sha256 } of [...files].sort((a, b) => Number(a.base === null) - Number(b.base === null))) blobs.remove(sha256);
  };
  clear(free.versions.filter((version) => !isNeeded(version)), free.unused.filter(({ sha256 }) => !needed.has(sha256)));
  if (needed.size === 0) return free;
  for (const { sha256 } of leaning) await blobs.unpack(sha256);
  // Something may have been taken up again meanwhile.
  const still = find();
  const ids = new Set(free.versions.map(({ id }) => id));
  clear(still.versions.filter(({ id }) => ids.has(id)), still.unused.filter(({ sha256 }) => needed.has(sha256)));
  return free;
}
