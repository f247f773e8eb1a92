/** The companions a model can have: one file each, one line here. */
import type { IntervalMethodName } from '@shared/areas/intervals';
import type { ModelKind } from '@shared/areas/tracking';
import { fitNeeds, findLearner } from '../../models/models';
import { intervalMethodOf } from '../methods/methods';
import type { CompanionKind, CompanionName } from './companion';
import { difficultyCompanion } from './difficulty';
import { foldsCompanion } from './folds';
import { quantilesCompanion } from './quantiles';

export const companionOf: Readonly<Record<CompanionName, CompanionKind>> = { difficulty: difficultyCompanion, quantiles: quantilesCompanion, folds: foldsCompanion };

/** The companion that the method needs and the kind of model can have; null where there is none. */
export function companionFor(method: IntervalMethodName, model: ModelKind): CompanionName | null {
  const { companion } = intervalMethodOf[method];
  return companion !== null && fitNeeds(model) && companionOf[companion].suits(findLearner(model)) ? companion : null;
}
