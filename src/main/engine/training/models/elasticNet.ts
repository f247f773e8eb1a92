/**
 * Elastic net (Zou & Hastie 2005) on standardised features: a straight line whose weights are kept small and many of them at 0.
 * The penalty with the least squared error over inner folds of the training rows is chosen; groups stay whole.
 */
import { z } from 'zod';
import { createRandom, deriveSeed, randomOrder, sampleSd } from '@engine/math';
import { innerFolds } from '../features/innerFolds';
import type { FitInput, Learner } from './algorithm';
import { createElasticNet } from './coordinateDescent';
import { answerRange, dot, linearBodySchema, linearParts, linearRows, restoreLinear, textSetting } from './linearModel';
import { parseBody, readParameter } from './parameters';

const elasticNetBodySchema = linearBodySchema.extend({ alpha: z.number(), l1Ratio: z.number() });

const foldCount = 5;
/** The path goes from the penalty at which nothing is learned down to this share of it. */
const pathSteps = 30;
const pathEnd = 1e-3;
/** A penalty is chosen on at most so many rows. */
const mostChoosingRows = 20_000;
/** Weights are settled to these shares of the target's spread. */
const settled = 1e-10;
const roughly = 1e-4;

export const elasticNetModel: Learner = {
  kind: 'elastic-net',
  version: 1,
  cost: 1.5,
  settings: {
    /** 0 leaves the choice to inner folds. */
    alpha: { standard: 0, lowest: 0, highest: 1e12 },
    l1Ratio: { standard: 0.5, lowest: 0.01, highest: 1, tune: { from: 0.05, to: 1 } },
    ...textSetting,
  },
  fit(input) {
    const { target } = input;
    const { plan, scaling, matrix, width } = linearRows(input);
    const l1Ratio = readParameter(input.parameters, 'l1Ratio');
    const given = readParameter(input.parameters, 'alpha');
    const net = createElasticNet(matrix, target, width, Int32Array.from(target.keys()));
    const spread = sampleSd(target) || 1;
    const alpha = given > 0 ? given : chooseAlpha(matrix, width, input, l1Ratio, net.largestAlpha(l1Ratio), roughly * spread);
    const weights = new Float64Array(width);
    net.solve(alpha, l1Ratio, weights, settled * spread);
    const body: z.infer<typeof elasticNetBodySchema> = { plan, scaling, weights: [...weights], intercept: net.interceptOf(weights), ...answerRange(target), alpha, l1Ratio };
    return { body, curve: null, backend: 'js' };
  },
  restore: (body) => restoreLinear(parseBody(elasticNetBodySchema, body, 'elastic-net')),
  parts: (body) => linearParts(parseBody(elasticNetBodySchema, body, 'elastic-net')),
};

function chooseAlpha(matrix: Float64Array, width: number, { target, groups, seed }: FitInput, l1Ratio: number, largest: number, tolerance: number): number {
  // Where nothing goes with the target, or there is nothing to choose on, nothing is learned.
  if (!(largest > 0) || target.length < 2 * foldCount) return largest > 0 ? largest * Math.sqrt(pathEnd) : 1;
  const path = Array.from({ length: pathSteps }, (_, step) => largest * pathEnd ** (step / (pathSteps - 1)));
  const folds = innerFolds(target.length, groups, foldCount, deriveSeed(seed, 'elastic-net-folds'));
  const chosen = randomOrder(target.length, createRandom(deriveSeed(seed, 'elastic-net-rows'))).slice(0, mostChoosingRows).sort();
  const errors = path.map(() => 0);
  for (let fold = 0; fold < foldCount; fold++) {
    const rest = chosen.filter((row) => folds[row] !== fold);
    if (rest.length === 0) continue;
    const net = createElasticNet(matrix, target, width, rest);
    const weights = new Float64Array(width);
    path.forEach((alpha, i) => {
      net.solve(alpha, l1Ratio, weights, tolerance);
      const intercept = net.interceptOf(weights);
      for (const row of chosen) if (folds[row] === fold) errors[i]! += (target[row]! - intercept - dot(matrix, row * width, weights)) ** 2;
    });
  }
  return path[errors.indexOf(Math.min(...errors))]!;
}
