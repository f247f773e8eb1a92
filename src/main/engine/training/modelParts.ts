/** What a saved model is made of, for those who write it in another tool's form or explain it exactly. */
import type { FeaturePlan } from './features/featurePlan';
import type { Scaling } from './features/standardise';
import type { Blend } from './models/algorithm';
import type { Lead } from './models/lead';
import { algorithms } from './models/models';
import type { Layers } from './models/network';
import type { TreeEnsemble } from './trees/treeEnsemble';
import type { SavedModel } from './types';

/** All answers are on the model's own scale. */
export type ModelParts =
  | { readonly kind: 'constant'; readonly value: number }
  /** The value of the row's group; `overall` for other groups, and everywhere where `column` is null. */
  | { readonly kind: 'groups'; readonly column: string | null; readonly overall: number; readonly groups: readonly (readonly [string, number])[] }
  /** intercept + sum of weights * standardised features, led through `lead` in order, kept between lowest and highest. */
  | { readonly kind: 'linear'; readonly plan: FeaturePlan; readonly scaling: Scaling; readonly weights: readonly number[]; readonly intercept: number; readonly lead: Lead; readonly lowest: number; readonly highest: number }
  /** Mean answer of the nearest remembered rows; `matrix` holds their standardised features, row-major. */
  | { readonly kind: 'neighbours'; readonly plan: FeaturePlan; readonly scaling: Scaling; readonly matrix: Float32Array; readonly answers: Float64Array; readonly neighbours: number; readonly weighting: 'distance' | 'uniform' }
  /** base + weight * sum over trees, led through `lead` in order; or the median over the trees, where `answer` says so. */
  | { readonly kind: 'trees'; readonly plan: FeaturePlan; readonly trees: TreeEnsemble; readonly base: number; readonly weight: number; readonly lead: Lead; readonly answer: 'mean' | 'median' }
  /** Of the cuts the mean, the median or the likeliest, by the chances that a normal value of this spread around the latent answer lies in each step. */
  | { readonly kind: 'steps'; readonly latent: Extract<ModelParts, { kind: 'trees' }>; readonly cuts: readonly number[]; readonly spread: number; readonly answer: 'mean' | 'median' | 'likeliest' }
  /** centre + spread * mean over the networks' answers to standardised features, led through `lead` in order, kept between lowest and highest. */
  | { readonly kind: 'network'; readonly plan: FeaturePlan; readonly scaling: Scaling; readonly networks: readonly Layers[]; readonly centre: number; readonly spread: number; readonly lead: Lead; readonly lowest: number; readonly highest: number }
  | ({ readonly kind: 'combination'; readonly members: readonly ModelParts[] } & Blend);

/** Throws `corrupt-store` where the document is not one of its kind. */
export function modelParts({ kind, body }: Pick<SavedModel, 'kind' | 'body'>): ModelParts {
  return algorithms[kind].parts(body);
}
