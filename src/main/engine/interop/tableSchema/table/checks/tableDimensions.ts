/** How many rows and fields a table may have (frictionless-py 5.19, table-dimensions). */
import type { TableCheck } from '../tableCheck';
import type { TableError } from '../tableError';

export interface Dimension {
  readonly exactly?: number | undefined;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

export function tableDimensions(rows: Dimension, fields: Dimension): TableCheck {
  return { start: (found) => findings(found.length, fields), end: (found) => findings(found, rows) };
}

/** One finding for each limit that does not hold; the peer takes 0 for no limit. */
function findings(size: number, { exactly, least, most }: Dimension): TableError[] {
  const broken = [exactly && size !== exactly, least && size < least, most && size > most];
  return broken.filter(Boolean).map((): TableError => [null, null, 'table-dimensions']);
}
