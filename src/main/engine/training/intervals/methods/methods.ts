/** The ways to a range: one file each, one line here. */
import type { IntervalMethodName } from '@shared/areas/intervals';
import type { IntervalMethod } from '../method';
import { byCategoryMethod } from './byCategory';
import { bySizeMethod } from './bySize';
import { byStepMethod } from './byStep';
import { cvPlusMethod } from './cvPlus';
import { normalisedMethod } from './normalised';
import { quantilesMethod } from './quantiles';
import { signedMethod } from './signed';
import { splitMethod } from './split';

export const intervalMethodOf: Readonly<Record<IntervalMethodName, IntervalMethod>> = {
  split: splitMethod,
  signed: signedMethod,
  'by-size': bySizeMethod,
  'by-step': byStepMethod,
  'by-category': byCategoryMethod,
  normalised: normalisedMethod,
  quantiles: quantilesMethod,
  'cv-plus': cvPlusMethod,
};
