/** What stands out between columns and rows: copies, rows that are nearly the same, columns that follow each other, prices above the retail price. */
import type { Column } from '@shared/areas/datasets';
import type { Profile } from '@shared/areas/quality';
import { qualityMessages } from '@shared/messages/quality';
import { salesLimits, ydataLimits } from './limits';

type Alert = Profile['alerts'][number];
type Figures = Omit<Profile, 'alerts' | 'snapshotId'>;

const words = qualityMessages.alerts;

export function tableAlerts({ rows, duplicateRows, nearDuplicates, associations, associationRows, pricesAbove }: Figures, columns: readonly Column[]): Alert[] {
  const target = columns.find(({ role }) => role === 'target')?.name;
  const close = associations.filter(({ a, b, value }) => Math.abs(value) >= ydataLimits.correlation && a !== target && b !== target);
  return [
    ...(duplicateRows > 0 ? [{ code: 'duplicate-rows', column: null, severity: 'warning' as const, message: words.duplicateRows(duplicateRows, duplicateRows / rows) }] : []),
    ...nearDuplicates.slice(0, salesLimits.nearDuplicateColumns).filter((near) => near.rows < rows / 2).map(({ column, rows: alike }): Alert => ({ code: 'near-duplicates', column, severity: 'warning', message: words.nearDuplicates(alike, column) })),
    ...pricesAbove.map(({ price, reference, rows: above }): Alert => ({ code: 'price-above', column: price, severity: 'warning', message: words.priceAbove(above, reference, above / rows) })),
    ...close.slice(0, salesLimits.correlatedPairs).map(({ a, b, value }): Alert => ({ code: 'correlated', column: a, severity: 'info', message: words.correlated(b, value, associationRows < rows ? associationRows : null) })),
  ];
}
