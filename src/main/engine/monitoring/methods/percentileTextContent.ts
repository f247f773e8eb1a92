/** Text drift for small samples: the classifier's AUC against that of random rankings. The threshold is the share of those it must beat. */
import { randomAreaQuantile, tellTextsApart } from '../text/domainClassifier';
import type { TextMethod } from './method';

export const percentileTextContent: TextMethod = {
  name: 'perc_text_content_drift',
  takes: 'texts',
  types: ['text'],
  threshold: 0.95,
  measure: 'distance',
  judge(sample, threshold) {
    const { auc, isCurrent } = tellTextsApart(sample);
    return { score: auc, drifted: auc > randomAreaQuantile(isCurrent, threshold) };
  },
};
