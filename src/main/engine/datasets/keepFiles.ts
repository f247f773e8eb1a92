/** The last step of an import: finished files move in, and then a row makes them known. Where that fails, they go again. */
import { hashFile, type BlobStore, type StoredBlob } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { allSnapshots } from './snapshotStore';

export interface FinishedFile {
  readonly path: string;
  /** Where it was computed while the file was written. */
  readonly sha256?: string;
}

/** `makeKnown` gets the stored files in the order given. What was there before stays, whatever happens. */
export async function keepFiles<T>(db: Db, blobs: BlobStore, files: readonly FinishedFile[], makeKnown: (stored: readonly StoredBlob[]) => T): Promise<T> {
  const fresh: string[] = [];
  try {
    const stored: StoredBlob[] = [];
    for (const file of files) {
      const sha256 = file.sha256 ?? (await hashFile(file.path));
      if (!blobs.has(sha256)) fresh.push(sha256);
      stored.push(await blobs.putFile(file.path, sha256));
    }
    return makeKnown(stored);
  } catch (error) {
    // Another import of the same bytes may have made them known meanwhile.
    const known = new Set(allSnapshots(db).flatMap(({ sourceSha256, tableSha256 }) => [sourceSha256, tableSha256]));
    for (const sha256 of fresh) if (!known.has(sha256)) blobs.remove(sha256);
    throw error;
  }
}
