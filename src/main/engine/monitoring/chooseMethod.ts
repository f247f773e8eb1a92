/** Evidently's decision table (0.7.23): which test a column gets, by its type, the reference's rows and the different values of both samples. */
import type { DriftMethodName, DriftType } from '@shared/areas/monitoring';

/** Up to this many reference rows tests with p-values are used, beyond it distances. */
export const mostRowsForTests = 1000;

export function chooseMethod(type: DriftType, referenceRows: number, differentValues: number): DriftMethodName {
  const small = referenceRows <= mostRowsForTests;
  if (type === 'text') return small ? 'perc_text_content_drift' : 'abs_text_content_drift';
  if (!small) return type === 'num' && differentValues > 5 ? 'wasserstein' : 'jensenshannon';
  if (type === 'num' && differentValues > 5) return 'ks';
  return differentValues > 2 ? 'chisquare' : 'z';
}
