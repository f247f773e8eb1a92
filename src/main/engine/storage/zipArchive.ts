/** The one door to ZIP archives that come from outside: every name is checked and every size is capped before a byte is unpacked. */
import type { Readable } from 'node:stream';
import { openPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import { systemFault } from '../kernel/systemFaults';

export interface ZipEntry {
  /** Checked: relative, forward slashes, no way out. */
  readonly name: string;
  readonly sizeBytes: number;
}

export interface ZipArchive {
  /** Files only, in the archive's order. */
  readonly entries: readonly ZipEntry[];
  /** Unpacked bytes; ends with an error where they are more or fewer than the archive says. */
  open(name: string): Promise<Readable>;
  close(): void;
}

const words = inputsMessages.refused;
export const zipLimits = { entries: 10_000, totalBytes: 4 * 2 ** 30, ratio: 200, ratioFromBytes: 1 << 20 } as const;

/** Throws `unreadable-file`; its `reason` says what was wrong: zip-slip, zip-link, zip-duplicate, zip-bomb, zip-encrypted, zip-broken. */
export async function openZipArchive(path: string): Promise<ZipArchive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch((error: unknown) => {
    throw broken(error);
  });
  try {
    const entries = await checkedEntries(zip);
    return {
      entries: [...entries.values()].map(({ fileName, uncompressedSize }) => ({ name: fileName, sizeBytes: uncompressedSize })),
      async open(name) {
        const entry = entries.get(name);
        if (!entry) throw new EngineError('unreadable-file', words.missingPart(name), { reason: 'zip-broken', part: name });
        return zip.openReadStreamPromise(entry).catch((error: unknown) => {
          throw broken(error);
        });
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** What a damaged archive says of itself, as an error of ours. */
export function broken(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const fault = systemFault(error);
  if (fault) return fault;
  const reason = error instanceof Error ? error.message : String(error);
  // The library checks names too; one that it refuses is no damage.
  if (/^(absolute path|invalid relative path|invalid characters in fileName): /.test(reason)) {
    const name = reason.slice(reason.indexOf(': ') + 2);
    return refusedName(name, reason.startsWith('absolute') ? 'absolute' : reason.includes('relative') ? 'upwards' : 'backslash', 'zip-slip');
  }
  return new EngineError('unreadable-file', words.brokenArchive(reason), { reason: 'zip-broken' }, { cause: error });
}

async function checkedEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > zipLimits.entries) throw bomb(words.archiveEntries(zipLimits.entries));
  const entries = new Map<string, Entry>();
  const folded = new Set<string>();
  let total = 0;
  let packed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      assertSafe(entry);
      const key = fileName.normalize('NFC').toLowerCase().replace(/\/$/, '');
      if (folded.has(key)) throw refusedName(fileName, 'doubled', 'zip-duplicate');
      folded.add(key);
      total += entry.uncompressedSize;
      packed += entry.compressedSize;
      if (total > zipLimits.totalBytes) throw bomb(words.archiveTotal(total, zipLimits.totalBytes));
      if (!fileName.endsWith('/')) entries.set(fileName, entry);
    }
  } catch (error) {
    throw broken(error);
  }
  const ratio = Math.round(total / Math.max(1, packed));
  if (total > zipLimits.ratioFromBytes && ratio > zipLimits.ratio) throw bomb(words.archiveRatio(ratio, zipLimits.ratio));
  return entries;
}

const symbolicLink = 0o120000;
const fileKinds = 0o170000;

function assertSafe(entry: Entry): void {
  const { fileName } = entry;
  const wrong = validateFileName(fileName);
  if (wrong !== null) throw broken(new Error(wrong));
  // By the bytes: the old code page of ZIP shows some control characters as pictures.
  if (entry.fileNameRaw.some((byte) => byte < 32 || byte === 127)) throw refusedName(fileName.replaceAll(/\p{Cc}/gu, '?'), 'control', 'zip-slip');
  if (((entry.externalFileAttributes >>> 16) & fileKinds) === symbolicLink) throw refusedName(fileName, 'link', 'zip-link');
  if (entry.isEncrypted()) throw refusedName(fileName, 'encrypted', 'zip-encrypted');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw refusedName(fileName, 'method', 'zip-broken');
}

function refusedName(name: string, why: keyof typeof words.nameReasons, reason: string): EngineError {
  return new EngineError('unreadable-file', words.archiveName(name.slice(0, 200), words.nameReasons[why]), { reason, name });
}

function bomb(message: string): EngineError {
  return new EngineError('unreadable-file', message, { reason: 'zip-bomb' });
}
