/** What the distributions of a column have in common, whatever its values are. */
import type { DistributionBin, DistributionSide } from '@shared/areas/diff';
import type { TableSession } from '../../storage/tableSession';
import type { ComparedColumn, Side, Version } from './comparedColumns';

export interface Distribution {
  readonly before: DistributionSide;
  readonly after: DistributionSide;
  readonly bins: readonly DistributionBin[];
  /** Shares the distance is taken over, missing cells last; the bins where nothing is folded into a rest. */
  readonly shares: Readonly<Record<Side, readonly number[]>>;
}

export interface DistributionInput {
  readonly tables: TableSession;
  readonly column: ComparedColumn;
  readonly versions: Readonly<Record<Side, Version>>;
  /** No row and no cell of the column differs: one side is counted and stands for both. */
  readonly isSame: boolean;
  readonly signal: AbortSignal;
}

/** 0 where a version has no rows. */
export function shareOf(count: number, rows: number): number {
  return rows === 0 ? 0 : count / rows;
}
