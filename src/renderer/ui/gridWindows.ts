/**
 * Rows of a large table, fetched in windows of 200 and forgotten again: at most `maxWindows` are held,
 * so a table of a million rows costs the window a few thousand.
 */
import type { Cell } from '@shared/areas/common';
import { decimalsOfColumn } from './format';

export const windowSize = 200;
const maxWindows = 24;

export interface GridPage {
  readonly total: number;
  readonly rows: readonly (readonly Cell[])[];
  /** What stands in the row head, such as the row's number in the file. */
  readonly rowNumbers: readonly number[];
}

export interface GridRow {
  readonly cells: readonly Cell[];
  readonly rowNumber: number;
}

export type LoadPage = (offset: number, limit: number) => Promise<GridPage>;

export interface GridWindows {
  /** The row, or undefined while its window is not here. */
  row(index: number): GridRow | undefined;
  /** Fetches what is missing between two row indexes. */
  want(from: number, to: number): void;
  total(): number | null;
  /** Decimals that the numbers of a column of the first rows need, at most 4; 0 for others. */
  decimals(cellIndex: number): number;
  highestRowNumber(): number;
  error(): unknown;
  retry(): void;
  close(): void;
}

export function createGridWindows(load: LoadPage, onChange: () => void): GridWindows {
  const windows = new Map<number, GridPage>();
  const pending = new Set<number>();
  let total: number | null = null;
  let failure: unknown = null;
  let closed = false;
  let decimalsByCell: readonly number[] = [];
  let highestRowNumber = 0;

  function fetchWindow(number: number): void {
    if (pending.has(number) || failure !== null) return;
    pending.add(number);
    load(number * windowSize, windowSize).then(
      (page) => {
        pending.delete(number);
        if (closed) return;
        windows.set(number, page);
        if (total === null) decimalsByCell = decimalsOf(page.rows);
        total = page.total;
        highestRowNumber = page.rowNumbers.reduce((most, row) => Math.max(most, row), highestRowNumber);
        forgetOldest();
        onChange();
      },
      (error: unknown) => {
        pending.delete(number);
        if (closed) return;
        failure = error;
        onChange();
      },
    );
  }

  function forgetOldest(): void {
    for (const number of windows.keys()) {
      if (windows.size <= maxWindows) return;
      windows.delete(number);
    }
  }

  return {
    row(index) {
      const page = windows.get(Math.floor(index / windowSize));
      const cells = page?.rows[index % windowSize];
      return page && cells ? { cells, rowNumber: page.rowNumbers[index % windowSize] ?? index + 1 } : undefined;
    },
    want(from, to) {
      for (let number = Math.floor(Math.max(0, from) / windowSize); number <= Math.floor(Math.max(0, to) / windowSize); number += 1) {
        const held = windows.get(number);
        if (held) {
          // Seen again: the last to be forgotten.
          windows.delete(number);
          windows.set(number, held);
        } else if (total === null ? number === 0 : number * windowSize < total) {
          fetchWindow(number);
        }
      }
    },
    total: () => total,
    decimals: (cellIndex) => decimalsByCell[cellIndex] ?? 0,
    highestRowNumber: () => highestRowNumber,
    error: () => failure,
    retry() {
      failure = null;
      onChange();
    },
    close() {
      closed = true;
    },
  };
}

function decimalsOf(rows: readonly (readonly Cell[])[]): readonly number[] {
  return (rows[0] ?? []).map((_, index) => decimalsOfColumn(rows.map((cells) => cells[index] ?? null)));
}
