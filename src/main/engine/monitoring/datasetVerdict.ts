/** Whether a whole table drifted: the share of its compared columns that did (Evidently's drift_share). */

export const defaultDriftShare = 0.5;

export interface DatasetVerdict {
  readonly share: number;
  readonly drifted: boolean;
}

/** No compared column means no drift and a share of 0. */
export function judgeDataset(columns: number, drifted: number, threshold: number): DatasetVerdict {
  const share = columns === 0 ? 0 : drifted / columns;
  return { share, drifted: columns > 0 && share >= threshold };
}
