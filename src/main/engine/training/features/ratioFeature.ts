/** One number divided by another: a discount, a share of a whole. Missing where either is missing or the divisor is 0. */
import { z } from 'zod';
import { median } from '@engine/math';
import type { TrainingColumn } from '../types';
import type { FeatureColumns, FeatureView, FittedColumn } from './featureKind';
import { finiteNumbersOf } from './finiteNumbers';

export const ratioForms = ['discount', 'share'] as const;

export const ratioPlanSchema = z.object({
  kind: z.literal('ratio'),
  column: z.string(),
  /** The divisor. */
  by: z.string(),
  /** `discount` is 1 - column / by, `share` is column / by. */
  form: z.enum(ratioForms),
  /** Value where there is none; null keeps NaN (tree view). */
  fill: z.number().nullable(),
});
export type RatioPlan = z.infer<typeof ratioPlanSchema>;

export type RatioPair = Pick<RatioPlan, 'form'> & { readonly column: TrainingColumn; readonly by: TrainingColumn };

/** Null where no training row has the ratio. */
export function fitRatio({ column, by, form }: RatioPair, rows: Int32Array, view: FeatureView): FittedColumn<RatioPlan> | null {
  const plan: RatioPlan = { kind: 'ratio', column: column.name, by: by.name, form, fill: null };
  const [values] = encodeRatio(plan, column, by, rows);
  const centre = median(values!.filter((value) => !Number.isNaN(value)));
  if (centre === null) return null;
  const filled: RatioPlan = view === 'tree' ? plan : { ...plan, fill: centre };
  return { plan: filled, features: encodeRatio(filled, column, by, rows) };
}

export function encodeRatio({ form, fill }: RatioPlan, column: TrainingColumn | undefined, by: TrainingColumn | undefined, rows: Int32Array): FeatureColumns {
  const values = finiteNumbersOf(column, rows);
  const divisors = finiteNumbersOf(by, rows);
  for (let i = 0; i < values.length; i++) {
    const ratio = divisors[i] === 0 ? NaN : values[i]! / divisors[i]!;
    const value = form === 'discount' ? 1 - ratio : ratio;
    values[i] = Number.isFinite(value) ? value : (fill ?? NaN);
  }
  return [values];
}
