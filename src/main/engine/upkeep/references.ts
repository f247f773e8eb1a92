/** Which stored files anything still refers to: a row of any table, a back-up's row, or a stored list that itself is referred to. */
import { z } from 'zod';
import type { BlobStore, ListedBlob } from '../storage/blobStore';
import type { Db } from '../storage/database';

const hash = /[0-9a-f]{64}/g;
/** Larger files are tables and weights, not lists. */
const largestListBytes = 8 << 20;

/** Every hash written anywhere in the database. No area needs to be asked, so none can be forgotten. */
export function hashesIn(db: Db, exceptTables: readonly string[] = []): Set<string> {
  const found = new Set<string>();
  const tables = z.array(z.string()).parse(db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").pluck().all());
  for (const table of tables.filter((name) => !exceptTables.includes(name))) {
    const columns = z.array(z.string()).parse(db.prepare('select name from pragma_table_info(?)').pluck().all(table));
    for (const column of columns) {
      const quoted = `"${column.replaceAll('"', '""')}"`;
      const cells = db.prepare(`select ${quoted} from "${table.replaceAll('"', '""')}" where typeof(${quoted}) = 'text' and length(${quoted}) >= 64`).pluck();
      for (const cell of cells.iterate()) for (const [each] of String(cell).matchAll(hash)) found.add(each);
    }
  }
  return found;
}

/** Stored files that none of the given hashes leads to, directly or through a stored list. One may still be the base of a packed file. */
export function unusedObjects(blobs: BlobStore, hashes: ReadonlySet<string>): ListedBlob[] {
  const stored = new Map(blobs.list().map((blob) => [blob.sha256, blob]));
  const used = new Set<string>();
  const waiting = [...hashes];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const blob = stored.get(next);
    if (!blob || used.has(next)) continue;
    used.add(next);
    if (!blob.packed && blob.sizeBytes <= largestListBytes) waiting.push(...hashesInList(blobs.readBytes(next)));
  }
  return [...stored.values()].filter(({ sha256 }) => !used.has(sha256));
}

/** JSON only: a hash in a table's bytes is a value, not a reference. */
function hashesInList(bytes: Buffer): string[] {
  const first = bytes[0];
  if (first !== 0x7b && first !== 0x5b) return [];
  return [...bytes.toString('utf8').matchAll(hash)].map(([each]) => each);
}
