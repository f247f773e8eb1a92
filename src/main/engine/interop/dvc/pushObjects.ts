/**
 * Puts contents into a folder that DVC uses as a remote. What is there is never written again, but it is read: DVC takes
 * a name for its contents and would never notice that they are damaged.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import { moveDurably } from '../../storage/durableFile';
import { cachePath, md5OfFile } from './dvcFiles';

const words = interopMessages.refused;

/** Throws `conflict` for a damaged object, `invalid-input` where the folder takes none; what was written stays, for it is whole. */
export async function pushObject(remote: string, md5: string, source: string, signal: AbortSignal): Promise<void> {
  const place = join(remote, ...cachePath(md5).split('/'));
  if (existsSync(place)) {
    if ((await md5OfFile(place, signal)) === md5) return;
    throw new EngineError('conflict', words.damagedObject(cachePath(md5)), { path: cachePath(md5) });
  }
  const temporary = join(dirname(place), `.tmp-${randomBytes(8).toString('hex')}`);
  try {
    mkdirSync(dirname(place), { recursive: true });
    copyFileSync(source, temporary);
    chmodSync(temporary, 0o644);
    if ((await md5OfFile(temporary, signal)) !== md5) throw new Error(words.changedOnTheWay);
    moveDurably(temporary, place);
  } catch (error) {
    rmSync(temporary, { force: true });
    signal.throwIfAborted();
    throw new EngineError('invalid-input', words.unwritable(remote, error instanceof Error ? error.message : String(error)), { folder: remote }, { cause: error });
  }
  protect(place);
}

/** DVC trusts a read-only object; a share without permissions takes none, and is read all the same. */
function protect(place: string): void {
  try {
    chmodSync(place, 0o444);
  } catch {
    // Nothing is lost: whoever fetches it compares hashes.
  }
}
