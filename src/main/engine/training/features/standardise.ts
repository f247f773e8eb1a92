/** Mean 0 and standard deviation 1 on the training rows, as a row-major matrix. */
import { z } from 'zod';
import { sampleSd, sum } from '@engine/math';
import type { FinishedColumn } from './featureKind';

export const scalingSchema = z.object({ means: z.array(z.number()), sds: z.array(z.number()) });
export type Scaling = z.infer<typeof scalingSchema>;

/** Standardised values beyond this are cut: one wild cell must not carry a linear model away. */
export const furthest = 8;

export function fitScaling(features: readonly FinishedColumn[]): Scaling {
  return {
    means: features.map((feature) => sum(feature) / Math.max(1, feature.length)),
    sds: features.map((feature) => sampleSd(feature) || 1),
  };
}

/** Row-major, rows x features. */
export function standardise(scaling: Scaling, features: readonly FinishedColumn[], rowCount: number): Float64Array {
  const width = features.length;
  const matrix = new Float64Array(rowCount * width);
  features.forEach((feature, column) => {
    const mean = scaling.means[column]!;
    const sd = scaling.sds[column]!;
    for (let row = 0; row < rowCount; row++) matrix[row * width + column] = Math.min(furthest, Math.max(-furthest, (feature[row]! - mean) / sd));
  });
  return matrix;
}
