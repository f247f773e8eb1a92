/** The preprocessing of one fold: fitted on its training rows only, saved with the model, applied to any table. */
import { z } from 'zod';
import { featureDropReasons } from '@shared/areas/features';
import { findColumn, mapTexts } from '../table';
import type { TrainingColumn, TrainingTable } from '../types';
import { categoryPlanSchema, encodeCategory, fitCategory } from './categoryFeature';
import { datePlanSchema, encodeDate, fitDate } from './dateFeature';
import type { ColumnFit, FeatureColumns, FinishedColumn, FittedColumn, FittedPlan } from './featureKind';
import { countInfinities, toFloat32 } from './finiteNumbers';
import { encodeNumber, fitNumber, numberPlanSchema } from './numberFeature';
import { proposeRatios } from './proposeRatios';
import { encodeRatio, fitRatio, ratioPlanSchema } from './ratioFeature';
import { encodeText, fitText, listFormIn, textPlanSchema } from './textFeature';
import { normaliseCategory, wordsOf } from './words';

const columnPlanSchema = z.discriminatedUnion('kind', [numberPlanSchema, datePlanSchema, categoryPlanSchema, textPlanSchema, ratioPlanSchema]);
export type ColumnPlan = z.infer<typeof columnPlanSchema>;

export const featurePlanSchema = z.object({
  columns: z.array(columnPlanSchema),
  /** Positions of the features kept, among all the column plans make; constant ones are dropped. */
  kept: z.array(z.number().int()),
  /** Whether features are rounded to float32, as trees see them; plans from before that are not. */
  float32: z.boolean().default(false),
  /** Columns that became no feature: `empty` has no value, `constant` only one, `rare` none that occurs often enough and in enough groups. */
  dropped: z.array(z.object({ column: z.string(), reason: z.enum(featureDropReasons) })).default([]),
  /** Training rows whose infinite number counts as missing. */
  infinite: z.array(z.object({ column: z.string(), rows: z.number().int() })).default([]),
});
export type FeaturePlan = z.infer<typeof featurePlanSchema>;

export interface PlanRequest extends Omit<ColumnFit, 'column'> {
  readonly table: TrainingTable;
  readonly columns: readonly string[];
  /** Columns that are part of no ratio: a model promises how its answer moves with each of them alone. */
  readonly noRatiosOf?: readonly string[];
}

/** Columns of type id are no features. Ratios of the columns follow them. */
export function fitFeaturePlan(request: PlanRequest): FittedPlan<FeaturePlan> {
  const features: FinishedColumn[] = [];
  const plan = fitFeatures(request, (feature) => features.push(feature));
  return { plan, features };
}

/** The same, with each feature given away as it is made; `codes` as `codeCounts` says. Of a large table nobody needs to hold all of them. */
export function fitFeatures(request: PlanRequest, give: (feature: FinishedColumn, codes: number) => void): FeaturePlan {
  const { table, rows, view } = request;
  const plans: ColumnPlan[] = [];
  const float32 = view === 'tree';
  const kept: number[] = [];
  let made = 0;
  const dropped: FeaturePlan['dropped'] = [];
  const infinite: FeaturePlan['infinite'] = [];

  function take(fitted: FittedColumn<ColumnPlan>): boolean {
    const telling = fitted.features.flatMap((feature, position) => (isConstant(feature) ? [] : [position]));
    if (telling.length === 0) return false;
    plans.push(fitted.plan);
    for (const position of telling) give(finish(fitted.features[position]!, float32), codeCount(fitted.plan, position));
    kept.push(...telling.map((position) => made + position));
    made += fitted.features.length;
    return true;
  }

  const used: string[] = [];
  for (const name of request.columns) {
    const column = findColumn(table, name);
    if (!column) continue;
    if (column.type === 'id') {
      dropped.push({ column: name, reason: 'identifier' });
      continue;
    }
    const infinities = countInfinities(column, rows);
    if (infinities > 0) infinite.push({ column: name, rows: infinities });
    const fitted = fitColumn({ ...request, column });
    if (fitted && take(fitted)) used.push(name);
    else dropped.push({ column: name, reason: fitted === null ? 'empty' : isConstantColumn(column, rows) ? 'constant' : 'rare' });
  }
  for (const pair of proposeRatios(table, used.filter((name) => !request.noRatiosOf?.includes(name)), rows)) {
    const fitted = fitRatio(pair, rows, view);
    if (fitted) take(fitted);
  }
  return { columns: plans, kept, float32, dropped, infinite };
}

