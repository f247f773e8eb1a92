/** Columns of categories in which values are only spelled differently. */
import type { Column } from '@shared/areas/datasets';
import type { SpellingGroup } from '@shared/areas/qualityRepairs';
import { columnNamed, type SnapshotTable } from '@engine/datasets';
import type { TableSession } from '../../storage/tableSession';
import { groupSpellings } from './spellings';

/** More different texts are no categories. */
const mostTexts = 5000;

/** The columns with most rows to change first. Throws `cancelled`. */
export async function findVariants(tables: TableSession, table: SnapshotTable, columns: readonly Column[], signal: AbortSignal): Promise<{ column: string; rows: number; groups: SpellingGroup[] }[]> {
  const found: { column: string; rows: number; groups: SpellingGroup[] }[] = [];
  for (const { name, type, distinct, role } of columns) {
    if (distinct > mostTexts || role === 'ignore' || (type !== 'category' && !(type === 'text' && distinct < table.rows / 2))) continue;
    const { field } = columnNamed(table, name);
    const { rows } = await tables.rows(`select ${field}, count(*) from ${table.source} where ${field} is not null group by 1 order by 1`, [], { signal });
    const groups = groupSpellings(name, rows.map(([value, count]) => ({ value: String(value), rows: Number(count) }))).map((group) => ({ ...group, spellings: [...group.spellings] }));
    const changed = groups.reduce((sum, group) => sum + group.spellings.reduce((inner, { value, rows: count }) => inner + (value === group.value ? 0 : count), 0), 0);
    if (groups.length > 0) found.push({ column: name, rows: changed, groups });
  }
  return found.sort((a, b) => b.rows - a.rows);
}
