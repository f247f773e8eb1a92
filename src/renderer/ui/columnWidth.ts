/** How wide a column of a grid starts: by what its type needs and by the length of its name. Ids stay recognisable. */
import type { Column } from '@shared/areas/datasets';
import type { ColumnType } from '@shared/areas/common';

const widthOf: Readonly<Record<ColumnType, number>> = { integer: 96, decimal: 96, boolean: 84, date: 110, datetime: 160, category: 128, text: 240, id: 196 };

export function columnWidth(column: Pick<Column, 'name' | 'type'>): number {
  return Math.round(Math.min(280, Math.max(widthOf[column.type], column.name.length * 7.2 + 40)));
}
