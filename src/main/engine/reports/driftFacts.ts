/** The columns of a comparison that a report names. */
import type { ColumnDrift, DriftReport } from '@shared/areas/monitoring';

const mostNamed = 15;

/** Drifted ones, the largest change first; equal changes in the order of the table. */
export function mostDrifted({ columns }: DriftReport): readonly ColumnDrift[] {
  return columns.filter(({ drifted }) => drifted).sort((a, b) => (b.effectSize ?? 0) - (a.effectSize ?? 0)).slice(0, mostNamed);
}
