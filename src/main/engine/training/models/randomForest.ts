/** Random forest (Breiman 2001): each tree learns from a bootstrap sample of the rows and looks at a random share of the features at each split. */
import type { Learner } from './algorithm';
import { aimForest, fitForest, forestSettings } from './forest';
import { restoreTreeModel, treeParts } from './treeModel';

export const randomForestModel: Learner = {
  kind: 'random-forest',
  version: 3,
  cost: 2,
  settings: forestSettings,
  settingsFor: aimForest,
  fit: (input) => fitForest(input, { bootstrap: true, randomThresholds: false }),
  restore: (body) => restoreTreeModel(body, 'random-forest'),
  parts: (body) => treeParts(body, 'random-forest'),
  isOfTrees: true,
};
