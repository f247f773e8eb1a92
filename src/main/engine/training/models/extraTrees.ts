/**
 * Extremely randomised trees (Geurts, Ernst & Wehenkel 2006): as the forest, but every tree sees all rows and splits at
 * thresholds drawn at random, the best of one draw for each feature tried.
 */
import type { Learner } from './algorithm';
import { aimForest, fitForest, forestSettings } from './forest';
import { restoreTreeModel, treeParts } from './treeModel';

export const extraTreesModel: Learner = {
  kind: 'extra-trees',
  version: 2,
  cost: 1.8,
  settings: forestSettings,
  settingsFor: aimForest,
  fit: (input) => fitForest(input, { bootstrap: false, randomThresholds: true }),
  restore: (body) => restoreTreeModel(body, 'extra-trees'),
  parts: (body) => treeParts(body, 'extra-trees'),
  isOfTrees: true,
};
