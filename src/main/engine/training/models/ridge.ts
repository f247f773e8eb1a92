/**
 * Ridge regression on standardised features (Hoerl & Kennard 1970): minimises |y - Xw|² + penalty * |w|², the intercept
 * free. The penalty with the least squared error over inner folds of the training rows is chosen; groups stay whole.
 */
import { z } from 'zod';
import { choleskySolve, deriveSeed, mean } from '@engine/math';
import { innerFolds } from '../features/innerFolds';
import type { Learner } from './algorithm';
import { answerRange, dot, linearBodySchema, linearParts, linearRows, restoreLinear, textSetting } from './linearModel';
import { readParameter, parseBody } from './parameters';
import { wideRidge, type WideRidge } from './wideRidge';

const ridgeBodySchema = linearBodySchema.extend({ penalty: z.number() });

const penalties = [0.1, 1, 10, 30, 100, 300, 1000, 3000, 10_000];
const foldCount = 5;

export const ridgeModel: Learner = {
  kind: 'ridge',
  version: 2,
  cost: 1,
  /** A penalty of 0 leaves the choice to inner folds. */
  settings: { penalty: { standard: 0, lowest: 0, highest: 1e12 }, ...textSetting },
  fit(input) {
    const { target, seed } = input;
    const { plan, scaling, matrix, width } = linearRows(input);
    const given = readParameter(input.parameters, 'penalty');
    const folds = innerFolds(target.length, input.groups, foldCount, deriveSeed(seed, 'ridge-folds'));
    const wide = width >= wideFrom && width > target.length ? wideRidge(matrix, target, width) : null;
    const { penalty, weights } = wide ? solveWide(wide) : solveNarrow();
    const intercept = mean(target) ?? 0;
    const body: z.infer<typeof ridgeBodySchema> = { plan, scaling, weights: [...weights], intercept, ...answerRange(target), penalty };
    return { body, curve: null, backend: 'js' };

    function solveWide(rows: WideRidge): { penalty: number; weights: Float64Array } {
      const chosen = given > 0 ? given : chooseWidePenalty(rows, target.length, folds);
      return { penalty: chosen, weights: rows.weights(chosen) };
    }

    function solveNarrow(): { penalty: number; weights: Float64Array } {
      const all = momentsOf(matrix, target, width, Int32Array.from(target.keys()));
      const chosen = given > 0 ? given : choosePenalty(matrix, target, width, folds, all);
      return { penalty: chosen, weights: width === 0 ? new Float64Array(0) : solveRidge(all, width, chosen).weights };
    }
  },
  restore: (body) => restoreLinear(parseBody(ridgeBodySchema, body, 'ridge')),
  parts: (body) => linearParts(parseBody(ridgeBodySchema, body, 'ridge')),
};

interface Moments {
  /** X'X, row-major; X'y; column sums; rows; sum of y. */
  readonly gram: Float64Array;
  readonly cross: Float64Array;
  readonly sums: Float64Array;
  readonly rows: number;
  readonly total: number;
}

function momentsOf(matrix: Float64Array, target: Float64Array, width: number, rows: Int32Array): Moments {
  const gram = new Float64Array(width * width);
  const cross = new Float64Array(width);
  const sums = new Float64Array(width);
  let total = 0;
  for (const row of rows) {
    const start = row * width;
    const units = target[row]!;
    total += units;
    for (let i = 0; i < width; i++) {
      const value = matrix[start + i]!;
      sums[i]! += value;
      cross[i]! += value * units;
    }
  }
  // Rows are added in their order, four of them in one pass over the moments.
  let place = 0;
  for (; place + 3 < rows.length; place += 4) {
    const [a, b, c, d] = [rows[place]! * width, rows[place + 1]! * width, rows[place + 2]! * width, rows[place + 3]! * width];
    for (let i = 0, at = 0; i < width; i++, at += width) {
      const [first, second, third, fourth] = [matrix[a + i]!, matrix[b + i]!, matrix[c + i]!, matrix[d + i]!];
      for (let j = 0; j <= i; j++) gram[at + j] = gram[at + j]! + first * matrix[a + j]! + second * matrix[b + j]! + third * matrix[c + j]! + fourth * matrix[d + j]!;
    }
  }
  for (; place < rows.length; place++) {
    const start = rows[place]! * width;
    for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) gram[i * width + j]! += matrix[start + i]! * matrix[start + j]!;
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) gram[j * width + i] = gram[i * width + j]!;
  return { gram, cross, sums, rows: rows.length, total };
}

/** Centres the moments, adds the penalty, solves. */
function solveRidge(moments: Moments, width: number, penalty: number): { weights: Float64Array; intercept: number } {
  const { rows, sums, total } = moments;
  const matrix = new Float64Array(width * width);
  const right = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    right[i] = moments.cross[i]! - (sums[i]! * total) / rows;
    for (let j = 0; j < width; j++) matrix[i * width + j] = moments.gram[i * width + j]! - (sums[i]! * sums[j]!) / rows;
    matrix[i * width + i]! += penalty;
  }
  const weights = choleskySolve(matrix, right, width);
  let intercept = total / rows;
  for (let i = 0; i < width; i++) intercept -= (weights[i]! * sums[i]!) / rows;
  return { weights, intercept };
}

/** From so many features (or rows, where there are fewer of them) on the factor, which costs their cube for each penalty and fold, is worth sparing: fewer of both are tried. */
const wideFrom = 400;

function worthTrying(size: number): { readonly candidates: readonly number[]; readonly tried: number } {
  return size < wideFrom ? { candidates: penalties, tried: foldCount } : { candidates: penalties.filter((_, i) => i % 3 === 1), tried: 2 };
}

function chooseWidePenalty(wide: WideRidge, rows: number, folds: Int32Array): number {
  const { candidates, tried } = worthTrying(rows);
  if (rows < 2 * foldCount) return 10;
  const parts = Array.from({ length: tried }, (_, fold) => [folds.map((_fold, row) => row).filter((row) => folds[row] !== fold), folds.map((_fold, row) => row).filter((row) => folds[row] === fold)] as const);
  const errors = candidates.map((penalty) => parts.reduce((sum, [inside, outside]) => (inside.length === 0 ? sum : sum + wide.errorOf(inside, outside, penalty)), 0));
  return candidates[errors.indexOf(Math.min(...errors))]!;
}

function choosePenalty(matrix: Float64Array, target: Float64Array, width: number, folds: Int32Array, all: Moments): number {
  const { candidates, tried } = worthTrying(width);
  const errors = candidates.map(() => 0);
  if (width === 0 || target.length < 2 * foldCount) return 10;
  for (let fold = 0; fold < tried; fold++) {
    const left = Int32Array.from(target.keys()).filter((row) => folds[row] === fold);
    const rest = subtract(all, momentsOf(matrix, target, width, left));
    if (rest.rows === 0) continue;
    candidates.forEach((penalty, i) => {
      const { weights, intercept } = solveRidge(rest, width, penalty);
      for (const row of left) errors[i]! += (target[row]! - intercept - dot(matrix, row * width, weights)) ** 2;
    });
  }
  return candidates[errors.indexOf(Math.min(...errors))]!;
}

function subtract(all: Moments, part: Moments): Moments {
  return {
    gram: all.gram.map((value, i) => value - part.gram[i]!),
    cross: all.cross.map((value, i) => value - part.cross[i]!),
    sums: all.sums.map((value, i) => value - part.sums[i]!),
    rows: all.rows - part.rows,
    total: all.total - part.total,
  };
}
