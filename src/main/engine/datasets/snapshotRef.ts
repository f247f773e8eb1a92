/** Finds a snapshot by what people write: an id, a unique prefix of it, name@number, or a dataset's name. */
import { EngineError } from '@shared/contract/errors';
import type { Db } from '../storage/database';
import { findByNumber, findByPrefix, findNewest, findSnapshot, type StoredSnapshot } from './snapshotStore';

const shortestPrefix = 8;

/** Throws `not-found`, or `conflict` where a prefix fits several. */
export function resolveSnapshot(db: Db, ref: string): StoredSnapshot {
  const exact = findSnapshot(db, ref) ?? findNumbered(db, ref) ?? findNewest(db, ref);
  if (exact) return exact;
  if (ref.length >= shortestPrefix && /^[0-9a-f]+$/.test(ref)) {
    const [found, second] = findByPrefix(db, ref);
    if (second) throw new EngineError('conflict', `Several versions have an id that begins with ${ref}. Give more of it.`, { ref });
    if (found) return found;
  }
  throw new EngineError('not-found', `There is no dataset or version called "${ref}" in this project. List them with "snapshots", or import a file first.`, { ref });
}

function findNumbered(db: Db, ref: string): StoredSnapshot | null {
  const match = /^(.+)@(\d{1,9})$/.exec(ref);
  return match ? findByNumber(db, match[1] ?? '', Number(match[2])) : null;
}
