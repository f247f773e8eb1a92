/** What takes space in the project's folder, in the analyst's own terms. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '@shared/areas/datasets';
import type { Storage, VersionSize } from '@shared/areas/upkeep';
import type { BlobStore, StoredBlob } from '../storage/blobStore';
import type { ProjectFolder } from '../storage/projectFolder';
import type { FitsFound } from './keptFits';

/** A version with the two files it stands on. */
export interface StoredVersion extends Pick<Snapshot, 'datasetId' | 'datasetName' | 'sourceSha256'> {
  readonly tableSha256: string;
}

/** `versions` are those that are not in the trash. */
export function measureStorage(folder: ProjectFolder, blobs: BlobStore, versions: readonly StoredVersion[], unused: readonly StoredBlob[], { fits, files, bytes, rowBytes, objects }: FitsFound): Storage {
  const sizes = new Map(blobs.list().map(({ sha256, storedBytes }) => [sha256, storedBytes]));
  const unusedHashes = new Set(unused.map(({ sha256 }) => sha256));
  const data = new Set(versions.map(({ tableSha256 }) => tableSha256));
  const sources = new Set(versions.map(({ sourceSha256 }) => sourceSha256));
  const ofFits = new Set(objects.map(({ sha256 }) => sha256));
  const models = [...sizes.keys()].filter((sha256) => ![data, sources, unusedHashes, ofFits].some((others) => others.has(sha256)));
  const sum = (hashes: Iterable<string>): { bytes: number; files: number } => {
    const found = [...hashes].flatMap((sha256) => sizes.get(sha256) ?? []);
    return { bytes: found.reduce((total, size) => total + size, 0), files: found.length };
  };
  const database = measure(['', '-wal', '-shm'].map((end) => `${folder.databasePath}${end}`));
  const parts: Storage['parts'] = [
    { part: 'data', ...sum(data) },
    { part: 'sources', ...sum(sources) },
    { part: 'models', ...sum(models) },
    { part: 'fits', bytes, files },
    { part: 'unused', ...sum(unusedHashes) },
    { part: 'database', files: database.files, bytes: database.bytes - rowBytes },
    { part: 'backups', ...measureFolder(folder.backupsDir) },
    { part: 'logs', ...measureFolder(folder.logsDir) },
    { part: 'temporary', ...measureFolder(folder.tempDir) },
  ];
  return { totalBytes: parts.reduce((total, { bytes }) => total + bytes, 0), keptFits: { fits, files, bytes }, parts, datasets: measureDatasets(versions, sizes) };
}

/** A file counts as shared where another of these versions stands on it, or leans on it. */
export function measureVersions(blobs: BlobStore, versions: readonly (Pick<StoredVersion, 'sourceSha256' | 'tableSha256'> & { readonly id: string })[]): VersionSize[] {
  const stored = new Map(blobs.list().map((blob) => [blob.sha256, blob]));
  const filesOf = new Map(versions.map(({ id, sourceSha256, tableSha256 }) => [id, new Set([sourceSha256, tableSha256, stored.get(sourceSha256)?.base ?? ''].filter((sha256) => stored.has(sha256)))]));
  const users = new Map<string, number>();
  for (const files of filesOf.values()) for (const sha256 of files) users.set(sha256, (users.get(sha256) ?? 0) + 1);
  return [...filesOf].filter(([, files]) => files.size > 0).map(([snapshotId, files]) => {
    const bytes = (isShared: boolean): number => [...files].filter((sha256) => (users.get(sha256) ?? 0) > 1 === isShared).reduce((sum, sha256) => sum + (stored.get(sha256)?.storedBytes ?? 0), 0);
    return { snapshotId, ownBytes: bytes(false), sharedBytes: bytes(true) };
  });
}

function measureDatasets(versions: readonly StoredVersion[], sizes: ReadonlyMap<string, number>): Storage['datasets'] {
  const byDataset = new Map<string, { name: string; versions: number; files: Set<string> }>();
  for (const { datasetId, datasetName, tableSha256, sourceSha256 } of versions) {
    const entry = byDataset.get(datasetId) ?? { name: datasetName, versions: 0, files: new Set<string>() };
    entry.versions += 1;
    entry.files.add(tableSha256).add(sourceSha256);
    byDataset.set(datasetId, entry);
  }
  return [...byDataset]
    .map(([datasetId, { name, versions: count, files }]) => ({ datasetId, name, versions: count, bytes: [...files].reduce((total, sha256) => total + (sizes.get(sha256) ?? 0), 0) }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

function measureFolder(path: string): { bytes: number; files: number } {
  if (!existsSync(path)) return { bytes: 0, files: 0 };
  return measure(readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)));
}

/** A file may go while it is counted. */
function measure(paths: readonly string[]): { bytes: number; files: number } {
  const found = paths.flatMap((path) => statSync(path, { throwIfNoEntry: false })?.size ?? []);
  return { bytes: found.reduce((total, size) => total + size, 0), files: found.length };
}
