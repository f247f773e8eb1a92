/** Finds a snapshot by what people write: an id, a unique prefix of it, name@number, or a dataset's name. */
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import type { Db } from '../storage/database';
import { findByNumber, findByPrefix, findCurrent, findSnapshot, type StoredSnapshot } from './snapshotStore';

const shortestPrefix = 8;

/** Throws `not-found`, or `conflict` where a prefix fits several. */
export function resolveSnapshot(db: Db, ref: string): StoredSnapshot {
  const exact = findSnapshot(db, ref) ?? findNumbered(db, ref) ?? findCurrent(db, ref);
  if (exact) return exact;
  if (ref.length >= shortestPrefix && /^[0-9a-f]+$/.test(ref)) {
    const [found, second] = findByPrefix(db, ref);
    if (second) throw new EngineError('conflict', datasetsMessages.refused.ambiguousPrefix(ref), { ref });
    if (found) return found;
  }
  throw new EngineError('not-found', datasetsMessages.refused.unknownRef(ref), { ref });
}

function findNumbered(db: Db, ref: string): StoredSnapshot | null {
  const match = /^(.+)@(\d{1,9})$/.exec(ref);
  return match ? findByNumber(db, match[1] ?? '', Number(match[2])) : null;
}
