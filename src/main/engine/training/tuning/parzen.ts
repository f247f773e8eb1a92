/**
 * Parzen estimator over settings as in Optuna's TPESampler 5.0.0: a mixture of products, one kernel for each observation
 * and one wide prior. Numbers get truncated normals (Bergstra et al. 2011), choices a smoothed count. Whole numbers are
 * cells of width 1.
 */
import type { Random } from '@engine/math';
import { fastNormalCumulative, normalQuantile } from '@engine/math';
import { placeOf, scaleOf, valueAt, type ChoiceDimension, type Dimension, type NumberDimension, type SearchSpace, type SettingValue, type Settings } from './searchSpace';

export interface ParzenEstimator {
  draw(random: Random): Settings;
  /** Natural logarithm; a whole number's is of its probability, any other's of its density on the searched scale. */
  logDensity(settings: Settings): number;
}

const priorWeight = 1;
/** The oldest observations beyond these count less and less. */
const fullyWeighted = 25;

/** `observations` in the order they were made. */
export function fitParzen(space: SearchSpace, observations: readonly Settings[]): ParzenEstimator {
  const weights = mixtureWeights(observations.length);
  const kernels = space.map((dimension) => kernelsOf(dimension, observations.map((settings) => settings[dimension.name]!)));
  return {
    draw(random) {
      const kernel = pick(weights, random);
      return Object.fromEntries(space.map(({ name }, i) => [name, kernels[i]!.draw(kernel, random)]));
    },
    logDensity(settings) {
      const terms = Float64Array.from(weights, Math.log);
      space.forEach(({ name }, i) => kernels[i]!.addLogDensities(settings[name]!, terms));
      const highest = terms.reduce((high, term) => Math.max(high, term), -Infinity);
      return highest === -Infinity ? highest : highest + Math.log(terms.reduce((total, term) => total + Math.exp(term - highest), 0));
    },
  };
}

/** One per observation and the prior's, summing to 1. */
function mixtureWeights(count: number): Float64Array {
  const weights = new Float64Array(count + 1).fill(1);
  const ramp = count - fullyWeighted;
  for (let i = 0; i < ramp; i++) weights[i] = ramp === 1 ? 1 / count : 1 / count + (i / (ramp - 1)) * (1 - 1 / count);
  weights[count] = priorWeight;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

interface Kernels {
  draw(kernel: number, random: Random): SettingValue;
  addLogDensities(value: SettingValue, terms: Float64Array): void;
}

function kernelsOf(dimension: Dimension, values: readonly SettingValue[]): Kernels {
  return dimension.kind === 'choice' ? choiceKernels(dimension, values) : numberKernels(dimension, values.map(Number));
}

function choiceKernels({ choices }: ChoiceDimension, values: readonly SettingValue[]): Kernels {
  const kernels = values.length + 1;
  const smoothing = priorWeight / kernels;
  const rowTotal = 1 + smoothing * choices.length;
  const probability = (kernel: number, choice: number): number => (kernel === values.length ? 1 / choices.length : ((values[kernel] === choices[choice] ? 1 : 0) + smoothing) / rowTotal);
  return {
    draw: (kernel, random) => choices[pick(choices.map((_, choice) => probability(kernel, choice)), random)]!,
    addLogDensities(value, terms) {
      const choice = choices.findIndex((each) => each === value);
      for (let kernel = 0; kernel < kernels; kernel++) terms[kernel]! += Math.log(probability(kernel, choice));
    },
  };
}

function numberKernels(dimension: NumberDimension, values: readonly number[]): Kernels {
  const { low, high } = scaleOf(dimension);
  const centres = Float64Array.from([...values.map((value) => placeOf(dimension, value)), (low + high) / 2]);
  const widths = bandwidths(centres.subarray(0, values.length), low, high);
  const logInside = centres.map((centre, kernel) => Math.log(mass((low - centre) / widths[kernel]!, (high - centre) / widths[kernel]!)));
  return {
    draw(kernel, random) {
      const centre = centres[kernel]!;
      const width = widths[kernel]!;
      const below = fastNormalCumulative((low - centre) / width);
      const above = fastNormalCumulative((high - centre) / width);
      return valueAt(dimension, centre + width * normalQuantile(below + (above - below) * Math.max(random.next(), Number.EPSILON)));
    },
    addLogDensities(value, terms) {
      const place = placeOf(dimension, Number(value));
      const left = dimension.whole ? placeOf(dimension, Number(value) - 0.5) : place;
      const right = dimension.whole ? placeOf(dimension, Number(value) + 0.5) : place;
      for (let kernel = 0; kernel < terms.length; kernel++) {
        const centre = centres[kernel]!;
        const width = widths[kernel]!;
        const z = (place - centre) / width;
        terms[kernel]! += (dimension.whole ? Math.log(mass((left - centre) / width, (right - centre) / width)) : (-z * z) / 2 - Math.log(width * Math.sqrt(2 * Math.PI))) - logInside[kernel]!;
      }
    },
  };
}

/** Distance to the further neighbour, kept between a share of the range that shrinks with the count and the range; the prior's is the range. */
function bandwidths(centres: Float64Array, low: number, high: number): Float64Array {
  const count = centres.length;
  const order = Array.from(centres.keys()).sort((a, b) => centres[a]! - centres[b]!);
  const at = (position: number): number => (position < 0 ? low : position >= count ? high : centres[order[position]!]!);
  const narrowest = (high - low) / Math.min(100, count + 2);
  const widths = new Float64Array(count + 1).fill(high - low);
  order.forEach((observation, position) => {
    const before = at(position) - at(position - 1);
    const after = at(position + 1) - at(position);
    // The outermost look inwards only, but for a lone one, which has no inside.
    const width = count === 1 ? Math.max(before, after) : position === 0 ? after : position === count - 1 ? before : Math.max(before, after);
    widths[observation] = Math.min(high - low, Math.max(narrowest, width));
  });
  return widths;
}

/** P(left < Z <= right), precise in either tail. */
function mass(left: number, right: number): number {
  return left > 0 ? fastNormalCumulative(-left) - fastNormalCumulative(-right) : fastNormalCumulative(right) - fastNormalCumulative(left);
}

function pick(weights: ArrayLike<number>, random: Random): number {
  let left = random.next();
  for (let i = 0; i < weights.length - 1; i++) {
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return weights.length - 1;
}
