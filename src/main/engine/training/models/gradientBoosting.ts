/** Gradient boosted trees (Friedman 2002; Chen & Guestrin 2016; Ke et al. 2017) on histograms of binned features. */
import { deriveSeed } from '@engine/math';
import { codeCounts, encodeFeatures, featureSources, fitFeaturePlan, type FeaturePlan } from '../features/featurePlan';
import type { FeatureColumns } from '../features/featureKind';
import { squaredLoss } from '../losses/squared';
import { BinnedColumns } from '../trees/binnedColumns';
import { boost } from '../trees/boosting';
import { openCrew } from '../trees/crew';
import { saveTrees } from '../trees/savedTrees';
import { featureMatrix } from '../trees/treeEnsemble';
import { openTreeMemory } from '../trees/treeMemory';
import type { FitInput, Learner } from './algorithm';
import { readChoice, readParameter } from './parameters';
import { restoreTreeModel, treeParts, type TreeBody } from './treeModel';

const categoryViews = ['flags', 'codes'] as const;
/** Cells of a table from which it pays to start threads. */
const cellsToShare = 1_000_000;

export const gradientBoostingModel: Learner = {
  kind: 'gradient-boosting',
  version: 2,
  cost: 1.2,
  settings: {
    trees: { standard: 200, lowest: 1, highest: 10_000, whole: true, tune: { from: 50, to: 800, scale: 'log' } },
    learningRate: { standard: 0.05, lowest: 1e-6, highest: 1, tune: { from: 0.01, to: 0.3, scale: 'log' } },
    leaves: { standard: 8, lowest: 2, highest: 1000, whole: true, tune: { from: 3, to: 64, scale: 'log' } },
    depth: { standard: 0, lowest: 0, highest: 60, whole: true },
    minLeafRows: { standard: 15, lowest: 1, highest: 1e6, whole: true, tune: { from: 3, to: 60, scale: 'log' } },
    minGain: { standard: 0, lowest: 0, highest: 1e9 },
    penalty: { standard: 1, lowest: 0, highest: 1e9, tune: { from: 0.01, to: 30, scale: 'log' } },
    sizePenalty: { standard: 0, lowest: 0, highest: 1e9 },
    featureShare: { standard: 0.5, lowest: 0, highest: 1, tune: { from: 0.2, to: 1 } },
    rowShare: { standard: 0.8, lowest: 0.01, highest: 1, tune: { from: 0.5, to: 1 } },
    /** Flags for frequent levels, or one code that trees split by sets of levels. */
    categories: { standard: 'flags', choices: categoryViews, tune: categoryViews },
  },
  fit(input) {
    const { table, target, seed, watch } = input;
    const { plan, features } = fitFeaturePlan({ ...input, columns: input.features, noRatiosOf: Object.keys(input.monotone), view: 'tree', categories: readChoice(input.parameters, 'categories', categoryViews), seed });
    const memory = openTreeMemory();
    const columns = binFeatures(new BinnedColumns(memory, target.length), features, codeCounts(plan), seed);
    const cells = target.length * features.length;
    const crew = input.helpers && cells >= cellsToShare ? openCrew(memory, input.helpers.threads, input.helpers.startThread) : null;
    const boosted = boost({
      memory,
      columns,
      crew,
      loss: squaredLoss(target),
      settings: settingsOf(input, plan),
      seed,
      watch: watch && { features: featureMatrix(encodeFeatures(plan, table, watch.rows), watch.rows.length), loss: squaredLoss(watch.target) },
      stopping: null,
      report: input.report,
    });
    crew?.close();
    const body: TreeBody = { plan, trees: saveTrees(boosted.trees), base: boosted.base, weight: 1 };
    return { body, curve: { unit: 'tree', name: 'Root mean square error', train: boosted.train, validation: boosted.validation }, backend: 'js' };
  },
  restore: (body) => restoreTreeModel(body, 'gradient-boosting'),
  parts: (body) => treeParts(body, 'gradient-boosting'),
  isOfTrees: true,
};

function binFeatures(columns: BinnedColumns, features: FeatureColumns, codes: readonly number[], seed: number): BinnedColumns {
  features.forEach((feature, i) => {
    if (codes[i]! > 0) columns.addCategories(feature);
    else columns.addNumbers(feature, deriveSeed(seed, 'bins'));
  });
  return columns;
}

function settingsOf({ parameters, target, monotone }: FitInput, plan: FeaturePlan): Parameters<typeof boost>[0]['settings'] {
  const read = (name: string): number => readParameter(parameters, name);
  return {
    trees: read('trees'),
    rowShare: read('rowShare'),
    leaves: read('leaves'),
    depth: read('depth'),
    minLeafRows: Math.min(read('minLeafRows'), Math.max(1, Math.floor(target.length / 4))),
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
