/** Dates: days since 1970, year, month, day of month, day of week. */
import { z } from 'zod';
import { median } from '@engine/math';
import type { TrainingColumn } from '../types';
import { datePartCount, dateParts } from './dateParts';
import type { ColumnFit, FeatureColumns, FittedColumn } from './featureKind';
import { finiteNumbersOf } from './finiteNumbers';

export const datePlanSchema = z.object({
  kind: z.literal('date'),
  column: z.string(),
  /** Value of each part for a missing date; null keeps NaN (tree view). */
  fill: z.array(z.number()).nullable(),
});
export type DatePlan = z.infer<typeof datePlanSchema>;

export function fitDate({ column, rows, view }: ColumnFit): FittedColumn<DatePlan> | null {
  const raw = encodeDate({ kind: 'date', column: column.name, fill: null }, column, rows);
  if (raw.every((part) => median(part) === null)) return null;
  if (view === 'tree') return { plan: { kind: 'date', column: column.name, fill: null }, features: raw };
  const plan: DatePlan = { kind: 'date', column: column.name, fill: raw.map((part) => median(part) ?? 0) };
  return { plan, features: encodeDate(plan, column, rows) };
}

export function encodeDate(plan: DatePlan, column: TrainingColumn | undefined, rows: Int32Array): FeatureColumns {
  const times = finiteNumbersOf(column, rows);
  const features = Array.from({ length: datePartCount }, () => new Float64Array(rows.length));
  for (let i = 0; i < times.length; i++) {
    const missing = Number.isNaN(times[i]!);
    const parts = missing && plan.fill ? plan.fill : dateParts(times[i]!);
    features.forEach((feature, part) => (feature[i] = parts[part]!));
  }
  return features;
}
