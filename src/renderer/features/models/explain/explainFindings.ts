/** Titles that say what an explanation shows, and no more. Pure. */
import type { DependenceView, Driver, PairView } from '@shared/areas/explanation';
import { formatCell, formatNumber } from '@renderer/ui/format';

/** From this rank correlation on a column is said to raise or lower. */
const clearly = 0.5;

export function summaryFinding(drivers: readonly Driver[]): string {
  const [first, second] = drivers;
  if (!first) return 'No column moves this model';
  const total = drivers.reduce((sum, { meanAbsolute }) => sum + meanAbsolute, 0);
  const share = Math.round((first.meanAbsolute / total) * 100);
  return second ? `${first.column} explains most: ${share} % of all that columns add` : `${first.column} explains all of it`;
}

export function sharesFinding({ column, direction }: Pick<Driver, 'column' | 'direction'>): string {
  if (direction === null || Math.abs(direction) < clearly) return `What ${column} adds does not simply rise or fall`;
  return direction > 0 ? `High ${column} goes with a higher forecast` : `High ${column} goes with a lower forecast`;
}

export function dependenceFinding({ column, shape, points, kind }: DependenceView): string {
  if (kind === 'category') {
    const sorted = [...points].sort((a, b) => b.mean - a.mean);
    return `${column}: ${formatCell(sorted[0]?.x ?? null)} highest, ${formatCell(sorted.at(-1)?.x ?? null)} lowest`;
  }
  if (shape === 'flat') return `${column} barely moves the forecast`;
  if (shape === 'mixed' || shape === null) return `The forecast rises and falls along ${column}`;
  return shape === 'rises' ? `The forecast rises with ${column}` : `The forecast falls with ${column}`;
}

export function pairFinding({ columns, cells }: PairView): string {
  const all = cells.flat();
  const empty = all.filter(({ rows }) => rows === 0).length;
  return `${columns[0]} and ${columns[1]}: ${empty === 0 ? 'every pair of values occurs' : `${empty} of ${all.length} pairs never occur`}`;
}

/** A share in the model's space as words: a factor where that is logarithmic. */
export function shareWords(value: number, space: 'log1p' | 'units'): string {
  return space === 'log1p' ? `× ${formatNumber(Math.exp(value), 2)}` : `${value > 0 ? '+' : ''}${formatNumber(value)}`;
}
