/** From a fold to boosted trees: features of the training rows, bins, the loss of each set of rows, and when to stop. */
import { deriveSeed, mean } from '@engine/math';
import type { FinishedColumn } from '../features/featureKind';
import { gather } from '../table';
import { codeCounts, encodeFeatures, featureSources, fitFeaturePlan, fitFeatures, type FeaturePlan, type PlanRequest } from '../features/featurePlan';
import type { Loss } from '../losses/loss';
import { BinnedColumns } from '../trees/binnedColumns';
import { boost } from '../trees/boosting';
import { openCrew } from '../trees/crew';
import { featureMatrix, joinEnsembles, type TreeEnsemble } from '../trees/treeEnsemble';
import type { GrowSettings } from '../trees/treeGrower';
import { openTreeMemory, type TreeMemory } from '../trees/treeMemory';
import type { FitInput } from './algorithm';
import { readChoice, readParameter } from './parameters';
import { splitForStopping } from './stoppingRows';

/** Cells of a table from which it pays to start threads. */
const cellsToShare = 1_000_000;
const stoppingShare = 0.15;

const categoryViews = ['flags', 'codes'] as const;

/** Settings of every model of boosted trees. */
export const growthSettings = {
  trees: { standard: 200, lowest: 1, highest: 10_000, whole: true, tune: { from: 50, to: 800, scale: 'log' } },
  learningRate: { standard: 0.05, lowest: 1e-6, highest: 1, tune: { from: 0.01, to: 0.3, scale: 'log' } },
  leaves: { standard: 8, lowest: 2, highest: 1000, whole: true, tune: { from: 3, to: 64, scale: 'log' } },
  /** Splits above a leaf at most; 0 for no limit. */
  depth: { standard: 0, lowest: 0, highest: 60, whole: true },
  minLeafRows: { standard: 15, lowest: 1, highest: 1e6, whole: true, tune: { from: 3, to: 60, scale: 'log' } },
  minGain: { standard: 0, lowest: 0, highest: 1e9 },
  /** On the square of leaf answers, and on their size. */
  penalty: { standard: 1, lowest: 0, highest: 1e9, tune: { from: 0.01, to: 30, scale: 'log' } },
  sizePenalty: { standard: 0, lowest: 0, highest: 1e9 },
  featureShare: { standard: 0.5, lowest: 0, highest: 1, tune: { from: 0.2, to: 1 } },
  rowShare: { standard: 0.8, lowest: 0.01, highest: 1, tune: { from: 0.5, to: 1 } },
  /** Trees without a gain on inner rows after which to stop; 0 grows all. */
  stopAfter: { standard: 0, lowest: 0, highest: 10_000, whole: true },
  /** Ensembles from different seeds whose mean is the answer: steadier, and as many times slower. */
  bags: { standard: 1, lowest: 1, highest: 50, whole: true },
  /** Flags for frequent levels, or one code that trees split by sets of levels. */
  categories: { standard: 'flags', choices: categoryViews, tune: categoryViews },
} as const;

