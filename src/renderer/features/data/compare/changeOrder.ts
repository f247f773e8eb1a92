/** Columns by how much they changed, and which are worth naming. */
import { noticeableDistance, type ColumnDifference } from '@shared/areas/diff';

/** Cells of columns differ in number by kind, so a column with changed cells goes before one that only moved. */
export function byChange(a: ColumnDifference, b: ColumnDifference): number {
  return rank(b) - rank(a) || b.distance - a.distance || (b.changedCells ?? 0) - (a.changedCells ?? 0);
}

export function isNoticeable({ distance, changedCells, type, renamedFrom }: ColumnDifference): boolean {
  return distance >= noticeableDistance || (changedCells ?? 0) > 0 || type.before !== type.after || renamedFrom !== null;
}

function rank(column: ColumnDifference): number {
  return (column.changedCells ?? 0) > 0 ? 2 : isNoticeable(column) ? 1 : 0;
}
