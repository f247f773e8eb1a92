/** Stochastic gradient boosting (Friedman 2002) of trees on binned features, for any loss. */
import { createRandom, deriveSeed, type Random } from '@engine/math';
import type { BinnedColumns } from './binnedColumns';
import type { Loss } from '../losses/loss';
import { addPredictions, TreeBuilder, type FeatureMatrix, type TreeEnsemble } from './treeEnsemble';
import { TreeGrower, type GrowSettings } from './treeGrower';
import type { Crew } from './crew';
import type { TreeMemory } from './treeMemory';

export interface BoostingTask {
  readonly memory: TreeMemory;
  readonly columns: BinnedColumns;
  readonly crew: Crew | null;
  readonly loss: Loss;
  readonly settings: GrowSettings & { readonly trees: number; readonly rowShare: number };
  readonly seed: number;
  /** Rows that only say how well the trees answer, with a loss of their own targets; its mean goes into the curve. */
  readonly watch: { readonly features: FeatureMatrix; readonly loss: Loss } | null;
  /** Rows that say when to stop, and after how many trees without a gain. */
  readonly stopping: { readonly features: FeatureMatrix; readonly loss: Loss; readonly patience: number } | null;
  report(fraction: number): void;
}

export interface Boosted {
  readonly base: number;
  readonly trees: TreeEnsemble;
  readonly treeCount: number;
  /** Score of the training rows and of the watched rows after each tree. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export function boost({ memory, columns, crew, loss, settings, seed, watch, stopping, report }: BoostingTask): Boosted {
  const { rows } = columns;
  const grower = new TreeGrower(memory, columns, settings, loss.hasSeconds, crew);
  const base = loss.start();
  const answers = new Float64Array(rows).fill(base);
  const gradients = new Float64Array(rows);
  const seconds = loss.hasSeconds ? new Float64Array(rows) : null;
  const builder = new TreeBuilder();
  const observers = [watch, stopping].map((rest) => rest && { ...rest, answers: new Float64Array(rest.features.rows).fill(base), scores: [] as number[] });
  const [watched, judge] = observers;
  const train: number[] = [];
  let bestTrees = 0;
  let treeCount = 0;
  const leafAnswer = loss.leafAnswer;
  const every: [Int32Array, number] | null = settings.rowShare >= 1 ? [Int32Array.from({ length: rows }, (_, row) => row), rows] : null;
  while (treeCount < settings.trees) {
    const random = createRandom(deriveSeed(seed, 'tree', treeCount));
    loss.derive(answers, gradients, seconds);
    const [sample, taught] = every ?? sampleRows(rows, settings.rowShare, random);
    grower.grow(builder, { gradients, seconds }, sample, taught, answers, random, leafAnswer && ((leaf) => leafAnswer(leaf, answers)));
    treeCount += 1;
    train.push(loss.score(answers));
    const tree = watched || judge ? builder.lastTree() : null;
    for (const observer of observers) {
      if (!observer || !tree) continue;
      addPredictions(tree, observer.features, observer.answers);
      observer.scores.push(observer.loss.score(observer.answers));
    }
    if (judge) {
      if (judge.scores[treeCount - 1]! < (judge.scores[bestTrees - 1] ?? Infinity)) bestTrees = treeCount;
      if (treeCount - bestTrees >= stopping!.patience) break;
    }
    if (treeCount % 10 === 0) report(treeCount / settings.trees);
  }
  if (judge) {
    treeCount = Math.max(1, bestTrees);
    builder.keepTrees(treeCount);
  }
  return { base, trees: builder.build(), treeCount, train: train.slice(0, treeCount), validation: (watched?.scores ?? []).slice(0, treeCount) };
}

/** A random share of the rows, then the others, each in ascending order; and how many the share holds. */
function sampleRows(rows: number, share: number, random: Random): [Int32Array, number] {
  const sample = new Int32Array(rows);
  const rest = new Int32Array(rows);
  let sampled = 0;
  let left = 0;
  for (let row = 0; row < rows; row++) {
    if (random.next() < share) sample[sampled++] = row;
    else rest[left++] = row;
  }
  if (sampled === 0) return [rest, rows];
  sample.set(rest.subarray(0, left), sampled);
  return [sample, sampled];
}
