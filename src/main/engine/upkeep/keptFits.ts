/** Fits kept so that none is computed twice: what they alone take, and clearing them. Runs keep what they refer to. */
import type { KeptFits } from '@shared/areas/upkeep';
import type { BlobStore, ListedBlob } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { clearFitRows, fitTable, measureFitRows } from '../tracking';
import { hashesIn, unusedObjects } from './references';

export interface FitsFound extends KeptFits {
  /** Of `bytes`, those of rows in the database. */
  readonly rowBytes: number;
  /** Stored files that nothing but kept fits refers to. */
  readonly objects: readonly ListedBlob[];
}

/** `backupHashes`: what rows of back-ups refer to, their own kept fits aside. */
export function findKeptFits(db: Db, blobs: BlobStore, backupHashes: ReadonlySet<string>): FitsFound {
  const rows = measureFitRows(db);
  const named = new Set([...hashesIn(db, [fitTable]), ...backupHashes]);
  // What no row names may still stand in a stored list; to look there takes long, and is seldom needed.
  const unnamed = new Set([...rows.objects].filter((sha256) => !named.has(sha256)));
  const objects = unnamed.size === 0 ? [] : unusedObjects(blobs, named).filter(({ sha256 }) => unnamed.has(sha256));
  return { fits: rows.fits, files: objects.length, bytes: rows.bytes + objects.reduce((sum, { storedBytes }) => sum + storedBytes, 0), rowBytes: rows.bytes, objects };
}

/** Rows first: a stop between leaves files that nothing refers to, which the next clearing finds. Such files are never packed, so none leans on another. */
export function clearKeptFits(db: Db, blobs: BlobStore, { objects }: FitsFound): void {
  clearFitRows(db);
  for (const { sha256 } of objects) blobs.remove(sha256);
}
