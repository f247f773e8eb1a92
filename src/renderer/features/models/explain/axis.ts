/** The horizontal axis of a column that is moved: numbers to scale, anything else one place each. Pure. */
import type { Cell } from '@shared/areas/common';
import { linearScale } from '@renderer/charts/scales';
import { formatCell, formatNumber } from '@renderer/ui/format';

export interface ColumnAxis {
  /** Share of the width, 0 to 1; null where the cell is not on the axis. */
  position(cell: Cell): number | null;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Labels that fit side by side. */
const mostLabels = 8;
const longestLabel = 12;

export function columnAxis(cells: readonly Cell[]): ColumnAxis {
  const known = cells.filter((cell) => cell !== null);
  if (known.length > 0 && known.every((cell) => typeof cell === 'number')) {
    const numbers = known.map(Number);
    const scale = linearScale(numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b)), 6);
    return { position: (cell) => (typeof cell === 'number' ? scale.position(cell) : null), ticks: scale.ticks.map((tick) => ({ at: scale.position(tick), text: formatNumber(tick) })) };
  }
  const distinct = [...new Set(known)];
  const every = Math.ceil(distinct.length / mostLabels);
  const place = (i: number): number => (i + 0.5) / distinct.length;
  const text = (cell: Cell): string => {
    const whole = formatCell(cell);
    return whole.length > longestLabel ? `${whole.slice(0, longestLabel - 1)}…` : whole;
  };
  return {
    position(cell) {
      const at = distinct.findIndex((each) => each === cell);
      return at < 0 ? null : place(at);
    },
    ticks: distinct.flatMap((cell, i) => (i % every === 0 ? [{ at: place(i), text: text(cell) }] : [])),
  };
}
