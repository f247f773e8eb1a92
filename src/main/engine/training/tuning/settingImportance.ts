/**
 * Which settings mattered: functional analysis of variance over a random forest on the trials (Hutter, Hoos & Leyton-Brown
 * 2014, An efficient approach for assessing hyperparameter importance). A setting's share is the variance of the forest's
 * answer along it alone, all other settings averaged over the whole space, over the variance in all. What shares leave of 1
 * belongs to settings together. Settings are measured on the scale they are searched on (Optuna's evaluator takes the plain one).
 */
import { createRandom, deriveSeed, mean, type Random } from '@engine/math';
import { placeOf, scaleOf, type Dimension, type SearchSpace, type Settings } from './searchSpace';

export interface SettingShare {
  readonly setting: string;
  /** 0 to 1. */
  readonly share: number;
}

/** Fewer trials say nothing about several settings. */
const fewestTrials = 10;
const trees = 64;
const mostTrials = 400;

type Box = readonly (readonly [number, number])[];
interface Leaf {
  readonly box: Box;
  readonly value: number;
}

/** Largest share first; null with too few trials or where all came out the same. `losses` is one per trial. */
export function settingImportance(space: SearchSpace, settings: readonly Settings[], losses: readonly number[], seed: number): readonly SettingShare[] | null {
  const usable = losses.flatMap((loss, i) => (Number.isFinite(loss) ? [i] : [])).slice(0, mostTrials);
  if (space.length === 0 || usable.length < fewestTrials) return null;
  const points = usable.map((i) => space.map((dimension) => unitPlace(dimension, settings[i]!)));
  const values = usable.map((i) => losses[i]!);
  const shares = Array.from({ length: trees }, (_, tree) => {
    const random = createRandom(deriveSeed(seed, 'importance', tree));
    const sample = usable.map(() => random.integer(usable.length));
    const leaves: Leaf[] = [];
    grow({ points, values, random, leaves }, sample, space.map(() => [0, 1] as const));
    return sharesOf(leaves, space.length);
  }).filter((each) => each !== null);
  if (shares.length === 0) return null;
  return space.map(({ name }, i) => ({ setting: name, share: mean(shares.map((each) => each[i]!)) ?? 0 })).sort((a, b) => b.share - a.share);
}

/** Place of a setting on its dimension from 0 to 1; choices lie in equal cells in their order. */
function unitPlace(dimension: Dimension, settings: Settings): number {
  const value = settings[dimension.name]!;
  if (dimension.kind === 'choice') return (dimension.choices.findIndex((choice) => choice === value) + 0.5) / dimension.choices.length;
  const { low, high } = scaleOf(dimension);
  return (placeOf(dimension, Number(value)) - low) / (high - low);
}

interface Growing {
  readonly points: readonly (readonly number[])[];
  readonly values: readonly number[];
  readonly random: Random;
  readonly leaves: Leaf[];
}

function grow(growing: Growing, rows: readonly number[], box: Box): void {
  const split = bestSplit(growing, rows);
  if (!split) {
    growing.leaves.push({ box, value: mean(rows.map((row) => growing.values[row]!)) ?? 0 });
    return;
  }
  const { dimension, at } = split;
  const isLeft = (row: number): boolean => growing.points[row]![dimension]! <= at;
  const part = (from: number, to: number): Box => box.map((ends, i) => (i === dimension ? [from, to] : ends));
  const [from, to] = box[dimension]!;
  grow(growing, rows.filter(isLeft), part(from, at));
  grow(growing, rows.filter((row) => !isLeft(row)), part(at, to));
}

/** The cut with the least squares left, tried in random order of dimensions so that ties are nobody's; null where nothing is gained. */
function bestSplit({ points, values, random }: Growing, rows: readonly number[]): { readonly dimension: number; readonly at: number } | null {
  const total = rows.reduce((sum, row) => sum + values[row]!, 0);
  const start = (total * total) / rows.length;
  let best: { dimension: number; at: number } | null = null;
  let bestGain = Math.max(1e-12, Math.abs(start) * 1e-12);
  const first = random.integer(points[0]!.length);
  for (let step = 0; step < points[0]!.length; step++) {
    const dimension = (first + step) % points[0]!.length;
    const order = [...rows].sort((a, b) => points[a]![dimension]! - points[b]![dimension]!);
    let left = 0;
    for (let i = 1; i < order.length; i++) {
      left += values[order[i - 1]!]!;
      const before = points[order[i - 1]!]![dimension]!;
      const after = points[order[i]!]![dimension]!;
      if (before === after) continue;
      const gain = (left * left) / i + ((total - left) * (total - left)) / (order.length - i) - start;
      if (gain <= bestGain) continue;
      bestGain = gain;
      best = { dimension, at: (before + after) / 2 };
    }
  }
  return best;
}

/** Variance along each dimension alone over the variance of the tree; null where the tree answers the same everywhere. */
function sharesOf(leaves: readonly Leaf[], dimensions: number): readonly number[] | null {
  const volumes = leaves.map(({ box }) => box.reduce((volume, [from, to]) => volume * (to - from), 1));
  const centre = leaves.reduce((sum, { value }, i) => sum + value * volumes[i]!, 0);
  const variance = leaves.reduce((sum, { value }, i) => sum + volumes[i]! * (value - centre) ** 2, 0);
  if (variance <= 0) return null;
  return Array.from({ length: dimensions }, (_, dimension) => {
    const cuts = [...new Set(leaves.flatMap(({ box }) => box[dimension]!))].sort((a, b) => a - b);
    const cellOf = new Map(cuts.map((cut, cell) => [cut, cell]));
    const rises = new Float64Array(cuts.length);
    leaves.forEach(({ box, value }, i) => {
      const [from, to] = box[dimension]!;
      const part = (value * volumes[i]!) / (to - from);
      rises[cellOf.get(from)!]! += part;
      rises[cellOf.get(to)!]! -= part;
    });
    let answer = 0;
    let along = 0;
    for (let cell = 0; cell < cuts.length - 1; cell++) {
      answer += rises[cell]!;
      along += (cuts[cell + 1]! - cuts[cell]!) * (answer - centre) ** 2;
    }
    return Math.min(1, along / variance);
  });
}
