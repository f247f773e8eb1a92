/**
 * k nearest neighbours (Fix & Hodges 1951): the mean target of the training rows nearest to a row, by the distance of
 * standardised features. The model remembers its training rows, as encoded numbers; of larger tables a sample.
 */
import { z } from 'zod';
import { createRandom, deriveSeed, randomOrder } from '@engine/math';
import { EngineError } from '@shared/contract/errors';
import { fromBase64, toBase64 } from '../base64';
import { encodeFeatures, featurePlanSchema } from '../features/featurePlan';
import { scalingSchema, standardise } from '../features/standardise';
import type { ModelParts } from '../modelParts';
import type { Encoded, Learner } from './algorithm';
import { linearRows } from './linearModel';
import { parseBody, readChoice, readParameter } from './parameters';

const weightings = ['distance', 'uniform'] as const;

const bodySchema = z.object({
  plan: featurePlanSchema,
  scaling: scalingSchema,
  neighbours: z.number().int().min(1),
  weighting: z.enum(weightings),
  /** Standardised rows as float32, row-major; what is asked about is rounded the same way. */
  matrix: z.string(),
  /** Target of each remembered row in the model's space, float64. */
  answers: z.string(),
});

/** Rows beyond this are not remembered: every answer looks at all of them. */
const mostRows = 10_000;

export const nearestNeighboursModel: Learner = {
  kind: 'nearest-neighbours',
  cost: 2,
  version: 1,
  settings: {
    neighbours: { standard: 15, lowest: 1, highest: 1000, whole: true, tune: { from: 3, to: 100, scale: 'log' } },
    weighting: { standard: 'distance', choices: weightings, tune: weightings },
  },
  fit(input) {
    const { target, seed, parameters } = input;
    const { plan, scaling, matrix, width } = linearRows(input);
    const kept = randomOrder(target.length, createRandom(deriveSeed(seed, 'neighbours'))).slice(0, mostRows).sort();
    const remembered = new Float32Array(kept.length * width);
    kept.forEach((row, i) => remembered.set(matrix.subarray(row * width, (row + 1) * width), i * width));
    const body: z.infer<typeof bodySchema> = {
      plan,
      scaling,
      neighbours: readParameter(parameters, 'neighbours'),
      weighting: readChoice(parameters, 'weighting', weightings),
      matrix: toBase64(remembered),
      answers: toBase64(Float64Array.from(kept, (row) => target[row]!)),
    };
    return { body, curve: null, backend: 'js' };
  },
  restore(body) {
    const parts = open(body);
    const encoded: Encoded = {
      plan: parts.plan,
      used: new Uint8Array(parts.plan.kept.length).fill(1),
      answer(features, rows) {
        const asked = Float32Array.from(standardise(parts.scaling, features, rows));
        return Float64Array.from({ length: rows }, (_, row) => answerOf(parts, asked, row));
      },
    };
    return { exact: null, remembersRows: true, encoded, predict: (table, rows) => encoded.answer(encodeFeatures(parts.plan, table, rows), rows.length) };
  },
  parts: open,
};

type Neighbours = Extract<ModelParts, { kind: 'neighbours' }>;

function open(body: unknown): Neighbours {
  const saved = parseBody(bodySchema, body, 'nearest-neighbours');
  const matrix = new Float32Array(fromBase64(saved.matrix, 4));
  const answers = new Float64Array(fromBase64(saved.answers, 8));
  const { plan, scaling, weighting } = saved;
  if (answers.length === 0 || matrix.length !== answers.length * plan.kept.length || scaling.means.length !== plan.kept.length) {
    throw new EngineError('corrupt-store', 'The saved neighbours do not fit together. The model file was damaged; train the model again.');
  }
  return { kind: 'neighbours', plan, scaling, weighting, matrix, answers, neighbours: Math.min(saved.neighbours, answers.length) };
}

/** Of rows equally far the earlier ones are taken. Where some are no distance away, these alone answer, as in scikit-learn. */
function answerOf({ matrix, answers, neighbours, weighting, plan }: Neighbours, asked: Float32Array, row: number): number {
  const { nearest, squares } = findNearest(matrix, asked.subarray(row * plan.kept.length, (row + 1) * plan.kept.length), answers.length, neighbours);
  const same = squares[0] === 0;
  let total = 0;
  let weights = 0;
  for (let i = 0; i < neighbours; i++) {
    const square = squares[i]!;
    const weight = weighting === 'uniform' ? 1 : same ? Number(square === 0) : 1 / Math.sqrt(square);
    total += weight * answers[nearest[i]!]!;
    weights += weight;
  }
  return total / weights;
}

/** Squared distances of the nearest, ascending. A row is given up as soon as it is further than the last of them. */
function findNearest(matrix: Float32Array, asked: Float32Array, rows: number, count: number): { nearest: Int32Array; squares: Float64Array } {
  const nearest = new Int32Array(count).fill(-1);
  const squares = new Float64Array(count).fill(Infinity);
  const width = asked.length;
  for (let row = 0, start = 0; row < rows; row++, start += width) {
    const limit = squares[count - 1]!;
    let square = 0;
    for (let i = 0; i < width && square < limit; i++) {
      const off = matrix[start + i]! - asked[i]!;
      square += off * off;
    }
    if (square >= limit) continue;
    let place = count - 1;
    for (; place > 0 && squares[place - 1]! > square; place--) {
      squares[place] = squares[place - 1]!;
      nearest[place] = nearest[place - 1]!;
    }
    squares[place] = square;
    nearest[place] = row;
  }
  return { nearest, squares };
}
