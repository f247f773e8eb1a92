/** Content-addressed files: `objects/ab/cdef...`, named by their SHA-256, read-only once stored. */
import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '@shared/contract/errors';
import { moveDurably, syncFolder, writeDurably } from './durableFile';

export interface StoredBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface BlobStore {
  /** Moves a finished temp file in. `sha256` may be given where it was computed while writing. */
  putFile(path: string, sha256?: string): Promise<StoredBlob>;
  putBytes(bytes: Uint8Array): StoredBlob;
  has(sha256: string): boolean;
  /** Where the bytes lie. Throws `corrupt-store` where they are gone. */
  pathOf(sha256: string): string;
  /** Reads and verifies. Throws `corrupt-store` where the bytes do not match. */
  readBytes(sha256: string): Buffer;
  verify(sha256: string): Promise<boolean>;
  list(): readonly StoredBlob[];
  /** A new path in the project's temp folder, swept at the next start. */
  tempPath(suffix: string): string;
}

export function createBlobStore(objectsDir: string, tempDir: string): BlobStore {
  mkdirSync(objectsDir, { recursive: true });
  mkdirSync(tempDir, { recursive: true });

  const placeOf = (sha256: string): string => join(objectsDir, sha256.slice(0, 2), sha256.slice(2));
  const tempPath = (suffix: string): string => join(tempDir, `${randomUUID()}${suffix}`);

  function prepareFolder(place: string): void {
    const folder = dirname(place);
    if (existsSync(folder)) return;
    mkdirSync(folder, { recursive: true });
    syncFolder(objectsDir);
  }

  function pathOf(sha256: string): string {
    const place = placeOf(sha256);
    if (!existsSync(place)) throw new EngineError('corrupt-store', `A stored file is missing from the project (${sha256.slice(0, 12)}). Restore the project from a copy, or import its source again.`, { sha256 });
    return place;
  }

  return {
    tempPath,
    pathOf,
    has: (sha256) => existsSync(placeOf(sha256)),
    async putFile(path, known) {
      const sha256 = known ?? (await hashFile(path));
      const sizeBytes = statSync(path).size;
      const place = placeOf(sha256);
      if (existsSync(place)) {
        rmSync(path);
        return { sha256, sizeBytes };
      }
      prepareFolder(place);
      moveDurably(path, place);
      chmodSync(place, 0o444);
      return { sha256, sizeBytes };
    },
    putBytes(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const place = placeOf(sha256);
      if (!existsSync(place)) {
        prepareFolder(place);
        writeDurably(tempPath('.blob'), place, bytes);
        chmodSync(place, 0o444);
      }
      return { sha256, sizeBytes: bytes.length };
    },
    readBytes(sha256) {
      const bytes = readFileSync(pathOf(sha256));
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw corrupt(sha256);
      return bytes;
    },
    async verify(sha256) {
      const place = placeOf(sha256);
      return existsSync(place) && (await hashFile(place)) === sha256;
    },
    list() {
      const found: StoredBlob[] = [];
      for (const prefix of readdirSync(objectsDir)) {
        for (const rest of readdirSync(join(objectsDir, prefix))) {
          found.push({ sha256: prefix + rest, sizeBytes: statSync(join(objectsDir, prefix, rest)).size });
        }
      }
      return found.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
    },
  };
}

function corrupt(sha256: string): EngineError {
  return new EngineError('corrupt-store', `A stored file is damaged (${sha256.slice(0, 12)}): its bytes no longer match its hash. Restore the project from a copy, or import its source again.`, { sha256 });
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
