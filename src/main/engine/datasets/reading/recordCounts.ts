/** The conservation law in numbers: each record of the source has one place, whatever text was made of it. */
import type { RecordCounts } from '@shared/areas/datasets';
import type { PreparedText } from '../inputs/input';
import type { StructureCount } from './structure';

/** `left`: blank records and lines before the header. A head may end inside a record that becomes several rows; it counts whole. */
export function recordCounts({ stored: rows, ragged, blank }: Pick<StructureCount, 'stored' | 'ragged' | 'blank'>, { setAside, rowsPerRecord = 1 }: Pick<PreparedText, 'setAside' | 'rowsPerRecord'>, left: { readonly blank: number; readonly lines: number }): RecordCounts {
  const counts = { stored: Math.ceil(rows / rowsPerRecord), quarantined: ragged + setAside.quarantined, refused: 0, blank: blank + left.blank + setAside.blank, comment: left.lines + setAside.comment };
  return { in: counts.stored + counts.quarantined + counts.blank + counts.comment, ...counts };
}
