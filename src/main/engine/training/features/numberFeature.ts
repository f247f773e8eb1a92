/**
 * Numbers: as they are for trees; filled with the median, flagged and, where skewed, on log1p for linear views.
 * Trees send missing values their own way at each split; where many are missing they get the flag as well, because a
 * split on the flag parts "missing" from "known" without cutting the known values.
 */
import { z } from 'zod';
import { log1p, quantileSorted, skewness, sortedNumbers } from '@engine/math';
import type { TrainingColumn } from '../types';
import type { ColumnFit, FeatureColumns, FittedColumn } from './featureKind';
import { finiteNumbersOf } from './finiteNumbers';

export const numberPlanSchema = z.object({
  kind: z.literal('number'),
  column: z.string(),
  /** Value for missing cells, on the scale after log1p; null keeps NaN (tree view). */
  fill: z.number().nullable(),
  log: z.boolean(),
  missingFlag: z.boolean(),
});
export type NumberPlan = z.infer<typeof numberPlanSchema>;

const skewedFrom = 1;
/** From this share of missing cells on (and up to the rest of it) trees see a flag too. */
const flagShareForTrees = 0.05;

export function fitNumber({ column, rows, view }: ColumnFit): FittedColumn<NumberPlan> | null {
  const values = finiteNumbersOf(column, rows);
  const missing = values.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
  const present = values.length - missing;
  if (present === 0) return null;
  const { log, fill } = view === 'linear' ? scaleOf(values) : { log: false, fill: null };
  const plan: NumberPlan = {
    kind: 'number',
    column: column.name,
    fill,
    log,
    missingFlag: view === 'linear' ? missing > 0 : missing >= flagShareForTrees * values.length && present >= flagShareForTrees * values.length,
  };
  return { plan, features: encodeFinite(plan, values) };
}

function scaleOf(values: Float64Array): { log: boolean; fill: number } {
  const present = sortedNumbers(values);
  const log = present[0]! >= 0 && (skewness(present) ?? 0) > skewedFrom;
  const centre = quantileSorted(present, 0.5) ?? 0;
  return { log, fill: log ? log1p(centre) : centre };
}

export function encodeNumber(plan: NumberPlan, column: TrainingColumn | undefined, rows: Int32Array): FeatureColumns {
  return encodeFinite(plan, finiteNumbersOf(column, rows));
}

/** Takes the values over. */
function encodeFinite(plan: NumberPlan, values: Float64Array): FeatureColumns {
  const flags = new Float64Array(plan.missingFlag ? values.length : 0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      values[i] = plan.fill ?? NaN;
      if (plan.missingFlag) flags[i] = 1;
    } else if (plan.log) {
      values[i] = log1p(Math.max(0, value));
    }
  }
  return plan.missingFlag ? [values, flags] : [values];
}
