/** Does the model keep a promised direction? Real rows are moved through a dense grid of the column. */
import { distinctSorted, sortedNumbers } from '@engine/math';
import type { FittedModel } from '../models/algorithm';
import { predictUnits } from '../savedModel';
import { findColumn, gatherTable } from '../table';
import type { TargetTransform, TrainingTable } from '../types';

export interface MonotoneCheck {
  readonly column: string;
  /** 1: never falls as the column rises; -1: never rises. */
  readonly direction: 1 | -1;
  readonly rows: number;
  readonly points: number;
  /** Where it goes the wrong way most, in units of the target; null where it never does. */
  readonly worst: { readonly from: number; readonly to: number; readonly by: number } | null;
}

const mostValues = 100;
/** Beyond the range of training the promise must hold too. */
const beyond = 0.1;

/** Null where the column is not a number or has fewer than two values. The grid: values that occur, the middles between them, and both ends drawn out by a tenth. */
export function checkMonotone(model: FittedModel, transform: TargetTransform, table: TrainingTable, name: string, direction: 1 | -1): MonotoneCheck | null {
  const column = findColumn(table, name);
  const grid = column?.kind === 'number' ? denseGrid(column.values) : [];
  if (column?.kind !== 'number' || grid.length < 2) return null;
  const names = table.columns.map((each) => each.name);
  let worst: MonotoneCheck['worst'] = null;
  for (let row = 0; row < table.rows; row++) {
    const repeated = gatherTable(table, names, grid.length, () => new Int32Array(grid.length).fill(row));
    const moved = { ...repeated, columns: repeated.columns.map((each) => (each.name === name ? { ...column, values: Float64Array.from(grid) } : each)) };
    const answers = predictUnits(model, transform, moved, Int32Array.from(grid.keys()));
    for (let i = 1; i < grid.length; i++) {
      const by = direction * (answers[i - 1]! - answers[i]!);
      // Below this a difference is the rounding of a sum.
      if (by > 1e-9 * Math.max(Math.abs(answers[i]!), Math.abs(answers[i - 1]!)) && by > (worst?.by ?? 0)) worst = { from: grid[i - 1]!, to: grid[i]!, by };
    }
  }
  return { column: name, direction, rows: table.rows, points: grid.length, worst };
}

function denseGrid(values: Float64Array): number[] {
  const distinct = distinctSorted(sortedNumbers(values));
  const [low, high] = [distinct[0], distinct.at(-1)];
  if (low === undefined || high === undefined || low === high) return [];
  const chosen = distinct.length <= mostValues ? distinct : Array.from({ length: mostValues }, (_, i) => distinct[Math.round(((distinct.length - 1) * i) / (mostValues - 1))]!);
  const middles = chosen.slice(1).map((value, i) => (value + chosen[i]!) / 2);
  const room = (high - low) * beyond;
  return distinctSorted([low - room, ...chosen, ...middles, high + room]);
}
