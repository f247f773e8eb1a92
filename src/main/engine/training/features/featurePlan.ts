/** The preprocessing of one fold: fitted on its training rows only, saved with the model, applied to any table. */
import { z } from 'zod';
import { findColumn, mapTexts } from '../table';
import type { TrainingColumn, TrainingTable } from '../types';
import { categoryPlanSchema, encodeCategory, fitCategory } from './categoryFeature';
import { datePlanSchema, encodeDate, fitDate } from './dateFeature';
import type { ColumnFit, FeatureColumns, FeatureView, FittedColumn } from './featureKind';
import { encodeNumber, fitNumber, numberPlanSchema } from './numberFeature';
import { encodeText, fitText, listFormIn, textPlanSchema } from './textFeature';
import { wordsOf } from './words';

const columnPlanSchema = z.discriminatedUnion('kind', [numberPlanSchema, datePlanSchema, categoryPlanSchema, textPlanSchema]);
type ColumnPlan = z.infer<typeof columnPlanSchema>;

export const featurePlanSchema = z.object({
  columns: z.array(columnPlanSchema),
  /** Positions of the features kept, among all the column plans make; constant ones are dropped. */
  kept: z.array(z.number().int()),
});
export type FeaturePlan = z.infer<typeof featurePlanSchema>;

export interface PlanRequest {
  readonly table: TrainingTable;
  readonly rows: Int32Array;
  readonly target: Float64Array;
  readonly groups: Int32Array | null;
  readonly columns: readonly string[];
  readonly view: FeatureView;
  readonly seed: number;
}

/** Columns of type id are no features. */
export function fitFeaturePlan(request: PlanRequest): FittedColumn<FeaturePlan> {
  const plans: ColumnPlan[] = [];
  const features: FeatureColumns = [];
  for (const name of request.columns) {
    const column = findColumn(request.table, name);
    if (!column || column.type === 'id') continue;
    const fitted = fitColumn({ ...request, column });
    if (!fitted) continue;
    plans.push(fitted.plan);
    features.push(...fitted.features);
  }
  const kept = features.flatMap((feature, position) => (isConstant(feature) ? [] : [position]));
  return { plan: { columns: plans, kept }, features: kept.map((position) => features[position]!) };
}

/** Features of any rows; a column the table lacks counts as missing. */
export function encodeFeatures(plan: FeaturePlan, table: TrainingTable, rows: Int32Array): FeatureColumns {
  const features = plan.columns.flatMap((columnPlan) => encodeColumn(columnPlan, findColumn(table, columnPlan.column), rows));
  return plan.kept.map((position) => features[position]!);
}

/** The column each feature is made from, in the order of `encodeFeatures`. */
export function featureSources(plan: FeaturePlan): readonly string[] {
  const none = new Int32Array(0);
  const sources = plan.columns.flatMap((columnPlan) => encodeColumn(columnPlan, undefined, none).map(() => columnPlan.column));
  return plan.kept.map((position) => sources[position]!);
}

function fitColumn(fit: ColumnFit): FittedColumn<ColumnPlan> | null {
  const { column } = fit;
  if (column.type === 'date' || column.type === 'datetime') return fitDate(fit);
  if (column.kind === 'number') return fitNumber(fit);
  return isRunningText(column, fit.rows) || listFormIn(column, fit.rows) !== null ? fitText(fit) : fitCategory(fit);
}

function encodeColumn(plan: ColumnPlan, column: TrainingColumn | undefined, rows: Int32Array): FeatureColumns {
  switch (plan.kind) {
    case 'number':
      return encodeNumber(plan, column, rows);
    case 'date':
      return encodeDate(plan, column, rows);
    case 'category':
      return encodeCategory(plan, column, rows);
    case 'text':
      return encodeText(plan, column, rows);
  }
}

const fewTexts = 50;
const wordsInText = 3;

/** Many different cells of several words each; the column's own type does not decide, because readers differ in it. */
function isRunningText(column: TrainingColumn, rows: Int32Array): boolean {
  const distinct = new Set<number>();
  let words = 0;
  mapTexts(column, rows, (text) => wordsOf(text).length, (i, count) => {
    if (count === null) return;
    distinct.add(column.kind === 'text' ? column.codes[rows[i]!]! : i);
    words += count;
  });
  return distinct.size > fewTexts && words / rows.length >= wordsInText;
}

function isConstant(feature: Float64Array): boolean {
  const first = feature[0];
  for (let i = 1; i < feature.length; i++) if (!Object.is(feature[i], first)) return false;
  return true;
}