/** base + weight * sum over trees. */
export interface Grown {
  readonly base: number;
  readonly trees: TreeEnsemble;
  readonly weight: number;
  /** Scores after each tree of the first ensemble. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export interface PreparedRows {
  readonly plan: FeaturePlan;
  readonly features: readonly FinishedColumn[];
}

/** Rows in bins, and not as features. */
export interface BinnedRows {
  readonly plan: FeaturePlan;
  readonly memory: TreeMemory;
  readonly columns: BinnedColumns;
}

export function prepareRows(input: FitInput): PreparedRows {
  return fitFeaturePlan(planRequest(input));
}

/** For trees that learn from all rows; with `stopAfter` some rows only tell when to stop, so their features are needed. */
export function prepareToGrow(input: FitInput): PreparedRows | BinnedRows {
  if (readParameter(input.parameters, 'stopAfter') > 0) return prepareRows(input);
  const memory = openTreeMemory();
  const columns = new BinnedColumns(memory, input.target.length);
  const plan = fitFeatures(planRequest(input), (feature, codes) => addFeature(columns, feature, codes, input.seed));
  return { plan, memory, columns };
}

function planRequest(input: FitInput): PlanRequest {
  const categories = readChoice(input.parameters, 'categories', categoryViews);
  return { ...input, columns: input.features, noRatiosOf: Object.keys(input.monotone), view: 'tree', categories };
}

function addFeature(columns: BinnedColumns, feature: FinishedColumn, codes: number, seed: number): void {
  if (codes > 0) columns.addCategories(feature);
  else columns.addNumbers(feature, deriveSeed(seed, 'bins'));
}

function binRows({ plan, features }: PreparedRows, learning: Int32Array | null, rows: number, seed: number): BinnedRows {
  const memory = openTreeMemory();
  const columns = new BinnedColumns(memory, rows);
  const codes = codeCounts(plan);
  features.forEach((feature, i) => addFeature(columns, learning ? gather(feature, learning) : feature, codes[i]!, seed));
  return { plan, memory, columns };
}

/**
 * `lossOf` gives the loss of training rows by their places, or of the watched rows. With `only`, trees learn from these
 * places and the others are left alone; `stopAfter` then has no rows of its own.
 */
export function growEnsemble(input: FitInput, prepared: PreparedRows | BinnedRows, lossOf: (places: Int32Array | null) => Loss, watchLoss: Loss | null, only: Int32Array | null = null): Grown {
  const { seed, watch, table, parameters } = input;
  const patience = readParameter(parameters, 'stopAfter');
  const parts = patience > 0 && only === null && input.target.length >= 20 ? splitForStopping(input.target.length, input.groups, stoppingShare, deriveSeed(seed, 'stopping')) : null;
  const learning = parts?.learning ?? only;
  const rows = learning?.length ?? input.target.length;
  const { plan, memory, columns } = 'features' in prepared ? binRows(prepared, learning, rows, seed) : prepared;
  const crew = input.helpers && rows * columns.columns.length >= cellsToShare ? openCrew(memory, input.helpers.threads, input.helpers.startThread) : null;
  try {
    const task = {
      memory,
      columns,
      crew,
      loss: lossOf(learning),
      settings: settingsOf(input, plan, rows),
      watch: watch && watchLoss && { features: featureMatrix(encodeFeatures(plan, table, watch.rows), watch.rows.length), loss: watchLoss },
      stopping: parts && 'features' in prepared ? { features: featureMatrix(prepared.features.map((feature) => gather(feature, parts.stopping)), parts.stopping.length), loss: lossOf(parts.stopping), patience } : null,
    };
    const bags = readParameter(parameters, 'bags');
    const grown = Array.from({ length: bags }, (_, bag) => memory.within(() => boost({ ...task, seed: bag === 0 ? seed : deriveSeed(seed, 'bag', bag), report: (fraction) => input.report((bag + fraction) / bags) })));
    const [first] = grown;
    return { base: mean(grown.map(({ base }) => base)) ?? 0, trees: joinEnsembles(grown.map(({ trees }) => trees)), weight: 1 / bags, train: first?.train ?? [], validation: first?.validation ?? [] };
  } finally {
    crew?.close();
  }
}

function settingsOf({ parameters, monotone }: FitInput, plan: FeaturePlan, rows: number): GrowSettings & { readonly trees: number; readonly rowShare: number } {
  const read = (name: string): number => readParameter(parameters, name);
  return {
    trees: read('trees'),
    rowShare: read('rowShare'),
    leaves: read('leaves'),
    depth: read('depth'),
    minLeafRows: Math.min(read('minLeafRows'), Math.max(1, Math.floor(rows / 4))),
    minLeafSecond: 1e-3,
    minGain: read('minGain'),
    l1: read('sizePenalty'),
    l2: read('penalty'),
    learningRate: read('learningRate'),
    featureShare: read('featureShare'),
    directions: Int8Array.from(featureSources(plan), ([column, ...others]) => (column !== undefined && others.length === 0 ? directionOf(monotone, column) : 0)),
  };
}

function directionOf(monotone: FitInput['monotone'], column: string): number {
  return Object.hasOwn(monotone, column) ? monotone[column]! : 0;
}
