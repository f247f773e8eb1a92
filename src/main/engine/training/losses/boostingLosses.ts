/** The losses that boosted trees can learn by: one file each, one line here. */
import { toUnits } from '../targetSpace';
import type { TargetTransform } from '../types';
import { absoluteLoss } from './absolute';
import type { Loss } from './loss';
import { quantileLoss } from './quantile';
import { squaredLoss } from './squared';
import { tweedieLoss } from './tweedie';

export interface LossSettings {
  readonly quantile: number;
  readonly power: number;
}

interface BoostingLoss {
  /** What its score is called on a curve. */
  readonly curve: string;
  /** True: learned from units that are never negative; the answer is the logarithm of their mean. */
  readonly logOfUnits: boolean;
  of(target: Float64Array, settings: LossSettings): Loss;
}

export const boostingLossNames = ['squared', 'absolute', 'quantile', 'poisson', 'tweedie'] as const;
export type BoostingLossName = (typeof boostingLossNames)[number];

const losses: Readonly<Record<BoostingLossName, BoostingLoss>> = {
  squared: { curve: 'Root mean square error', logOfUnits: false, of: (target) => squaredLoss(target) },
  absolute: { curve: 'Mean absolute error', logOfUnits: false, of: (target) => absoluteLoss(target) },
  quantile: { curve: 'Pinball loss', logOfUnits: false, of: (target, { quantile }) => quantileLoss(target, quantile) },
  poisson: { curve: 'Poisson loss', logOfUnits: true, of: (units) => tweedieLoss(units, 1) },
  tweedie: { curve: 'Tweedie loss', logOfUnits: true, of: (units, { power }) => tweedieLoss(units, power) },
};

/** For targets in the model's space. */
export function boostingLoss(name: BoostingLossName, settings: LossSettings, transform: TargetTransform): { readonly curve: string; readonly logOfUnits: boolean; of(target: Float64Array): Loss } {
  const { curve, logOfUnits, of } = losses[name];
  return { curve, logOfUnits, of: (target) => of(logOfUnits ? target.map((value) => toUnits(value, transform)) : target, settings) };
}
