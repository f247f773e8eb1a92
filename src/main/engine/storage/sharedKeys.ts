/** Which local id stands for a key that all devices of a shared project use. */
import type { SharedKeys } from '../kernel/syncSource';
import type { Db } from './database';

export function createSharedKeys(db: Db): SharedKeys {
  const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    localOf: (key) => asText(db.prepare('select local_id from sync_keys where key = ?').pluck().get(key)),
    keyOf: (localId) => asText(db.prepare('select key from sync_keys where local_id = ?').pluck().get(localId)),
    bind: (key, localId) => void db.prepare('insert into sync_keys (key, local_id) values (?, ?)').run(key, localId),
  };
}
