/** Paths for files that live no longer than the work they are made for. */
import { rmSync } from 'node:fs';
import type { BlobStore } from '../storage/blobStore';

export type NewPath = (suffix: string) => string;

/** What lies at the paths is gone once the work has ended, however it ended. */
export async function withTemporaryPaths<T>(blobs: Pick<BlobStore, 'tempPath'>, work: (newPath: NewPath) => Promise<T>): Promise<T> {
  const paths: string[] = [];
  const newPath: NewPath = (suffix) => {
    const path = blobs.tempPath(suffix);
    paths.push(path);
    return path;
  };
  try {
    return await work(newPath);
  } finally {
    for (const path of paths) rmSync(path, { force: true });
  }
}
