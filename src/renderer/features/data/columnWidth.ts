/** How wide a column of a grid starts: by what its type needs and by the length of its name. */
import type { Column } from '@shared/areas/datasets';
import { isNumeric } from '../../ui';

export function columnWidth(column: Pick<Column, 'name' | 'type'>): number {
  const byName = column.name.length * 7.2 + 40;
  const byType = isNumeric(column.type) ? 96 : column.type === 'text' ? 240 : column.type === 'boolean' ? 84 : 128;
  return Math.round(Math.min(280, Math.max(byType, byName)));
}
