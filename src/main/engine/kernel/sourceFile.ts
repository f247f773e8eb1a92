/** A file that the user names: whether it can be read as one, and whether it stays what it was. */
import { accessSync, constants, lstatSync, statSync, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { EngineError } from '@shared/contract/errors';
import { drivesMessages as words } from '@shared/messages/drives';

/** Two states that are equal are taken for the same bytes. */
export interface FileState {
  readonly sizeBytes: number;
  /** Milliseconds since 1970, with the fractions that the drive keeps. */
  readonly changedAt: number;
}

export function isSameState(one: FileState, other: FileState): boolean {
  return one.sizeBytes === other.sizeBytes && one.changedAt === other.changedAt;
}

/** Throws `not-found`, `invalid-input` where it is no file, `unreadable-file` where it may not be read. Opens nothing, so that a pipe cannot hold it up. */
export function examineFile(path: string): FileState {
  try {
    const found = statSync(path);
    assertFile(path, found);
    accessSync(path, constants.R_OK);
    return stateOf(found);
  } catch (error) {
    throw openingError(error, path, path);
  }
}

export interface OpenedFile {
  readonly handle: FileHandle;
  readonly state: FileState;
}

/** Opens it to be read. Throws as `examineFile` does; `name` is what the user knows it by. */
export async function openFile(path: string, name: string): Promise<OpenedFile> {
  let handle: FileHandle;
  try {
    // A pipe that took the file's place would otherwise wait for its other end.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw openingError(error, path, name, words.gone(name));
  }
  try {
    const found = await handle.stat();
    assertFile(name, found);
    return { handle, state: stateOf(found) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Throws `conflict` where the open file is not as it was when it was opened. */
export async function assertUnchanged({ handle, state }: OpenedFile, name: string): Promise<void> {
  const now = stateOf(await handle.stat());
  if (!isSameState(now, state)) throw new EngineError('conflict', words.changedWhileRead(name), { sizeBytes: state.sizeBytes, sizeBytesNow: now.sizeBytes }, { retryable: true });
}

function stateOf({ size, mtimeMs }: Stats): FileState {
  return { sizeBytes: size, changedAt: mtimeMs };
}

function assertFile(name: string, found: Stats): void {
  if (found.isFile()) return;
  const kind = found.isDirectory() ? 'folder' : found.isFIFO() ? 'pipe' : found.isSocket() ? 'socket' : found.isCharacterDevice() || found.isBlockDevice() ? 'device' : 'other';
  throw new EngineError('invalid-input', words.noFile(name, kind), { path: name, kind });
}

function openingError(error: unknown, path: string, name: string, gone?: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const told = { path: name };
  if (code === 'ENOENT' || code === 'ENOTDIR') return new EngineError('not-found', gone ?? missingSentence(path), told, { cause: error });
  if (code === 'ENAMETOOLONG') return new EngineError('not-found', words.nameTooLong(name), told, { cause: error });
  if (code === 'ELOOP') return new EngineError('not-found', words.missingTarget(name), told, { cause: error });
  if (code === 'EACCES' || code === 'EPERM') return new EngineError('unreadable-file', words.unreadable(name), told, { cause: error });
  // Sockets cannot be opened at all.
  if (code === 'ENXIO') return new EngineError('invalid-input', words.noFile(name, 'socket'), { ...told, kind: 'socket' }, { cause: error });
  return error;
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function missingSentence(path: string): string {
  if (isLink(path)) return words.missingTarget(path);
  return path.includes('\uFFFD') ? words.missingNamedInBytes(path) : words.missing(path);
}
