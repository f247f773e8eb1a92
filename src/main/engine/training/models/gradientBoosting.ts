/** Stochastic gradient boosting with squared error (Friedman 2002) on histograms of binned features. */
import { createRandom, deriveSeed, mean, type Random } from '@engine/math';
import { encodeFeatures, fitFeaturePlan } from '../features/featurePlan';
import { binOffsets, binRows, fitBinEdges } from '../trees/binning';
import { BoostedTreeGrower } from '../trees/growBoostedTree';
import { saveTrees, TreeBuilder } from '../trees/treeEnsemble';
import type { Learner } from './algorithm';
import { readParameter } from './parameters';
import { restoreTreeModel, saveEdges, treeParts, type TreeBody } from './treeModel';

const mostBins = 255;

export const gradientBoostingModel: Learner = {
  kind: 'gradient-boosting',
  version: 1,
  cost: 1.2,
  settings: {
    trees: { standard: 200, lowest: 1, highest: 10_000, whole: true, tune: { from: 50, to: 800, scale: 'log' } },
    learningRate: { standard: 0.05, lowest: 1e-6, highest: 1, tune: { from: 0.01, to: 0.3, scale: 'log' } },
    leaves: { standard: 8, lowest: 2, highest: 1000, whole: true, tune: { from: 3, to: 64, scale: 'log' } },
    minLeafRows: { standard: 15, lowest: 1, highest: 1e6, whole: true, tune: { from: 3, to: 60, scale: 'log' } },
    penalty: { standard: 1, lowest: 0, highest: 1e9, tune: { from: 0.01, to: 30, scale: 'log' } },
    featureShare: { standard: 0.5, lowest: 0, highest: 1, tune: { from: 0.2, to: 1 } },
    rowShare: { standard: 0.8, lowest: 0.01, highest: 1, tune: { from: 0.5, to: 1 } },
  },
  fit(input) {
    const { table, target, parameters, seed, watch } = input;
    const treeCount = readParameter(parameters, 'trees');
    const { plan, features } = fitFeaturePlan({ ...input, columns: input.features, view: 'tree', seed });
    const edges = fitBinEdges(features, mostBins, deriveSeed(seed, 'bins'));
    const binned = binRows(features, edges, target.length);
    const grower = new BoostedTreeGrower(binned, binOffsets(edges), {
      leaves: readParameter(parameters, 'leaves'),
      minLeafRows: Math.min(readParameter(parameters, 'minLeafRows'), Math.max(1, Math.floor(target.length / 4))),
      penalty: readParameter(parameters, 'penalty'),
      learningRate: readParameter(parameters, 'learningRate'),
      featureShare: readParameter(parameters, 'featureShare'),
    });
    const rowShare = readParameter(parameters, 'rowShare');
    const base = mean(target) ?? 0;
    const answers = new Float64Array(target.length).fill(base);
    const residuals = new Float64Array(target.length);
    const watched = watch && binRows(encodeFeatures(plan, table, watch.rows), edges, watch.rows.length);
    const watchedRows = Int32Array.from({ length: watched?.rows ?? 0 }, (_, row) => row);
    const watchedAnswers = new Float64Array(watchedRows.length).fill(base);
    const builder = new TreeBuilder();
    const train: number[] = [];
    const validation: number[] = [];
    for (let tree = 0; tree < treeCount; tree++) {
      const random = createRandom(deriveSeed(seed, 'tree', tree));
      for (let row = 0; row < target.length; row++) residuals[row] = target[row]! - answers[row]!;
      const [sample, rest] = splitRows(target.length, rowShare, random);
      grower.grow(builder, residuals, sample, answers, random);
      builder.addLastTree(binned, rest, answers);
      train.push(rootMeanSquare(target, answers));
      if (watch && watched) {
        builder.addLastTree(watched, watchedRows, watchedAnswers);
        validation.push(rootMeanSquare(watch.target, watchedAnswers));
      }
      if (tree % 10 === 9) input.report((tree + 1) / treeCount);
    }
    const body: TreeBody = { plan, edges: saveEdges(edges), trees: saveTrees(builder.build()), base, weight: 1 };
    return { body, curve: { unit: 'tree', name: 'Root mean square error', train, validation }, backend: 'js' };
  },
  restore: (body) => restoreTreeModel(body, 'gradient-boosting'),
  parts: (body) => treeParts(body, 'gradient-boosting'),
};

/** A random share of the rows and the rest, each in ascending order. */
function splitRows(rows: number, share: number, random: Random): [Int32Array, Int32Array] {
  const sample = new Int32Array(rows);
  const rest = new Int32Array(rows);
  let sampled = 0;
  let left = 0;
  for (let row = 0; row < rows; row++) {
    if (share >= 1 || random.next() < share) sample[sampled++] = row;
    else rest[left++] = row;
  }
  return sampled === 0 ? [rest, sample.subarray(0, 0)] : [sample.subarray(0, sampled), rest.subarray(0, left)];
}

function rootMeanSquare(target: Float64Array, answers: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < target.length; i++) squares += (target[i]! - answers[i]!) ** 2;
  return Math.sqrt(squares / target.length);
}
