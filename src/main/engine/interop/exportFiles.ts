/** What an exporter gives, and how it reaches a folder or an archive: all of it or nothing. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import { systemFault } from '../kernel/systemFaults';
import type { BlobStore } from '../storage/blobStore';

export interface ExportFile {
  /** Within the export, with forward slashes; never absolute and never upwards. */
  readonly path: string;
  readonly contents: Uint8Array | string | { readonly copyOf: string };
  /** True where a file that is there already stays, such as the settings of a repository. */
  readonly keepExisting?: boolean;
  /** True where the present contents were read and are part of the new ones. */
  readonly replaceExisting?: boolean;
  readonly readOnly?: boolean;
}

export interface Export {
  /** Stem of the archive's name. */
  readonly name: string;
  readonly files: readonly ExportFile[];
  readonly notExpressible: readonly string[];
}

const words = interopMessages.refused;
/** An archive is made in memory. */
const largestArchiveBytes = 1 << 30;

/** Throws `conflict` where a file is there with other contents, before anything is written. Files are not synced one by one: a store has thousands, and an export can be made again. */
export function writeToFolder(folder: string, files: readonly ExportFile[], signal: AbortSignal): void {
  // What replaces something comes last: a failure before it leaves that as it was.
  const missing = files.filter((file) => isMissing(folder, file)).sort((a, b) => Number(a.replaceExisting ?? false) - Number(b.replaceExisting ?? false));
  const written: string[] = [];
  try {
    for (const file of missing) {
      signal.throwIfAborted();
      const place = join(folder, ...file.path.split('/'));
      mkdirSync(dirname(place), { recursive: true });
      const temporary = `${place}.${randomBytes(4).toString('hex')}.part`;
      written.push(temporary);
      if (isCopy(file.contents)) copyFileSync(file.contents.copyOf, temporary);
      else writeFileSync(temporary, file.contents);
      chmodSync(temporary, 0o644);
      if (file.readOnly) chmodSync(temporary, 0o444);
      renameSync(temporary, place);
      written[written.length - 1] = place;
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    if (signal.aborted) throw new EngineError('cancelled', 'Cancelled. Nothing was written.', {}, { cause: error });
    throw systemFault(error, { folder }) ?? new EngineError('invalid-input', words.unwritable(folder, error instanceof Error ? error.message : String(error)), { folder }, { cause: error });
  }
}

export interface Staging {
  /** Puts a file's bytes aside on disk until the export is written, so that many models need no memory. */
  stage(file: ExportFile): ExportFile;
  /** Puts the bytes of a stored file aside, verified, and gives their place. */
  stageStored(sha256: string): Promise<string>;
}

/** Puts files aside in the project's temp folder. */
export function createStaging(blobs: Pick<BlobStore, 'tempPath' | 'copyTo'>): Staging & { clear(): void } {
  const staged: string[] = [];
  return {
    stage(file) {
      if (isCopy(file.contents)) return file;
      const path = blobs.tempPath('.export');
      staged.push(path);
      writeFileSync(path, file.contents);
      return { ...file, contents: { copyOf: path } };
    },
    async stageStored(sha256) {
      const path = blobs.tempPath('.export');
      staged.push(path);
      await blobs.copyTo(sha256, path);
      return path;
    },
    clear: () => staged.forEach((path) => rmSync(path, { force: true })),
  };
}

export function writeArchive(files: readonly ExportFile[]): Uint8Array {
  const entries: Zippable = {};
  let bytes = 0;
  for (const { path, contents } of files) {
    const data = bytesOf(contents);
    bytes += data.length;
    if (bytes > largestArchiveBytes) throw new EngineError('unavailable-here', words.tooLarge);
    // A fixed time: the same export gives the same bytes.
    entries[path] = [data, { mtime: '1980-01-02T00:00:00' }];
  }
  return zipSync(entries);
}

function isMissing(folder: string, file: ExportFile): boolean {
  const place = join(folder, ...file.path.split('/'));
  if (!existsSync(place)) return true;
  if (file.replaceExisting) return true;
  if (file.keepExisting || (statSync(place).isFile() && readFileSync(place).equals(bytesOf(file.contents)))) return false;
  throw new EngineError('conflict', words.occupied(file.path), { path: file.path });
}

function bytesOf(contents: ExportFile['contents']): Uint8Array {
  if (isCopy(contents)) return readFileSync(contents.copyOf);
  return typeof contents === 'string' ? Buffer.from(contents) : contents;
}

function isCopy(contents: ExportFile['contents']): contents is { readonly copyOf: string } {
  return typeof contents === 'object' && 'copyOf' in contents;
}
