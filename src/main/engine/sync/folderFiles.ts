/** The shared folder on a drive: a plain folder that some service or colleague also writes to. */
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createHash, randomBytes } from 'node:crypto';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '@shared/contract/errors';
import { syncMessages as words } from '@shared/messages/sync';
import { sha256Hex } from '../kernel/hashing';
import { hashFile } from '../storage/blobStore';
import { syncFolder } from '../storage/durableFile';
import { temporaryName } from './batchFile';
import type { ShareEntry, ShareFiles } from './shareFiles';

/** A sync service or a virus scanner holds files for a moment: waits before each further try. */
const waitsMs = [50, 150, 400, 1000, 2500];
const passing = new Set(['EBUSY', 'EPERM', 'EACCES', 'ETXTBSY', 'EAGAIN']);

export function openFolder(root: string, device: () => string): ShareFiles {
  const placeOf = (path: string): string => join(root, ...path.split('/'));

  return {
    async list(folder) {
      const entries: ShareEntry[] = [];
      for (const entry of await ignoreMissing(() => readdir(placeOf(folder), { withFileTypes: true }), [])) {
        if (entry.isDirectory()) entries.push({ name: entry.name, kind: 'folder', sizeBytes: 0 });
        if (!entry.isFile()) continue;
        const size = await ignoreMissing(async () => (await lstat(join(placeOf(folder), entry.name))).size, null);
        if (size !== null) entries.push({ name: entry.name, kind: 'file', sizeBytes: size });
      }
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async read(path, limitBytes) {
      return ignoreMissing(async () => {
        const found = await lstat(placeOf(path));
        return found.isFile() && found.size <= limitBytes ? await patiently(() => readFile(placeOf(path))) : null;
      }, null);
    },
    async copyOut(path, to) {
      return ignoreMissing(async () => {
        const found = await lstat(placeOf(path));
        if (!found.isFile()) return null;
        return patiently(() => copyHashed(placeOf(path), to));
      }, null);
    },
    async put(path, content, sha256) {
      const place = placeOf(path);
      const temporary = join(dirname(place), temporaryName(device(), randomBytes(8).toString('hex')));
      try {
        if ((await ignoreMissing(() => hashFile(place), null)) === sha256) return;
        await mkdir(dirname(place), { recursive: true });
        const written = content instanceof Uint8Array ? await writeBytes(temporary, content) : await copyHashed(content.file, temporary);
        if (written !== sha256 || (await hashFile(temporary)) !== sha256) throw new EngineError('corrupt-store', words.refused.writtenWrong(path), { path });
        await patiently(() => rename(temporary, place));
        syncFolder(dirname(place));
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined);
        throw error instanceof EngineError ? error : notWritten(root, error);
      }
    },
    async remove(path) {
      await rm(placeOf(path), { force: true });
    },
  };
}

/** Copies, makes durable, and returns the SHA-256 of what was written. */
async function copyHashed(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(from, { highWaterMark: 1 << 20 }), hashing, createWriteStream(to));
  await makeDurable(to);
  return hash.digest('hex');
}

async function writeBytes(to: string, bytes: Uint8Array): Promise<string> {
  const handle = await open(to, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return sha256Hex(bytes);
}

async function makeDurable(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const wait of waitsMs) {
    try {
      return await work();
    } catch (error) {
      if (!passing.has(codeOf(error))) throw error;
      await new Promise((done) => setTimeout(done, wait));
    }
  }
  return work();
}

async function ignoreMissing<T>(work: () => Promise<T>, missing: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return missing;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function notWritten(root: string, cause: unknown): EngineError {
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new EngineError('invalid-input', words.refused.full(root), { folder: root, cause: code }, { cause, retryable: true });
  return new EngineError('invalid-input', words.refused.readOnly(root, cause instanceof Error ? cause.message : String(cause)), { folder: root, cause: code }, { cause, retryable: true });
}

/** True where the path is a folder that is there. */
export async function isFolder(path: string): Promise<boolean> {
  return ignoreMissing(async () => (await stat(path)).isDirectory(), false);
}
