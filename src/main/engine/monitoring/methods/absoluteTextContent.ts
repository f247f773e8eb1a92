/** Text drift: how well a linear classifier tells reference from current texts, against a fixed AUC. */
import { tellTextsApart } from '../text/domainClassifier';
import type { TextMethod } from './method';

export const absoluteTextContent: TextMethod = {
  name: 'abs_text_content_drift',
  takes: 'texts',
  types: ['text'],
  threshold: 0.55,
  measure: 'distance',
  judge(sample, threshold) {
    const { auc } = tellTextsApart(sample);
    return { score: auc, drifted: auc > threshold };
  },
};
