/** The model's space: log1p of the target, or the target itself. No bias correction on the way back; log answers end at 0. */
import { expm1, log1p } from '@engine/math';
import type { TargetTransform } from './types';

export function toModelSpace(units: number, transform: TargetTransform): number {
  return transform === 'log1p' ? log1p(units) : units;
}

/** Never below 0 for log1p. */
export function toUnits(value: number, transform: TargetTransform): number {
  return transform === 'log1p' ? Math.max(0, expm1(value)) : value;
}
