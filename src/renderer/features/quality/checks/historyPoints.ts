/** What one check found in each version of its dataset. */
import { columnsOf, type Check } from '@shared/areas/qualitySchema';
import type { AlmanacContract } from '@shared/contract/contract';
import type { ResultOf } from '@shared/contract/endpoint';
import { sortedText } from '../draft/sortedText';

export type QualityHistory = ResultOf<AlmanacContract['quality.history']>;

export interface HistoryPoint {
  readonly number: number;
  readonly value: number;
}

/**
 * Shares of failing rows, or where `byRows` is false the figures that were judged. A version that was checked again counts
 * with its last result; the same rule is best, else one of its kind on its column.
 */
export function historyPoints(history: QualityHistory, check: Check, byRows: boolean): readonly HistoryPoint[] {
  const key = sortedText([check.check, columnsOf(check), check.args, check.condition ?? null]);
  const byVersion = new Map<number, number>();
  for (const version of history) {
    const own = version.results.find((result) => result.key === key) ?? version.results.find((result) => result.column !== null && result.column === check.column && result.check === check.check);
    const value = byRows ? own?.failureShare : own?.figure;
    if (value !== undefined && value !== null) byVersion.set(version.number, value);
  }
  return [...byVersion].map(([number, value]) => ({ number, value })).sort((a, b) => a.number - b.number);
}
