/** Full drives, missing rights, drives that fail and files that the system will not open, as the operating system, SQLite and DuckDB tell of them, in the product's own errors. */
import { statfsSync } from 'node:fs';
import { EngineError } from '@shared/contract/errors';
import { drivesMessages as words } from '@shared/messages/drives';

export interface FaultPlace {
  /** The folder that was written to. */
  readonly folder?: string;
}

type Fault = 'full' | 'unwritable' | 'failing' | 'too-many-open';

const faultOfCode: Readonly<Record<string, Fault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  SQLITE_FULL: 'full',
  // SQLite's way to say that the file beside a new write-ahead log found no space.
  SQLITE_IOERR_SHMSIZE: 'full',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  EROFS: 'unwritable',
  SQLITE_PERM: 'unwritable',
  EIO: 'failing',
  // A drive that was taken out, and one of the network that is gone.
  ENODEV: 'failing',
  ESTALE: 'failing',
  SQLITE_IOERR_READ: 'failing',
  SQLITE_IOERR_WRITE: 'failing',
  SQLITE_IOERR_FSYNC: 'failing',
  SQLITE_IOERR_DIR_FSYNC: 'failing',
  EMFILE: 'too-many-open',
  ENFILE: 'too-many-open',
};

/** DuckDB gives sentences only. */
const faultOfSentence: readonly (readonly [RegExp, Fault])[] = [
  [/No space left on device|Disk quota exceeded|max_temp_directory_size/, 'full'],
  [/Permission denied|Read-only file system/, 'unwritable'],
  [/Input\/output error|Stale file handle/, 'failing'],
  [/Too many open files/, 'too-many-open'],
];

/** `disk-full`, `no-access`, `unavailable-here` where no more files can be opened, or null where the error tells of none of these. An error of the product's own is looked into, too. */
export function systemFault(error: unknown, { folder }: FaultPlace = {}): EngineError | null {
  const found = findFault(error);
  if (found === null) return null;
  if (found.fault === 'too-many-open') return new EngineError('unavailable-here', words.tooManyOpen, {}, { cause: error, retryable: true });
  if (found.fault !== 'full') {
    // The name of a temporary file says little to anybody; what cannot be read may lie on another drive than the folder.
    const path = found.reads ? found.path : (folder ?? found.path);
    const message = found.fault === 'failing' ? words.failing(path) : words.unwritable(path);
    return new EngineError('no-access', message, path === undefined ? {} : { path }, { cause: error, retryable: true });
  }
  const freeBytes = folder === undefined ? undefined : freeBytesOf(folder);
  return new EngineError('disk-full', words.full(folder, freeBytes), { ...(folder === undefined ? {} : { folder }), ...(freeBytes === undefined ? {} : { freeBytes }) }, { cause: error, retryable: true });
}

/** What programs without special rights may still write. */
export function freeBytesOf(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

const mostCauses = 5;

function faultOf(error: Error): Fault | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^SQLITE_(READONLY|CANTOPEN)/.test(code)) return 'unwritable';
  // Node's way to say that a folder and those above it cannot be made on a read-only drive.
  if (code === 'ENOENT' && 'syscall' in error && error.syscall === 'mkdir') return 'unwritable';
  return Object.hasOwn(faultOfCode, code) ? faultOfCode[code] : faultOfSentence.find(([sentence]) => sentence.test(error.message))?.[1];
}

function findFault(error: unknown): { readonly fault: Fault; readonly reads: boolean; readonly path?: string } | null {
  for (let [each, depth] = [error, 0]; each instanceof Error && depth < mostCauses; [each, depth] = [each.cause, depth + 1]) {
    if (each instanceof EngineError) continue;
    const fault = faultOf(each);
    if (fault === undefined) continue;
    return { fault, reads: 'syscall' in each && each.syscall === 'read', ...('path' in each && typeof each.path === 'string' ? { path: each.path } : {}) };
  }
  return null;
}
