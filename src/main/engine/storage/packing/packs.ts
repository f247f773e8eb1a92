/** Stored files in either form: raw, or packed beside where the raw one would lie. Nothing is taken away before its new form was read back whole. */
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { EngineError } from '@shared/contract/errors';
import { systemFault } from '../../kernel/systemFaults';
import { moveDurably } from '../durableFile';
import { openFileBytes, type ByteSource } from './byteSource';
import { openPacked, passBytes, readPackedList, writePacked, type PackedList } from './packedFile';

export const packedEnding = '.packed';

/** shared: stored as what it does not have in common with its base. alone: packed by itself. unlike: left as it was, the base holds less than half of it. */
export type PackOutcome = 'shared' | 'alone' | 'unlike';

export interface Packs {
  /** Throws `corrupt-store` where the list of the packed form cannot be read. */
  listOf(sha256: string): PackedList;
  /** The bytes in whatever form. Throws `corrupt-store`. */
  open(sha256: string): Promise<ByteSource>;
  /** Packs a raw file, against a base (itself raw or packed alone) or by itself. Throws `corrupt-store` where the bytes are not what their name says, and the signal's reason. */
  pack(sha256: string, base: string | null, signal: AbortSignal): Promise<PackOutcome>;
  /** Gives a packed file its raw form again, so that its base may go. */
  unpack(sha256: string): Promise<void>;
  /** Lets the work read the bytes from a file, which is there until it ends. Not verified. Throws `corrupt-store` where they cannot be had. */
  withFile<T>(sha256: string, work: (path: string) => Promise<T>): Promise<T>;
  /** Writes the bytes to a new file and syncs it. Throws `corrupt-store` where they do not match their hash. */
  copyTo(sha256: string, path: string): Promise<void>;
}

export interface PackPlaces {
  placeOf(sha256: string): string;
  tempPath(suffix: string): string;
}

export function createPacks({ placeOf, tempPath }: PackPlaces): Packs {
  const readers = new Map<string, number>();
  const packedPlaceOf = (sha256: string): string => `${placeOf(sha256)}${packedEnding}`;

  function listOf(sha256: string): PackedList {
    if (!existsSync(packedPlaceOf(sha256))) throw missing(sha256);
    try {
      return readPackedList(packedPlaceOf(sha256));
    } catch (error) {
      throw damaged(sha256, error);
    }
  }

  async function openAnyForm(sha256: string): Promise<ByteSource> {
    if (existsSync(placeOf(sha256))) return openFileBytes(placeOf(sha256));
    return openPackedForm(packedPlaceOf(sha256), listOf(sha256));
  }

  async function openPackedForm(path: string, list: PackedList): Promise<ByteSource> {
    const base = list.base === null ? null : await openAnyForm(list.base);
    const own = await openPacked(path, list, base);
    return {
      ...own,
      close: async () => {
        await own.close();
        await base?.close();
      },
    };
  }

  /** Reads a packed file whole and compares what comes out with its name. */
  async function proves(path: string, sha256: string): Promise<boolean> {
    const source = await openPackedForm(path, readPackedList(path));
    try {
      return (await passBytes(source, () => Promise.resolve())) === sha256;
    } finally {
      await source.close();
    }
  }

  async function write(path: string, sha256: string, base: string | null, signal: AbortSignal): Promise<boolean> {
    const source = await openFileBytes(placeOf(sha256));
    const baseSource = base === null ? null : await openAnyForm(base);
    try {
      return await writePacked(path, { sha256, source, base: base !== null && baseSource ? { sha256: base, source: baseSource } : null, signal });
    } finally {
      await source.close();
      await baseSource?.close();
    }
  }

  async function copyTo(sha256: string, path: string): Promise<void> {
    const source = await openAnyForm(sha256);
    try {
      const handle = await open(path, 'wx');
      try {
        const found = await passBytes(source, async (bytes) => {
          await handle.writeFile(bytes);
        });
        if (found !== sha256) throw damaged(sha256);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      await rm(path, { force: true });
      throw error instanceof EngineError || systemFault(error) !== null ? error : damaged(sha256, error);
    } finally {
      await source.close();
    }
  }

  async function withFile<T>(sha256: string, work: (path: string) => Promise<T>): Promise<T> {
    readers.set(sha256, (readers.get(sha256) ?? 0) + 1);
    const temporary = tempPath('.unpacked');
    try {
      if (existsSync(placeOf(sha256))) return await work(placeOf(sha256));
      await copyTo(sha256, temporary);
      return await work(temporary);
    } finally {
      await rm(temporary, { force: true });
      readers.set(sha256, (readers.get(sha256) ?? 1) - 1);
    }
  }

  return {
    listOf,
    open: openAnyForm,
    copyTo,
    withFile,
    async pack(sha256, base, signal) {
      const temporary = tempPath(packedEnding);
      try {
        if (!(await write(temporary, sha256, base, signal))) return 'unlike';
        if (!(await proves(temporary, sha256))) throw damaged(sha256);
        signal.throwIfAborted();
        moveDurably(temporary, packedPlaceOf(sha256));
        chmodSync(packedPlaceOf(sha256), 0o444);
        // Whoever reads the raw form keeps it beside the packed one until the next time.
        if ((readers.get(sha256) ?? 0) === 0) removeIfFree(placeOf(sha256));
        return base === null ? 'alone' : 'shared';
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async unpack(sha256) {
      if (!existsSync(placeOf(sha256))) {
        const temporary = tempPath('.unpacked');
        await copyTo(sha256, temporary);
        moveDurably(temporary, placeOf(sha256));
        chmodSync(placeOf(sha256), 0o444);
      }
      removeIfFree(packedPlaceOf(sha256));
    },
  };
}

/** Where a reader still holds the file (Windows), it stays beside its other form until the next time. */
function removeIfFree(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !['EBUSY', 'EPERM'].includes(String(error.code))) throw error;
  }
}

export function missing(sha256: string): EngineError {
  return new EngineError('corrupt-store', `A stored file is missing from the project (${sha256.slice(0, 12)}). Restore the project from a copy, or import its source again.`, { sha256 });
}

export function damaged(sha256: string, cause?: unknown): EngineError {
  return new EngineError('corrupt-store', `A stored file is damaged (${sha256.slice(0, 12)}): its bytes no longer match its hash. Restore the project from a copy, or import its source again.`, { sha256 }, { cause });
}
