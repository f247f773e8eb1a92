/**
 * Categories: one-hot for frequent levels, one flag for the rest, and where many levels remain the smoothed target mean
 * of the level (Micci-Barreca 2001), out-of-fold for the training rows so that no row sees its own target.
 * For trees that split on sets of levels: one feature that holds the level's code instead of the flags.
 */
import { z } from 'zod';
import { deriveSeed } from '@engine/math';
import { mapTexts } from '../table';
import type { TrainingColumn } from '../types';
import type { ColumnFit, FeatureColumns, FittedColumn } from './featureKind';
import { innerFolds } from './innerFolds';
import { areManyGroups, rowsNeeded, Support } from './support';
import { normaliseCategory } from './words';

export const categoryPlanSchema = z.object({
  kind: z.literal('category'),
  column: z.string(),
  /** Levels in normal form with a feature of their own, most frequent first. */
  levels: z.array(z.string()),
  other: z.boolean(),
  missingFlag: z.boolean(),
  /** True: one feature, the level's position in `levels`; the number of levels for any other one (where `other`), else NaN; NaN where missing. */
  codes: z.boolean().default(false),
  /** Levels of the training rows that share the feature or code for the rest, and the most frequent of them. */
  pooled: z.object({ levels: z.number().int(), rows: z.number().int(), examples: z.array(z.string()) }).default({ levels: 0, rows: 0, examples: [] }),
  /** Smoothed mean of the target per level; `prior` for levels not listed. */
  targetMeans: z.object({ prior: z.number(), levels: z.array(z.tuple([z.string(), z.number()])) }).nullable(),
});
export type CategoryPlan = z.infer<typeof categoryPlanSchema>;

const mostLevels = 20;
/** Codes cost a tree no column each; a histogram has room for this many. */
const mostCodes = 200;
/** A level seen this often has a code of its own, however many rows there are: the tree weighs it against the others. */
const mostRowsForCode = 30;
const mostExamples = 20;
/** Rows of prior knowledge a level's mean is mixed with. */
const smoothing = 10;
const encodingFolds = 5;
const levelsForMeans = 5;

export function fitCategory(fit: ColumnFit): FittedColumn<CategoryPlan> | null {
  const { column, rows, groups } = fit;
  const codes = fit.view === 'tree' && fit.categories === 'codes';
  const names: (string | null)[] = new Array<string | null>(rows.length);
  mapTexts(column, rows, normaliseCategory, (i, level) => (names[i] = level));
  const supports = countLevels(names, groups);
  if (supports.size === 0) return null;

  const groupsAreMany = areManyGroups(groups);
  const needed = codes ? Math.min(rowsNeeded(rows.length), mostRowsForCode) : rowsNeeded(rows.length);
  const byRows = [...supports].sort(([a, x], [b, y]) => y.rows - x.rows || (a < b ? -1 : 1));
  const frequent = byRows
    .filter(([, support]) => support.rows >= needed && support.isBroad(groupsAreMany))
    .slice(0, codes ? mostCodes : mostLevels)
    .map(([level]) => level);
  const own = new Set(frequent);
  const rest = byRows.filter(([level]) => !own.has(level));
  const repeatedRest = rest.filter(([, support]) => support.rows > 1).length;
  const useMeans = repeatedRest >= levelsForMeans;
  const plan: CategoryPlan = {
    kind: 'category',
    column: column.name,
    levels: frequent,
    other: frequent.length > 0 && frequent.length < supports.size,
    missingFlag: names.includes(null),
    codes,
    pooled: { levels: rest.length, rows: rest.reduce((total, [, support]) => total + support.rows, 0), examples: rest.slice(0, mostExamples).map(([level]) => level) },
    targetMeans: useMeans ? levelMeans(names, fit.target, null, -1) : null,
  };
  const features = encodeCategory(plan, column, rows);
  if (useMeans) features[features.length - 1] = outOfFoldMeans(names, fit);
  return { plan, features };
}

