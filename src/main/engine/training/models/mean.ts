/** Baseline: the mean of the training rows, in the model's space. */
import { mean } from '@engine/math';
import type { Algorithm } from './algorithm';
import { fittedConstant, restoreConstant } from './constant';

export const meanModel: Algorithm = {
  kind: 'mean',
  settings: {},
  fit: ({ target }) => fittedConstant(mean(target) ?? 0),
  restore: (body) => restoreConstant(body, 'mean'),
};