/** Features of any rows; a column the table lacks counts as missing. */
export function encodeFeatures(plan: FeaturePlan, table: TrainingTable, rows: Int32Array): readonly FinishedColumn[] {
  const features = plan.columns.flatMap((columnPlan) => encodeColumn(columnPlan, table, rows));
  return plan.kept.map((position) => finish(features[position]!, plan.float32));
}

function finish(feature: Float64Array, float32: boolean): FinishedColumn {
  return float32 ? toFloat32(feature) : feature;
}

/** The part of a plan that some columns have a share in, as a plan by itself, and the places of its features in the whole. */
export function partOfPlan(plan: FeaturePlan, columns: ReadonlySet<string>): { readonly plan: FeaturePlan; readonly places: readonly number[] } {
  const touched = plan.columns.map((columnPlan) => sourcesOf(columnPlan).some((name) => columns.has(name)));
  const owners = perMade(plan, (_, owner) => owner);
  const places = plan.kept.flatMap((position, place) => (touched[owners[position]!] ? [place] : []));
  const positions = new Map(owners.flatMap((owner, position) => (touched[owner] ? [position] : [])).map((position, i) => [position, i]));
  return { plan: { ...plan, columns: plan.columns.filter((_, owner) => touched[owner]), kept: places.map((place) => positions.get(plan.kept[place]!)!) }, places };
}

function sourcesOf(columnPlan: ColumnPlan): readonly string[] {
  return columnPlan.kind === 'ratio' ? [columnPlan.column, columnPlan.by] : [columnPlan.column];
}

/** The columns each feature is made from, in the order of `encodeFeatures`. */
export function featureSources(plan: FeaturePlan): readonly (readonly string[])[] {
  return perFeature(plan, sourcesOf);
}

/** Number of codes of each feature that holds level codes (0 up to that number, exclusive); 0 for features that are numbers. */
export function codeCounts(plan: FeaturePlan): readonly number[] {
  return perFeature(plan, codeCount);
}

function codeCount(columnPlan: ColumnPlan, position: number): number {
  return columnPlan.kind === 'category' && columnPlan.codes && columnPlan.levels.length > 0 && position === 0 ? columnPlan.levels.length + (columnPlan.other ? 1 : 0) : 0;
}

function perFeature<T>(plan: FeaturePlan, of: (columnPlan: ColumnPlan, position: number) => T): readonly T[] {
  const all = perMade(plan, (columnPlan, _owner, position) => of(columnPlan, position));
  return plan.kept.map((position) => all[position]!);
}

/** Of all features that the column plans make, those that are not kept among them. */
function perMade<T>(plan: FeaturePlan, of: (columnPlan: ColumnPlan, owner: number, position: number) => T): readonly T[] {
  const nothing: TrainingTable = { rows: 0, rowNumbers: new Int32Array(0), columns: [] };
  return plan.columns.flatMap((columnPlan, owner) => encodeColumn(columnPlan, nothing, nothing.rowNumbers).map((_, position) => of(columnPlan, owner, position)));
}

function fitColumn(fit: ColumnFit): FittedColumn<ColumnPlan> | null {
  const { column } = fit;
  if (column.type === 'date' || column.type === 'datetime') return fitDate(fit);
  if (column.kind === 'number') return fitNumber(fit);
  return isRunningText(column, fit.rows) || listFormIn(column, fit.rows) !== null ? fitText(fit) : fitCategory(fit);
}

function encodeColumn(plan: ColumnPlan, table: TrainingTable, rows: Int32Array): FeatureColumns {
  const column = findColumn(table, plan.column);
  switch (plan.kind) {
    case 'number':
      return encodeNumber(plan, column, rows);
    case 'date':
      return encodeDate(plan, column, rows);
    case 'category':
      return encodeCategory(plan, column, rows);
    case 'text':
      return encodeText(plan, column, rows);
    case 'ratio':
      return encodeRatio(plan, column, findColumn(table, plan.by), rows);
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

/** One value at most, missing not counted. */
function isConstantColumn(column: TrainingColumn, rows: Int32Array): boolean {
  const distinct = new Set<string>();
  mapTexts(column, rows, normaliseCategory, (_, text) => {
    if (text !== null) distinct.add(text);
  });
  return distinct.size <= 1;
}

function isConstant(feature: Float64Array): boolean {
  const first = feature[0];
  for (let i = 1; i < feature.length; i++) if (!Object.is(feature[i], first)) return false;
  return true;
}
