/**
 * What the model answers when one column is moved and everything else is held: for each row its own line (individual
 * conditional expectation; Goldstein, Kapelner, Bleich & Pitkin 2015), and their mean (partial dependence; Friedman 2001).
 */
import type { Cell } from '@shared/areas/common';
import { quantileSorted } from '@engine/math';
import type { FittedModel } from '../models/algorithm';
import { predictUnits } from '../savedModel';
import { allRows, findColumn } from '../table';
import type { TargetTransform, TrainingTable } from '../types';
import { cellOf, gridOf, setTo, withColumn } from './grid';

/** In units of the target: the mean of the rows' lines, and their 10 % and 90 % quantiles. */
export interface Spread {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface DependencePoint extends Spread {
  readonly x: Cell;
  /** Rows of the table that have this category, or a number nearer to this point than to the others. */
  readonly rows: number;
  /** The same of the lines moved to start at 0. */
  readonly centred: Spread;
}

export interface Dependence {
  readonly column: string;
  readonly kind: 'number' | 'category';
  readonly points: readonly DependencePoint[];
  /** Some rows' own lines, chosen evenly over their means; one value a point. */
  readonly lines: readonly { readonly row: number; readonly values: readonly number[] }[];
  /** Between each point and the next: share of rows whose line rises, and falls. Empty for categories. */
  readonly steps: readonly { readonly rising: number; readonly falling: number }[];
}

const mostPoints = 20;
const mostLines = 30;

/** Null where the table lacks the column or it is empty. Every row of `table` is used: pass a sample of a few hundred. */
export function dependenceOf(model: FittedModel, transform: TargetTransform, table: TrainingTable, name: string): Dependence | null {
  const column = findColumn(table, name);
  const grid = column ? gridOf(column, mostPoints) : [];
  if (!column || grid.length === 0) return null;
  const answers = grid.map(({ value }) => predictUnits(model, transform, withColumn(table, setTo(column, value, table.rows)), allRows(table)));
  const start = answers[0]!;
  return {
    column: name,
    kind: column.kind === 'number' ? 'number' : 'category',
    points: answers.map((answer, place) => ({ x: cellOf(column, grid[place]!.value), rows: grid[place]!.rows, ...spreadOf(answer), centred: spreadOf(answer.map((value, row) => value - start[row]!)) })),
    lines: chooseLines(answers).map((row) => ({ row, values: answers.map((answer) => answer[row]!) })),
    steps: column.kind === 'number' ? answers.slice(1).map((answer, place) => signsOf(answers[place]!, answer)) : [],
  };
}

function spreadOf(answers: Float64Array): Spread {
  const sorted = answers.slice().sort();
  return { mean: answers.reduce((total, answer) => total + answer, 0) / answers.length, low: quantileSorted(sorted, 0.1)!, high: quantileSorted(sorted, 0.9)! };
}

/** Rows at evenly spaced ranks of the mean of their line. */
function chooseLines(answers: readonly Float64Array[]): number[] {
  const rows = answers[0]!.length;
  const means = Float64Array.from({ length: rows }, (_, row) => answers.reduce((total, answer) => total + answer[row]!, 0));
  const order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => means[a]! - means[b]! || a - b);
  const count = Math.min(mostLines, rows);
  return Array.from({ length: count }, (_, i) => order[count === 1 ? 0 : Math.round(((rows - 1) * i) / (count - 1))]!);
}

function signsOf(before: Float64Array, after: Float64Array): { rising: number; falling: number } {
  let rising = 0;
  let falling = 0;
  for (let row = 0; row < before.length; row++) {
    // Below this a difference is the rounding of a sum.
    const slack = 1e-9 * Math.max(Math.abs(before[row]!), Math.abs(after[row]!));
    if (after[row]! > before[row]! + slack) rising += 1;
    else if (after[row]! < before[row]! - slack) falling += 1;
  }
  return { rising: rising / before.length, falling: falling / before.length };
}
