/** The address of Quality: which data, which view of its rules, what is chosen there. */
import { formatAddress, type Address } from '../../app/router';

export const qualityViews = ['checks', 'columns', 'suggestions', 'versions'] as const;
export type QualityViewName = (typeof qualityViews)[number];

export interface QualityPlace {
  readonly snapshotId: string;
  readonly view: QualityViewName;
  /** Key of a check, name of a column. */
  readonly chosen: string | null;
}

export function qualityPlace(snapshotId: string, { parts, query }: Address): QualityPlace {
  return { snapshotId, view: qualityViews.find((view) => view === parts[1]) ?? 'checks', chosen: query.get('check') ?? query.get('column') };
}

export function qualityAddress({ snapshotId, view, chosen }: QualityPlace): string {
  return formatAddress('quality', view === 'checks' ? [snapshotId] : [snapshotId, view], view === 'columns' ? { column: chosen } : { check: chosen });
}
