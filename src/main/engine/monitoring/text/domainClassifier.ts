/**
 * Tells reference texts from current ones: half of all texts train a linear classifier, the other half is ranked by it.
 * As Evidently 0.7.23: the same words, weights, split, loss (modified Huber), L1 penalty and step sizes; the order in which rows are visited
 * is ours, so that its AUC differs from the peer's in the second decimal.
 */
import { EngineError } from '@shared/contract/errors';
import { averageRanks, createMersenneTwister, quantile } from '../../math';
import type { TextSample } from '../sample';
import { learnWords, type SparseRow } from './wordWeights';

const seed = 42;
const penalty = 1e-4;
const mostPasses = 50;
const patience = 5;
const tolerance = 1e-3;
const randomRankings = 1000;

export interface TextDrift {
  /** Area under the ROC curve on texts not trained on: 0.5 is no difference. */
  readonly auc: number;
  /** Whether each tested text is current. */
  readonly isCurrent: readonly boolean[];
  /** Words that tell current texts (or reference texts), strongest first. */
  readonly currentWords: readonly string[];
  readonly referenceWords: readonly string[];
}

const mostWords = 25;

export function tellTextsApart({ reference, current }: TextSample): TextDrift {
  const texts = [...reference, ...current];
  const order = createMersenneTwister(seed).permutation(texts.length);
  const tested = Math.ceil(texts.length / 2);
  const [test, train] = [order.subarray(0, tested), order.subarray(tested)];
  const isCurrent = (row: number): boolean => row >= reference.length;
  if (![test, train].every((rows) => rows.some(isCurrent) && !rows.every(isCurrent))) throw new EngineError('invalid-input', 'There are too few texts to compare: both halves need texts of both samples.');
  const words = learnWords(Array.from(train, (row) => texts[row]!));
  if (words.vocabulary.length === 0) throw new EngineError('invalid-input', 'The texts have no words that could tell them apart.');
  const weights = fit(Array.from(train, (row) => words.weigh(texts[row]!)), Array.from(train, isCurrent), words.vocabulary.length);
  const scores = Array.from(test, (row) => probability(decide(words.weigh(texts[row]!), weights)));
  const labels = Array.from(test, isCurrent);
  const ranked = words.vocabulary.map((word, i) => ({ word, weight: weights.words[i]! })).filter(({ weight }) => weight !== 0).sort((a, b) => b.weight - a.weight);
  return {
    auc: areaUnderCurve(scores, labels),
    isCurrent: labels,
    currentWords: ranked.filter(({ weight }) => weight > 0).slice(0, mostWords).map(({ word }) => word),
    referenceWords: ranked.filter(({ weight }) => weight < 0).reverse().slice(0, mostWords).map(({ word }) => word),
  };
}

/** The AUC that a share of random rankings stays below, seeded as the peer's. */
export function randomAreaQuantile(labels: readonly boolean[], share: number): number {
  const seeds = createMersenneTwister(seed);
  const areas = Array.from({ length: randomRankings }, () => {
    const random = createMersenneTwister(seeds.integer(randomRankings * 10));
    return areaUnderCurve(labels.map(() => random.next()), labels);
  });
  return quantile(areas, share) ?? 0.5;
}

export function areaUnderCurve(scores: readonly number[], labels: readonly boolean[]): number {
  const ranks = averageRanks(scores);
  let [positives, rankSum] = [0, 0];
  for (const [i, label] of labels.entries()) {
    if (!label) continue;
    positives++;
    rankSum += ranks[i]!;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (labels.length - positives));
}

interface LinearWeights {
  readonly words: Float64Array;
  intercept: number;
}

function decide(row: SparseRow, { words, intercept }: LinearWeights): number {
  let total = intercept;
  for (let i = 0; i < row.words.length; i++) total += row.weights[i]! * words[row.words[i]!]!;
  return total;
}

/** Modified Huber scores as probabilities (Zhang 2002). */
function probability(score: number): number {
  return (Math.min(1, Math.max(-1, score)) + 1) / 2;
}

/** Stochastic gradient descent with the cumulative L1 penalty of Tsuruoka and others (2009). */
function fit(rows: readonly SparseRow[], labels: readonly boolean[], size: number): LinearWeights {
  const weights: LinearWeights = { words: new Float64Array(size), intercept: 0 };
  const applied = new Float64Array(size);
  const typical = Math.sqrt(1 / Math.sqrt(penalty));
  const start = 1 / ((typical / Math.max(1, Math.abs(slope(-typical, 1)))) * penalty);
  const random = createMersenneTwister(seed);
  let [steps, owed, best, idle] = [1, 0, Infinity, 0];
  for (let pass = 0; pass < mostPasses && idle < patience; pass++) {
    let loss = 0;
    for (const i of random.permutation(rows.length)) {
      const row = rows[i]!;
      const label = labels[i] ? 1 : -1;
      const rate = 1 / (penalty * (start + steps - 1));
      const score = decide(row, weights);
      loss += lossOf(score * label);
      const step = -rate * slope(score, label);
      owed += rate * penalty;
      for (let k = 0; k < row.words.length; k++) {
        const word = row.words[k]!;
        const moved = weights.words[word]! + step * row.weights[k]!;
        const shrunk = moved > 0 ? Math.max(0, moved - (owed + applied[word]!)) : Math.min(0, moved + (owed - applied[word]!));
        applied[word]! += shrunk - moved;
        weights.words[word] = shrunk;
      }
      weights.intercept += step * interceptDecay;
      steps++;
    }
    idle = loss > best - tolerance * rows.length ? idle + 1 : 0;
    best = Math.min(best, loss);
  }
  return weights;
}

/** Sparse rows move the intercept more slowly. */
const interceptDecay = 0.01;

function lossOf(margin: number): number {
  if (margin >= 1) return 0;
  return margin >= -1 ? (1 - margin) ** 2 : -4 * margin;
}

function slope(score: number, label: number): number {
  const margin = score * label;
  if (margin >= 1) return 0;
  return margin >= -1 ? -2 * (1 - margin) * label : -4 * label;
}
