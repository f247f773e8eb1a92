/** Content-addressed files: `objects/ab/cdef...`, named by their SHA-256, read-only once stored, raw or packed. */
import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { moveDurably, syncFolder, writeDurably } from './durableFile';
import { createPacks, damaged, missing, packedEnding, type Packs, type PackOutcome } from './packing/packs';
import { passBytes } from './packing/packedFile';

export interface StoredBlob {
  readonly sha256: string;
  /** Of the bytes themselves. */
  readonly sizeBytes: number;
}

export interface ListedBlob extends StoredBlob {
  /** What it takes on the drive. */
  readonly storedBytes: number;
  readonly packed: boolean;
  /** The file it cannot be read without, or null. */
  readonly base: string | null;
}

export interface BlobStore {
  /** Moves a finished temp file in. `sha256` may be given where it was computed while writing. */
  putFile(path: string, sha256?: string): Promise<StoredBlob>;
  putBytes(bytes: Uint8Array): StoredBlob;
  has(sha256: string): boolean;
  /** Where the bytes lie as they are. Only for files that are never packed, which is all but sources. Throws `corrupt-store` where they are gone. */
  pathOf(sha256: string): string;
  /** Writes the bytes to a new file, whatever form they are stored in, and verifies them. Throws `corrupt-store`. */
  copyTo(sha256: string, path: string): Promise<void>;
  /** Lets the work read the bytes from a file, which is there until it ends. Not verified. Throws `corrupt-store` where they cannot be had. */
  withFile<T>(sha256: string, work: (path: string) => Promise<T>): Promise<T>;
  /** Size of the bytes themselves. Throws `corrupt-store` where they are gone. */
  sizeOf(sha256: string): number;
  /** Reads and verifies a file that is never packed. Throws `corrupt-store` where the bytes do not match. */
  readBytes(sha256: string): Buffer;
  verify(sha256: string): Promise<boolean>;
  /** By hash. A packed file whose list cannot be read counts as raw bytes of its size, for `verify` to tell. */
  list(): readonly ListedBlob[];
  pack(sha256: string, base: string | null, signal: AbortSignal): Promise<PackOutcome>;
  /** Gives the packed file its raw form again. */
  unpack(sha256: string): Promise<void>;
  /** Removes every form. Who calls it knows that no other file has it as base. */
  remove(sha256: string): void;
  /** A new path in the project's temp folder, swept at the next start. */
  tempPath(suffix: string): string;
}

const nameForm = /^[0-9a-f]{62}(\.packed)?$/;

export function createBlobStore(objectsDir: string, tempDir: string): BlobStore {
  mkdirSync(objectsDir, { recursive: true });
  mkdirSync(tempDir, { recursive: true });

  const placeOf = (sha256: string): string => join(objectsDir, sha256.slice(0, 2), sha256.slice(2));
  const tempPath = (suffix: string): string => join(tempDir, `${randomUUID()}${suffix}`);
  const packs: Packs = createPacks({ placeOf, tempPath });
  const has = (sha256: string): boolean => existsSync(placeOf(sha256)) || existsSync(`${placeOf(sha256)}${packedEnding}`);

  function prepareFolder(place: string): void {
    const folder = dirname(place);
    if (existsSync(folder)) return;
    mkdirSync(folder, { recursive: true });
    syncFolder(objectsDir);
  }

  function pathOf(sha256: string): string {
    const place = placeOf(sha256);
    if (!existsSync(place)) throw missing(sha256);
    return place;
  }

  function describe(sha256: string, names: ReadonlySet<string>): ListedBlob {
    const place = placeOf(sha256);
    const storedBytes = [...names].reduce((sum, name) => sum + (statSync(join(dirname(place), name), { throwIfNoEntry: false })?.size ?? 0), 0);
    if (names.has(sha256.slice(2))) return { sha256, sizeBytes: statSync(place).size, storedBytes, packed: false, base: null };
    try {
      const { sizeBytes, base } = packs.listOf(sha256);
      return { sha256, sizeBytes, storedBytes, packed: true, base };
    } catch {
      return { sha256, sizeBytes: storedBytes, storedBytes, packed: true, base: null };
    }
  }

  return {
    tempPath,
    pathOf,
    has,
    copyTo: (sha256, path) => packs.copyTo(sha256, path),
    withFile: (sha256, work) => packs.withFile(sha256, work),
    sizeOf: (sha256) => (existsSync(placeOf(sha256)) ? statSync(placeOf(sha256)).size : packs.listOf(sha256).sizeBytes),
    async putFile(path, known) {
      const sha256 = known ?? (await hashFile(path));
      const sizeBytes = statSync(path).size;
      const place = placeOf(sha256);
      if (has(sha256)) {
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
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw damaged(sha256);
      return bytes;
    },
    async verify(sha256) {
      try {
        const source = await packs.open(sha256);
        try {
          return (await passBytes(source, () => Promise.resolve())) === sha256;
        } finally {
          await source.close();
        }
      } catch {
        return false;
      }
    },
    list() {
      const forms = new Map<string, Set<string>>();
      for (const prefix of readdirSync(objectsDir)) {
        if (!/^[0-9a-f]{2}$/.test(prefix)) continue;
        for (const name of readdirSync(join(objectsDir, prefix))) {
          if (!nameForm.test(name)) continue;
          const sha256 = prefix + name.slice(0, 62);
          forms.set(sha256, (forms.get(sha256) ?? new Set()).add(name));
        }
      }
      return [...forms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([sha256, names]) => describe(sha256, names));
    },
    pack: (sha256, base, signal) => packs.pack(sha256, base, signal),
    unpack: (sha256) => packs.unpack(sha256),
    remove(sha256) {
      for (const path of [placeOf(sha256), `${placeOf(sha256)}${packedEnding}`]) rmSync(path, { force: true });
    },
  };
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
