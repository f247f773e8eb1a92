/** Tickets: how files cross the border without anybody naming a path. Granted files come in, offered files go out. */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { OutputFile } from '@shared/areas/common';
import type { GrantedFile, GrantedFolder } from '@shared/areas/files';
import { EngineError } from '@shared/contract/errors';
import { drivesMessages as words } from '@shared/messages/drives';
import { syncFile, syncFolder } from '../storage/durableFile';
import { examineFile, isSameState, type FileState } from './sourceFile';
import { systemFault } from './systemFaults';

export interface TicketFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

export interface Files {
  /** Makes a ticket for a file that can be read. Throws `not-found`, `invalid-input` where it is no file, `unreadable-file`. */
  grant(path: string, name?: string): GrantedFile;
  /** Makes a ticket for a folder that exists. Throws `not-found`, `invalid-input`. */
  grantFolder(path: string): GrantedFolder;
  /** The folder's path. Throws `not-found` where the ticket is unknown or the folder is gone. */
  resolveFolder(ticket: string): string;
  /** Throws `not-found` where the ticket is unknown or its file is gone. */
  resolve(ticket: string): TicketFile;
  /** Remembers the file as it is now: somebody looks at it. */
  noteLook(ticket: string): void;
  /** Throws `conflict` where the file is not as it was when it was last looked at; the first time counts as a look. */
  assertAsLookedAt(ticket: string): void;
  /** Keeps bytes under a ticket until they are saved or downloaded. The same bytes give the same sha256. */
  offerBytes(name: string, bytes: Uint8Array): OutputFile;
  /** Offers a file that already lies in the project, such as a stored object. */
  offerFile(name: string, path: string, sha256: string): OutputFile;
  /** Copies an offered file to its place: temp file beside it, fsync, rename. */
  save(ticket: string, path: string): void;
  /** At start: forgets grants of earlier sessions but those still needed, and returns the names a sweep must leave. */
  keepOnly(isNeeded: (ticket: string) => boolean): ReadonlySet<string>;
}

const grantsName = 'grants.json';
const stateSchema = z.object({ sizeBytes: z.number(), changedAt: z.number() });
const grantsSchema = z.record(z.string(), z.object({ path: z.string(), name: z.string(), seen: stateSchema.optional() }));

interface Grant {
  readonly path: string;
  readonly name: string;
  /** The file when it was last looked at. */
  readonly seen?: FileState | undefined;
}

/** Grants outlive the engine in the temp folder, so that an interrupted import can be resumed. They are facts of this computer, not of the project. */
export function createFiles(tempDir: string): Files {
  mkdirSync(tempDir, { recursive: true });
  const tickets = readGrants(tempDir);

  function add(path: string, name: string): string {
    const ticket = randomBytes(24).toString('base64url');
    tickets.set(ticket, { path, name });
    return ticket;
  }

  function noteLook(ticket: string): void {
    const entry = find(ticket);
    const seen = examineFile(entry.path);
    if (entry.seen && isSameState(entry.seen, seen)) return;
    tickets.set(ticket, { ...entry, seen });
    writeGrants();
  }

  function find(ticket: string): Grant {
    const entry = tickets.get(ticket);
    if (!entry) throw new EngineError('not-found', 'This file was chosen in an earlier session. Choose it again.', {});
    return entry;
  }

  function writeGrants(): void {
    writeFileSync(join(tempDir, grantsName), JSON.stringify(Object.fromEntries(tickets)), { mode: 0o600 });
  }

  return {
    keepOnly(isNeeded) {
      for (const ticket of tickets.keys()) if (!isNeeded(ticket)) tickets.delete(ticket);
      writeGrants();
      const uploads = [...tickets.values()].filter(({ path }) => dirname(path) === tempDir).map(({ path }) => basename(path));
      return new Set([grantsName, ...uploads]);
    },
    grant(path, name = basename(path)) {
      const { sizeBytes } = examineFile(path);
      const ticket = add(path, name);
      writeGrants();
      return { ticket, name, sizeBytes };
    },
    grantFolder(path) {
      if (!existsSync(path)) throw new EngineError('not-found', `There is no folder at ${path}. Check the name, or connect the drive it lies on.`, { path });
      if (!statSync(path).isDirectory()) throw new EngineError('invalid-input', `${path} is a file, not a folder. Choose a folder.`, { path });
      const ticket = add(path, basename(path));
      writeGrants();
      return { ticket, folder: path };
    },
    resolveFolder(ticket) {
      const entry = find(ticket);
      if (!existsSync(entry.path)) throw new EngineError('not-found', `The folder ${entry.path} is no longer there. Choose it again.`, { path: entry.path });
      return entry.path;
    },
    resolve(ticket) {
      const { path, name } = find(ticket);
      const found = statSync(path, { throwIfNoEntry: false });
      if (!found) throw new EngineError('not-found', words.gone(name), { name });
      return { path, name, sizeBytes: found.size };
    },
    noteLook,
    assertAsLookedAt(ticket) {
      const { path, name, seen } = find(ticket);
      if (!seen) return noteLook(ticket);
      const now = examineFile(path);
      if (!isSameState(seen, now)) throw new EngineError('conflict', words.changedSinceLook(name, seen.sizeBytes, now.sizeBytes), { sizeBytes: seen.sizeBytes, sizeBytesNow: now.sizeBytes });
    },
    offerBytes(name, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const path = join(tempDir, `${randomBytes(12).toString('hex')}.out`);
      writeOrRemove(path, () => writeFileSync(path, bytes));
      return { ticket: add(path, name), name, sizeBytes: bytes.length, sha256 };
    },
    offerFile(name, path, sha256) {
      return { ticket: add(path, name), name, sizeBytes: statSync(path).size, sha256 };
    },
    save(ticket, path) {
      const source = this.resolve(ticket);
      const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
      try {
        writeOrRemove(temporary, () => {
          copyFileSync(source.path, temporary);
          // Stored objects are read-only, and a copy would be too; what the user saved is the user's.
          chmodSync(temporary, 0o644);
          syncFile(temporary);
          renameSync(temporary, path);
        });
        syncFolder(dirname(path));
      } catch (error) {
        throw systemFault(error, { folder: dirname(path) }) ?? new EngineError('invalid-input', words.notSaved(path), { path }, { cause: error });
      }
    },
  };
}

/** What was begun is removed where it cannot be finished. */
function writeOrRemove(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

function readGrants(tempDir: string): Map<string, Grant> {
  const path = join(tempDir, grantsName);
  if (!existsSync(path)) return new Map();
  try {
    const parsed = grantsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return new Map(parsed.success ? Object.entries(parsed.data) : []);
  } catch {
    // A half-written list after a crash costs only the resume of an import.
    return new Map();
  }
}