export function encodeCategory(plan: CategoryPlan, column: TrainingColumn | undefined, rows: Int32Array): FeatureColumns {
  const index = new Map(plan.levels.map((level, i) => [level, i]));
  const means = plan.targetMeans ? new Map(plan.targetMeans.levels) : null;
  const make = (): Float64Array => new Float64Array(rows.length);
  if (plan.codes) return encodeCodes(plan, index, means, column, rows);
  const flags = plan.levels.map(make);
  const other = plan.other ? make() : null;
  const missing = plan.missingFlag ? make() : null;
  const encoded = plan.targetMeans ? make().fill(plan.targetMeans.prior) : null;
  mapTexts(
    column,
    rows,
    (text) => {
      const level = normaliseCategory(text);
      return { flag: index.get(level), mean: means?.get(level) };
    },
    (i, level) => {
      if (level === null) {
        if (missing) missing[i] = 1;
        return;
      }
      if (level.flag !== undefined) flags[level.flag]![i] = 1;
      else if (other) other[i] = 1;
      if (encoded && level.mean !== undefined) encoded[i] = level.mean;
    },
  );
  return [...flags, ...(other ? [other] : []), ...(missing ? [missing] : []), ...(encoded ? [encoded] : [])];
}

function encodeCodes(plan: CategoryPlan, index: ReadonlyMap<string, number>, means: ReadonlyMap<string, number> | null, column: TrainingColumn | undefined, rows: Int32Array): FeatureColumns {
  const codes = new Float64Array(rows.length).fill(NaN);
  const encoded = plan.targetMeans ? new Float64Array(rows.length).fill(plan.targetMeans.prior) : null;
  const hasCodes = plan.levels.length > 0;
  mapTexts(
    column,
    rows,
    (text) => {
      const level = normaliseCategory(text);
      return { code: index.get(level) ?? (plan.other ? plan.levels.length : NaN), mean: means?.get(level) };
    },
    (i, level) => {
      if (level === null) return;
      codes[i] = level.code;
      if (encoded && level.mean !== undefined) encoded[i] = level.mean;
    },
  );
  return [...(hasCodes ? [codes] : []), ...(encoded ? [encoded] : [])];
}

function countLevels(names: readonly (string | null)[], groups: Int32Array | null): Map<string, Support> {
  const supports = new Map<string, Support>();
  names.forEach((name, i) => {
    if (name === null) return;
    let support = supports.get(name);
    if (!support) supports.set(name, (support = new Support()));
    support.add(groups ? groups[i]! : null);
  });
  return supports;
}

/** Means over all rows but those of `leftOut`. */
function levelMeans(names: readonly (string | null)[], target: Float64Array, folds: Int32Array | null, leftOut: number): NonNullable<CategoryPlan['targetMeans']> {
  const sums = new Map<string, { rows: number; sum: number }>();
  let total = 0;
  let count = 0;
  names.forEach((name, i) => {
    if (folds && folds[i] === leftOut) return;
    total += target[i]!;
    count += 1;
    if (name === null) return;
    const level = sums.get(name) ?? { rows: 0, sum: 0 };
    level.rows += 1;
    level.sum += target[i]!;
    sums.set(name, level);
  });
  const prior = count === 0 ? 0 : total / count;
  return { prior, levels: [...sums].map(([name, level]) => [name, (level.sum + smoothing * prior) / (level.rows + smoothing)]) };
}

function outOfFoldMeans(names: readonly (string | null)[], { column, groups, target, seed }: ColumnFit): Float64Array {
  const folds = innerFolds(names.length, groups, encodingFolds, deriveSeed(seed, 'target-mean', column.name));
  const byFold = Array.from({ length: encodingFolds }, (_, fold) => {
    const means = levelMeans(names, target, folds, fold);
    return { prior: means.prior, levels: new Map(means.levels) };
  });
  // The prior of each fold differs a little and would tell the fold's own mean: all rows get the differences to it.
  const overall = levelMeans(names, target, null, -1).prior;
  return Float64Array.from(names, (name, i) => {
    const means = byFold[folds[i]!]!;
    const level = name === null ? undefined : means.levels.get(name);
    return overall + (level === undefined ? 0 : level - means.prior);
  });
}
