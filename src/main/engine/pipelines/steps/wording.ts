/** Numbers in the sentences of steps. */
import type { Run } from '@shared/areas/tracking';

/** Three significant digits and a true minus. */
export function writeNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return value.toLocaleString('en-US', { minimumSignificantDigits: Math.abs(value) < 1000 ? 3 : undefined, maximumSignificantDigits: Math.abs(value) < 1000 ? 3 : undefined, maximumFractionDigits: Math.abs(value) < 1000 ? undefined : 0 }).replace('-', '−');
}

/** Mean over the folds of the metric the run was judged by. */
export function writeScore(run: Run): string {
  return writeNumber(run.metrics[run.metric]?.mean);
}
