/** Scores of different methods on one scale, for order and for the bar: 0 is no change, `tickAt` is the threshold, 1 the end. Pure. */
import type { ColumnDrift } from '@shared/areas/monitoring';

/** Where the threshold stands on the bar. */
export const tickAt = 0.4;

/** Null where the column was not compared. */
export function driftStrength({ method, measure, score, threshold }: Pick<ColumnDrift, 'method' | 'measure' | 'score' | 'threshold'>): number | null {
  if (method === null || score === null || threshold === null) return null;
  if (method === 'abs_text_content_drift') return bounded(((score - 0.5) / Math.max(threshold - 0.5, 1e-9)) * tickAt);
  if (method === 'perc_text_content_drift') return bounded((score - 0.5) * 2);
  if (measure === 'distance') return bounded((score / Math.max(threshold, 1e-12)) * tickAt);
  if (score <= 0) return 1;
  return bounded((Math.log10(score) / Math.log10(Math.min(threshold, 0.999))) * tickAt);
}

function bounded(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Strongest first among the drifted, then the rest; what was not compared comes last. */
export function byStrength(a: ColumnDrift, b: ColumnDrift): number {
  const rank = (column: ColumnDrift): number => (column.method === null ? -1 : (driftStrength(column) ?? 0) + (column.drifted ? 1 : 0));
  return rank(b) - rank(a);
}

/** A score as text: p-values down to 0.001, distances with three places. */
export function scoreText({ score, measure }: Pick<ColumnDrift, 'score' | 'measure'>): string {
  if (score === null) return '–';
  if (measure === 'p-value' && score < 0.001) return '<0.001';
  return score.toFixed(3);
}
