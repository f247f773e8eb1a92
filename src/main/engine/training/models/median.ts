/** Baseline: the median of the training rows. */
import { median } from '@engine/math';
import type { Algorithm } from './algorithm';
import { fittedConstant, restoreConstant } from './constant';

export const medianModel: Algorithm = {
  kind: 'median',
  settings: {},
  fit: ({ target }) => fittedConstant(median(target) ?? 0),
  restore: (body) => restoreConstant(body, 'median'),
};
