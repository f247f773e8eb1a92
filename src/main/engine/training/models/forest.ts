/** Many deep trees on binned features, grown by chance; the answer is the mean over the trees, or their median. */
import type { MetricName } from '@shared/areas/tracking';
import { createRandom, deriveSeed, randomOrder, type Random } from '@engine/math';
import type { FinishedColumn } from '../features/featureKind';
import { fitFeaturePlan } from '../features/featurePlan';
import { BinnedColumns } from '../trees/binnedColumns';
import { ForestTreeGrower, mostForestBins } from '../trees/growForestTree';
import { saveTrees } from '../trees/savedTrees';
import { TreeBuilder } from '../trees/treeEnsemble';
import { openTreeMemory } from '../trees/treeMemory';
import type { Fitted, FitInput, Parameters } from './algorithm';
import { medianMetrics } from './medianMetrics';
import { readChoice, readParameter } from './parameters';
import { treeAnswers, type TreeBody } from './treeModel';

/** Samples stay below this, so that a forest on a million rows ends the same day. */
const mostSampleRows = 10_000;
/** A tree keeps to about this many leaves: deeper ones on large tables cost room in the model and add nothing. */
const mostLeaves = 4000;

export const forestSettings = {
  trees: { standard: 200, lowest: 1, highest: 5000, whole: true },
  minLeafRows: { standard: 2, lowest: 1, highest: 1e6, whole: true, tune: { from: 1, to: 30, scale: 'log' } },
  featureShare: { standard: 0.33, lowest: 0, highest: 1, tune: { from: 0.1, to: 1 } },
  answer: { standard: 'mean', choices: treeAnswers },
} as const;

/** The median of many trees serves absolute errors, and stands a leaf of a single row. */
export function aimForest(metric: MetricName): Parameters {
  return medianMetrics.has(metric) ? { answer: 'median', minLeafRows: 1 } : {};
}

export interface ForestChance {
  /** True: a tree learns from rows drawn with replacement. False: from all, or a part of them without repeats. */
  readonly bootstrap: boolean;
  readonly randomThresholds: boolean;
}

export interface ForestGrowth {
  readonly trees: number;
  readonly minLeafRows: number;
  readonly featureShare: number;
}

export function fitForest(input: FitInput, chance: ForestChance): Fitted {
  const { target, parameters, seed } = input;
  const read = (name: string): number => readParameter(parameters, name);
  const { plan, features } = fitFeaturePlan({ ...input, columns: input.features, view: 'tree', seed });
  const growth = { trees: read('trees'), minLeafRows: read('minLeafRows'), featureShare: read('featureShare') };
  const builder = new TreeBuilder();
  growForest(builder, { features, target, seed, report: input.report }, growth, chance);
  const body: TreeBody = { plan, trees: saveTrees(builder.build()), base: 0, weight: 1 / growth.trees, answer: readChoice(parameters, 'answer', treeAnswers) };
  return { body, curve: null, backend: 'js' };
}

export interface ForestRows extends Pick<FitInput, 'target' | 'seed' | 'report'> {
  readonly features: readonly FinishedColumn[];
}

export function growForest(builder: TreeBuilder, { features, target, seed, report }: ForestRows, { trees, minLeafRows, featureShare }: ForestGrowth, { bootstrap, randomThresholds }: ForestChance): void {
  const memory = openTreeMemory();
  const columns = new BinnedColumns(memory, target.length, mostForestBins);
  for (const feature of features) columns.addNumbers(feature, deriveSeed(seed, 'bins'));
  const sampleRows = Math.min(target.length, mostSampleRows);
  const settings = {
    minLeafRows: Math.max(minLeafRows, Math.floor(sampleRows / mostLeaves)),
    featuresPerSplit: Math.max(1, Math.ceil(features.length * featureShare)),
    randomThresholds,
  };
  const grower = new ForestTreeGrower(memory, columns, target, settings, sampleRows);
  for (let tree = 0; tree < trees; tree++) {
    const random = createRandom(deriveSeed(seed, 'tree', tree));
    grower.grow(builder, bootstrap ? drawWithReplacement(target.length, sampleRows, random) : drawOnce(target.length, sampleRows, random), random);
    if (tree % 10 === 9) report((tree + 1) / trees);
  }
}

/** How often each row was drawn. */
function drawWithReplacement(rows: number, count: number, random: Random): Int32Array {
  const weights = new Int32Array(rows);
  for (let i = 0; i < count; i++) weights[random.integer(rows)]! += 1;
  return weights;
}

function drawOnce(rows: number, count: number, random: Random): Int32Array {
  if (count === rows) return new Int32Array(rows).fill(1);
  const weights = new Int32Array(rows);
  for (const row of randomOrder(rows, random).subarray(0, count)) weights[row] = 1;
  return weights;
}
