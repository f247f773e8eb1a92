/** An import needs the file's copy, its table, and often a plain copy while it lasts: what is said where the drive has no room. */
import { dirname } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { drivesMessages as words } from '@shared/messages/drives';
import { freeBytesOf, systemFault } from '../kernel/systemFaults';
import type { BlobStore } from '../storage/blobStore';

/** Copy and table of a plain file, measured on the benchmark's; workbooks and archives take more, and say so when it comes to it. */
const timesItsSize = 2;

interface Source {
  readonly name: string;
  readonly sizeBytes: number;
}

/** Throws `disk-full` before anything is written where not even the copy has room. */
export function assertSpace(blobs: Pick<BlobStore, 'tempPath'>, source: Source): void {
  const freeBytes = freeBytesOf(dirname(blobs.tempPath('')));
  if (freeBytes !== undefined && freeBytes < source.sizeBytes) throw fullError(blobs, source, freeBytes);
}

/** A full drive in the words of the import; every other error stays as it is. */
export function toldOfSpace(error: unknown, blobs: Pick<BlobStore, 'tempPath'>, source: Source): unknown {
  const folder = projectOf(blobs);
  const fault = systemFault(error, { folder });
  return fault?.code === 'disk-full' ? fullError(blobs, source, freeBytesOf(folder) ?? 0, error) : (fault ?? error);
}

function fullError(blobs: Pick<BlobStore, 'tempPath'>, { name, sizeBytes }: Source, freeBytes: number, cause?: unknown): EngineError {
  const folder = projectOf(blobs);
  const neededBytes = timesItsSize * sizeBytes;
  return new EngineError('disk-full', words.fullFor(folder, name, neededBytes, freeBytes), { folder, neededBytes, freeBytes }, { cause, retryable: true });
}

/** The temp folder lies in the project's. */
function projectOf(blobs: Pick<BlobStore, 'tempPath'>): string {
  return dirname(dirname(blobs.tempPath('')));
}
