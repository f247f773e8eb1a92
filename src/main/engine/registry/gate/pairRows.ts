/** The compute task that finds, for each held-out row of a candidate, an honest answer of the champion: by row, else by content. */
import type { TrainingTable } from '../../training/types';

export interface PairTask {
  readonly candidate: RowSide;
  readonly against: RowSide & {
    /** True where it has a held-out answer for the row. */
    readonly answered: Uint8Array;
  };
  /** Both sides are versions of the same snapshot, so equal row numbers are the same row. */
  readonly sameSnapshot: boolean;
}

export interface RowSide {
  readonly rowNumbers: Int32Array;
  readonly actual: Float64Array;
  /** The columns the champion reads, in the same order on both sides. */
  readonly table: TrainingTable;
}

/** Answered by the champion's final model: it has not learned from such a row. */
export const newRow = -1;
/** It has learned from a row like this and has no held-out answer for it. */
export const learnedRow = -2;

/** For each row of the candidate the champion's row whose held-out answer stands for it, or `newRow` or `learnedRow`. */
export function pairRowsTask({ candidate, against, sameSnapshot }: PairTask): Int32Array {
  const byNumber = new Map<number, number>();
  if (sameSnapshot) against.rowNumbers.forEach((number, row) => byNumber.set(number, row));
  const contentOf = keyMaker(candidate);
  const byContent = new Map<string, number>();
  const keyOfAgainst = keyMaker(against);
  against.rowNumbers.forEach((_, row) => {
    const key = keyOfAgainst(row);
    // Of rows with the same content one that has a held-out answer stands for them.
    if (!byContent.has(key) || against.answered[byContent.get(key) ?? 0] === 0) byContent.set(key, row);
  });
  return Int32Array.from(candidate.rowNumbers, (number, row) => {
    const found = byNumber.get(number) ?? byContent.get(contentOf(row));
    if (found === undefined) return newRow;
    return against.answered[found] === 1 ? found : learnedRow;
  });
}

/** Features and target as one text; a missing value is unlike any other. */
function keyMaker({ actual, table }: RowSide): (row: number) => string {
  return (row) => {
    const cells = table.columns.map((column) => {
      if (column.kind === 'number') return column.values[row]!;
      const code = column.codes[row]!;
      return code < 0 ? null : (column.levels[code] ?? null);
    });
    // NaN, which JSON has no word for, is a missing number; a missing text is null as well but in another column.
    return JSON.stringify([actual[row], ...cells]);
  };
}
