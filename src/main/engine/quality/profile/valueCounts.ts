/** The frequent values of a column and how evenly its values are spread. */
import type { ColumnProfile } from '@shared/areas/quality';
import { wireExpression, type SnapshotTable, type TableColumn } from '@engine/datasets';
import type { Ask } from './profileTable';
import { fromSquares } from './uniformity';

const commonValues = 12;

export type ValueCounts = Pick<ColumnProfile, 'topValues' | 'variants' | 'imbalance' | 'uniformity'>;

export async function readValueCounts(ask: Ask, table: SnapshotTable, column: TableColumn, distinct: number): Promise<ValueCounts> {
  if (distinct === 0) return { topValues: [], variants: 0, imbalance: null, uniformity: null };
  const { field, type } = column;
  const grouped = type === 'category' || type === 'boolean';
  // Of categories, spread and spellings are counted over the same groups.
  const more = grouped ? `, count(*) over (), sum(n) over (), sum(n * n) over (), sum(n * log2(n)) over (), ${type === 'category' ? "(select count(distinct regexp_replace(lower(value), '[\\p{P}\\p{Z}\\s]+', '', 'g')) from counts)" : 'count(*) over ()'}` : '';
  const { rows } = await ask(`with counts as (select ${field} as value, count(*) as n from ${table.source} where ${field} is not null group by 1) select ${wireExpression({ ...column, field: 'value' })}, n${more} from counts order by n desc, value limit ${commonValues}`);
  const topValues = rows.map(([value, count]) => ({ value: String(value), count: Number(count) }));
  const [groups = 0, total = 0, squares = 0, logs = 0, spellings = 0] = (rows[0] ?? []).slice(2).map(Number);
  if (!grouped) return { topValues, variants: 0, imbalance: null, uniformity: null };
  // Entropy in bits: log2(N) - sum(n log2 n) / N.
  const imbalance = groups < 2 ? null : Math.max(0, 1 - (Math.log2(total) - logs / total) / Math.log2(groups));
  return { topValues, variants: groups - spellings, imbalance, uniformity: fromSquares(groups, total, squares) };
}
