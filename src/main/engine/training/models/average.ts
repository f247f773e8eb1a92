/** The mean of the members' answers in the model's space. */
import type { Combination } from './algorithm';
import { combinationParts, equalBlend, restoreCombination } from './combination';

export const averageModel: Combination = {
  kind: 'average',
  settings: {},
  blend: (answers) => equalBlend(answers.length),
  restore: (body) => restoreCombination(body, 'average'),
  parts: (body) => combinationParts(body, 'average'),
};
