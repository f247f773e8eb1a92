/** Rows that are the same as another one in everything but a single column: often one product listed twice. */
import type { SnapshotTable } from '@engine/datasets';
import type { Ask } from './profileTable';

export interface NearDuplicates {
  /** The one column in which they differ. */
  readonly column: string;
  readonly rows: number;
}

/** With fewer columns rows are alike by chance; with more the look would take too long. */
const fewestColumns = 4;
const mostColumns = 300;
const columnsAtOnce = 16;
/** Longer tables would be looked at for longer than anyone waits. */
const mostRows = 100_000;

/**
 * Each cell is hashed with its column's number, a row is all of its hashes joined by exclusive or; joining a column's
 * hash once more leaves that column out. Hashes have 64 bits: two of 100,000 different rows agree with odds of 1 in 4 billion.
 */
export async function findNearDuplicates(ask: Ask, table: SnapshotTable): Promise<readonly NearDuplicates[]> {
  const { columns } = table;
  if (columns.length < fewestColumns || columns.length > mostColumns || table.rows > mostRows) return [];
  const hashes = columns.map(({ field }, i) => `hash(${field}, ${i}) as h${i}`);
  const whole = columns.reduce((sql, _, i) => (i === 0 ? 'h0' : `xor(${sql}, h${i})`), 'h0');
  const found: NearDuplicates[] = [];
  for (let from = 0; from < columns.length; from += columnsAtOnce) {
    const some = columns.slice(from, from + columnsAtOnce);
    const counts = some.map((_, i) => `count(distinct xor(whole, h${from + i}))`);
    const { rows } = await ask(`select count(distinct whole), ${counts.join(', ')} from (select *, ${whole} as whole from (select ${hashes.join(', ')} from ${table.source}))`);
    const [different = 0, ...without] = (rows[0] ?? []).map(Number);
    for (const [i, { name }] of some.entries()) {
      const alike = different - (without[i] ?? different);
      if (alike > 0) found.push({ column: name, rows: alike });
    }
  }
  return found.sort((a, b) => b.rows - a.rows);
}
