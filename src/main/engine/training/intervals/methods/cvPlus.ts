/** CV+ (Barber, Candès, Ramdas & Tibshirani 2021): its companion, the models of the inner folds with their misses, gives the bounds itself. */
import type { IntervalMethod } from '../method';

export const cvPlusMethod: IntervalMethod = {
  name: 'cv-plus',
  companion: 'folds',
  calibrate: ({ companions }) => (companions.length === 2 ? {} : null),
  restore: () => ({ predicted, companions: [lower, upper] }) => ({ lower: lower ?? predicted, upper: upper ?? predicted }),
};
