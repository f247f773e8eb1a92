/** Gradient boosted trees (Friedman 2002; Chen & Guestrin 2016; Ke et al. 2017) on histograms of binned features. */
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { boostingLoss, boostingLossNames } from '../losses/boostingLosses';
import { saveTrees } from '../trees/savedTrees';
import type { Learner } from './algorithm';
import { growEnsemble, growthSettings, prepareToGrow } from './growEnsemble';
import { gather } from '../table';
import { leadFromLogUnits } from './lead';
import { readChoice, readParameter } from './parameters';
import { restoreTreeModel, treeParts, type TreeBody } from './treeModel';

export const gradientBoostingModel: Learner = {
  kind: 'gradient-boosting',
  version: 3,
  cost: 1.2,
  settings: {
    ...growthSettings,
    loss: { standard: 'squared', choices: boostingLossNames },
    /** The share of rows below the answer, for the loss `quantile`. */
    quantile: { standard: 0.5, lowest: 0.001, highest: 0.999 },
    /** For the loss `tweedie`: the variance is the mean to this power. */
    tweediePower: { standard: 1.5, lowest: 1.01, highest: 1.99 },
  },
  fit(input) {
    const { target, parameters, transform, watch } = input;
    const loss = boostingLoss(readChoice(parameters, 'loss', boostingLossNames), { quantile: readParameter(parameters, 'quantile'), power: readParameter(parameters, 'tweediePower') }, transform);
    if (loss.logOfUnits && target.some((value) => value < 0)) throw new EngineError('invalid-input', trackingMessages.refused.negativeUnits('gradient-boosting'), { model: 'gradient-boosting' });
    const prepared = prepareToGrow(input);
    const boosted = growEnsemble(input, prepared, (places) => loss.of(places ? gather(target, places) : target), watch && loss.of(watch.target));
    const body: TreeBody = { plan: prepared.plan, trees: saveTrees(boosted.trees), base: boosted.base, weight: boosted.weight, lead: loss.logOfUnits ? leadFromLogUnits(transform) : [] };
    return { body, curve: { unit: 'tree', name: loss.curve, train: boosted.train, validation: boosted.validation }, backend: 'js' };
  },
  restore: (body) => restoreTreeModel(body, 'gradient-boosting'),
  parts: (body) => treeParts(body, 'gradient-boosting'),
  isOfTrees: true,
};
