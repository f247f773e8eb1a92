/** Looks for odd characters in the text columns of a stored table and says on which line the first of each kind stands. */
import { literal, type TableSession } from '../storage/tableSession';
import type { LastingFacts } from './coded/lastingFacts';
import type { Notice } from './reading/notices';
import { oddCharacters, oddNotice } from './reading/oddCharacters';
import type { SnapshotTable } from './snapshotTable';

/** `mayHold` are the positions of columns in which a quick look found some; `known` is what the different texts of the others told already. */
export async function findOddCharacters(tables: TableSession, table: SnapshotTable, mayHold: readonly number[], known: readonly (LastingFacts | null)[], signal: AbortSignal): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const { code, pattern } of oddCharacters) {
    const inNames = table.columns.filter(({ name }) => new RegExp(pattern).test(name));
    const places = inNames.map(({ name }) => ({ count: 1, line: 1, column: name }));
    for (const { name, field } of mayHold.flatMap((position) => table.columns[position] ?? [])) {
      const { rows } = await tables.rows(`select count(*), min(line) from ${table.source} where regexp_matches(${field}, ${literal(pattern)})`, [], { signal });
      const [count, line] = rows[0] ?? [];
      if (Number(count) > 0) places.push({ count: Number(count), line: Number(line), column: name });
    }
    for (const [i, { name }] of table.columns.entries()) {
      const cells = known[i]?.odd.get(code);
      if (cells) places.push({ ...cells, column: name });
    }
    const first = places.reduce<(typeof places)[number] | null>((least, place) => (least === null || place.line < least.line ? place : least), null);
    if (first) notices.push(oddNotice(code, { ...first, count: places.reduce((sum, { count }) => sum + count, 0) }));
  }
  return notices;
}
