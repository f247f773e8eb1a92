/** The column by which people call a row, such as a title. */
import type { Column } from '@shared/areas/datasets';

const namingWords = /title|name|product|item|article|description|sku/i;

/** A text or id column that mostly differs from row to row, by its name where possible; null where there is none. */
export function findNamingColumn(columns: readonly Column[], rows: number): string | null {
  const candidates = columns.filter(({ type, distinct, nulls }) => (type === 'text' || type === 'id' || type === 'category') && distinct >= rows / 2 && nulls < rows / 2);
  const order = ['text', 'category', 'id'];
  const [best] = candidates
    .map((column, place) => ({ column, place }))
    .sort((a, b) => Number(namingWords.test(b.column.name)) - Number(namingWords.test(a.column.name)) || order.indexOf(a.column.type) - order.indexOf(b.column.type) || a.place - b.place);
  return best?.column.name ?? null;
}
