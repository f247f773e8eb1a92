/** What linear models share: standardised features, a document, an answer kept near the training range, and how it comes apart. */
import { z } from 'zod';
import { encodeFeatures, featurePlanSchema, featureSources, fitFeaturePlan, type FeaturePlan } from '../features/featurePlan';
import { fitScaling, scalingSchema, standardise, type Scaling } from '../features/standardise';
import type { ModelParts } from '../modelParts';
import type { Encoded, FitInput, FittedModel } from './algorithm';
import type { Lead } from './lead';
import { addBySource, indexSources } from './contributions';

export const linearBodySchema = z.object({
  plan: featurePlanSchema,
  scaling: scalingSchema,
  weights: z.array(z.number()),
  intercept: z.number(),
  /** Training range of the answer in the model's space, widened; answers stay inside. */
  lowest: z.number(),
  highest: z.number(),
});
export type LinearBody = z.infer<typeof linearBodySchema>;

export interface LinearRows {
  readonly plan: FeaturePlan;
  readonly scaling: Scaling;
  /** Standardised training rows, row-major. */
  readonly matrix: Float64Array;
  readonly width: number;
}

/** Buckets that the words of texts fall into as hashed TF-IDF; none by standard, because a small table cannot bear them. */
export const textSetting = { textBuckets: { standard: 0, lowest: 0, highest: 4096, whole: true } } as const;

export function linearRows(input: FitInput): LinearRows {
  const { textBuckets } = input.parameters;
  const { plan, features } = fitFeaturePlan({ ...input, columns: input.features, view: 'linear', hashedBuckets: typeof textBuckets === 'number' ? textBuckets : 0 });
  const scaling = fitScaling(features);
  return { plan, scaling, matrix: standardise(scaling, features, input.target.length), width: features.length };
}

/** A linear model far outside its data says absurd things, above all through expm1: one range of the target beyond either end is the limit. */
export function answerRange(target: Float64Array): { lowest: number; highest: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of target) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { lowest: low - (high - low), highest: high + (high - low) };
}

/**
 * `lead` takes the line's value into the model's space; it never falls. Contributions are coefficient times distance from
 * the mean, scaled so that they add up: for a bent or cut answer that is the share of Aumann and Shapley (1974), the slope
 * averaged along the straight way from the mean to the row.
 */
export function restoreLinear({ plan, scaling, weights, intercept, lowest, highest }: LinearBody, lead: (line: number) => number = (line) => line): FittedModel {
  const width = weights.length;
  const answer = (line: number): number => Math.min(highest, Math.max(lowest, lead(line)));
  const encoded: Encoded = {
    plan,
    used: Uint8Array.from(weights, (weight) => (weight === 0 ? 0 : 1)),
    answer(features, rows) {
      const matrix = standardise(scaling, features, rows);
      const answers = new Float64Array(rows);
      for (let row = 0; row < rows; row++) answers[row] = answer(intercept + dot(matrix, row * width, weights));
      return answers;
    },
  };
  return {
    predict: (table, rows) => encoded.answer(encodeFeatures(plan, table, rows), rows.length),
    encoded,
    exact: {
      way: 'line',
      of(table, rows) {
        const matrix = standardise(scaling, encodeFeatures(plan, table, rows), rows.length);
        const sources = indexSources(featureSources(plan));
        const values = new Float64Array(rows.length * sources.columns.length);
        const shares = new Float64Array(width);
        const base = answer(intercept);
        for (let row = 0; row < rows.length; row++) {
          for (let i = 0; i < width; i++) shares[i] = weights[i]! * matrix[row * width + i]!;
          const whole = dot(matrix, row * width, weights);
          addBySource(sources, shares, whole === 0 ? 1 : (answer(intercept + whole) - base) / whole, values, row);
        }
        return { base, columns: sources.columns, values };
      },
    },
  };
}

export function linearParts({ plan, scaling, weights, intercept, lowest, highest }: LinearBody, lead: Lead = []): ModelParts {
  return { kind: 'linear', plan, scaling, weights, intercept, lead, lowest, highest };
}

export function dot(matrix: Float64Array, start: number, weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += matrix[start + i]! * weights[i]!;
  return total;
}
