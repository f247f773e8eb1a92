/**
 * Linear models of the logarithm of the mean (Nelder & Wedderburn 1972): minimise half the mean Tweedie deviance of the units
 * plus alpha / 2 * |w|² on standardised features, the intercept free, as scikit-learn's PoissonRegressor and TweedieRegressor do.
 * They model the units themselves and answer in the space of the race, so that scores, intervals and averages stay comparable:
 * what they aim at is the mean of the units, not of their logarithm.
 */
import { z } from 'zod';
import { createRandom, deriveSeed, exp, log, mean, minimiseSmooth, randomOrder } from '@engine/math';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { ModelKind } from '@shared/areas/tracking';
import { innerFolds } from '../features/innerFolds';
import { toUnits } from '../targetSpace';
import type { FitInput, Learner, Parameters } from './algorithm';
import { follow, leadFromLogUnits } from './lead';
import { answerRange, dot, linearBodySchema, linearParts, linearRows, restoreLinear, textSetting } from './linearModel';
import { parseBody, readParameter } from './parameters';

const generalisedBodySchema = linearBodySchema.extend({ transform: z.enum(['log1p', 'none']), alpha: z.number(), power: z.number() });

/** 0 leaves the choice to inner folds. */
export const alphaSetting = { standard: 0, lowest: 0, highest: 1e12 } as const;

/** Tried from strong to weak, as shares of the deviance's own scale, the mean to the power 2 - p. */
const shares = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];
const foldCount = 3;
const mostChoosingRows = 20_000;
const finely = { tolerance: 1e-10, mostSteps: 2000 };
const roughly = { tolerance: 1e-4, mostSteps: 200 };
/** The logarithm of the smallest number: the mean of rows in which nothing was sold. */
const lowestLine = -744;

/** @param powerOf variance is the mean to this power: 1 for Poisson, between 1 and 2 for sums of gamma counts with many zeros. */
export function generalisedLinear(kind: ModelKind, settings: Learner['settings'], powerOf: (parameters: Parameters) => number): Learner {
  return {
    kind,
    version: 1,
    cost: 1.5,
    settings: { ...settings, ...textSetting },
    fit(input) {
      const { target, transform, parameters } = input;
      const units = target.map((value) => toUnits(value, transform));
      if (target.some((value) => value < 0)) throw new EngineError('invalid-input', trackingMessages.refused.negativeUnits(kind), { model: kind });
      const { plan, scaling, matrix, width } = linearRows(input);
      const power = powerOf(parameters);
      const centre = mean(units) ?? 0;
      const scale = centre > 0 ? centre ** (2 - power) : 1;
      const line = new Float64Array(width + 1);
      line[width] = centre > 0 ? log(centre) : lowestLine;
      const given = readParameter(parameters, 'alpha');
      const alpha = given > 0 ? given : scale * chooseShare(matrix, width, units, power, input);
      if (centre > 0) minimiseSmooth(objective(matrix, width, units, power, alpha, Int32Array.from(units.keys())), line, finely);
      const body: z.infer<typeof generalisedBodySchema> = { plan, scaling, weights: [...line.subarray(0, width)], intercept: line[width]!, ...answerRange(target), transform, alpha, power };
      return { body, curve: null, backend: 'js' };
    },
    restore(body) {
      const saved = parseBody(generalisedBodySchema, body, kind);
      return restoreLinear(saved, (line) => follow(leadFromLogUnits(saved.transform), line));
    },
    parts(body) {
      const saved = parseBody(generalisedBodySchema, body, kind);
      return linearParts(saved, leadFromLogUnits(saved.transform));
    },
  };
}

/** Half the mean deviance without what does not depend on the line, plus the penalty; all over the deviance's own scale. The last entry of a line is its intercept. */
function objective(matrix: Float64Array, width: number, units: Float64Array, power: number, alpha: number, rows: Int32Array): (line: Float64Array, gradient: Float64Array) => number {
  let total = 0;
  for (const row of rows) total += units[row]!;
  const scale = total > 0 ? (total / rows.length) ** (2 - power) : 1;
  return (line, gradient) => {
    gradient.fill(0);
    const weights = line.subarray(0, width);
    let value = 0;
    for (const row of rows) {
      const start = row * width;
      const half = halfDeviance(units[row]!, line[width]! + dot(matrix, start, weights), power);
      value += half.value;
      for (let j = 0; j < width; j++) gradient[j]! += half.slope * matrix[start + j]!;
      gradient[width]! += half.slope;
    }
    let squares = 0;
    for (let j = 0; j <= width; j++) {
      gradient[j] = (gradient[j]! / rows.length + (j < width ? alpha * line[j]! : 0)) / scale;
      if (j < width) squares += line[j]! ** 2;
    }
    const all = (value / rows.length + (alpha / 2) * squares) / scale;
    return Number.isFinite(all) ? all : Infinity;
  };
}

/** Of one row at the logarithm `eta` of its mean, without the part of the units alone; and its slope in eta. */
function halfDeviance(units: number, eta: number, power: number): { value: number; slope: number } {
  const expected = exp((2 - power) * eta);
  const pull = power === 1 ? units : units * exp((1 - power) * eta);
  return { value: expected / (2 - power) - (power === 1 ? units * eta : pull / (1 - power)), slope: expected - pull };
}

function chooseShare(matrix: Float64Array, width: number, units: Float64Array, power: number, { groups, seed }: FitInput): number {
  if (width === 0 || units.length < 4 * foldCount) return 0.1;
  const folds = innerFolds(units.length, groups, foldCount, deriveSeed(seed, 'glm-folds'));
  const chosen = randomOrder(units.length, createRandom(deriveSeed(seed, 'glm-rows'))).slice(0, mostChoosingRows).sort();
  const losses = shares.map(() => 0);
  for (let fold = 0; fold < foldCount; fold++) {
    const rest = chosen.filter((row) => folds[row] !== fold);
    const centre = rest.reduce((sum, row) => sum + units[row]!, 0) / rest.length;
    if (!(centre > 0)) continue;
    const line = new Float64Array(width + 1);
    line[width] = log(centre);
    shares.forEach((share, i) => {
      minimiseSmooth(objective(matrix, width, units, power, share * centre ** (2 - power), rest), line, roughly);
      const weights = line.subarray(0, width);
      for (const row of chosen) if (folds[row] === fold) losses[i]! += halfDeviance(units[row]!, line[width]! + dot(matrix, row * width, weights), power).value;
    });
  }
  return shares[losses.indexOf(Math.min(...losses))]!;
}
