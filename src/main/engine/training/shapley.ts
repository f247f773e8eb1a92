/**
 * Shapley values of one row by seeded permutation sampling (Štrumbelj & Kononenko 2014): columns are revealed in random
 * order on top of a background row, and each step's change is credited to its column. Each order is also walked backwards.
 */
import { createRandom, deriveSeed, randomOrder } from '@engine/math';
import type { FittedModel } from './models/algorithm';
import { findColumn } from './table';
import type { TrainingColumn, TrainingTable } from './types';

export interface ShapleyValues {
  /** Mean answer over the background rows, in the model's space; the same for every row explained. */
  readonly base: number;
  /** One per column, in the order given; base + sum = prediction up to rounding. */
  readonly values: readonly { readonly column: string; readonly value: number }[];
  readonly prediction: number;
}

const rowsAtOnce = 20_000;

/**
 * `row` is an index into `table`, `background` a table of typical rows with the same columns by name.
 * Columns that either lacks count as missing there. `rounds` is how often each background row is used.
 */
export function shapleyValues(
  model: FittedModel,
  columns: readonly string[],
  explained: { readonly table: TrainingTable; readonly row: number },
  background: TrainingTable,
  seed: number,
  rounds = 1,
): ShapleyValues {
  const random = createRandom(deriveSeed(seed, 'shapley'));
  const credits = new Float64Array(columns.length);
  const walks: { readonly from: number; readonly order: Int32Array }[] = [];
  for (let round = 0; round < rounds; round++) {
    for (let from = 0; from < background.rows; from++) {
      const order = randomOrder(columns.length, random);
      walks.push({ from, order }, { from, order: order.slice().reverse() });
    }
  }
  const stepsPerWalk = columns.length + 1;
  const walksAtOnce = Math.max(1, Math.floor(rowsAtOnce / stepsPerWalk));
  const joined = columns.map((name) => joinRow(name, explained, background));
  let base = 0;
  let prediction = 0;
  for (let first = 0; first < walks.length; first += walksAtOnce) {
    const part = walks.slice(first, first + walksAtOnce);
    const answers = model.predict(walkTable(joined, part, background.rows), Int32Array.from({ length: part.length * stepsPerWalk }, (_, i) => i));
    part.forEach(({ order }, walk) => {
      const start = walk * stepsPerWalk;
      base += answers[start]! / walks.length;
      prediction = answers[start + columns.length]!;
      order.forEach((column, step) => (credits[column]! += (answers[start + step + 1]! - answers[start + step]!) / walks.length));
    });
  }
  return { base, values: columns.map((column, i) => ({ column, value: credits[i]! })), prediction };
}

/** Row s of a walk has its first s columns from the explained row, the others from the background row. */
function walkTable(columns: readonly TrainingColumn[], walks: readonly { readonly from: number; readonly order: Int32Array }[], explainedAt: number): TrainingTable {
  const steps = columns.length + 1;
  const rows = walks.length * steps;
  const revealedAt = walks.map(({ order }) => {
    const steps = new Int32Array(order.length);
    order.forEach((column, step) => (steps[column] = step));
    return steps;
  });
  const picks = (column: number): Int32Array =>
    Int32Array.from({ length: rows }, (_, i) => {
      const walk = Math.floor(i / steps);
      return i % steps > revealedAt[walk]![column]! ? explainedAt : walks[walk]!.from;
    });
  return {
    rows,
    rowNumbers: new Int32Array(rows),
    columns: columns.map((column, i): TrainingColumn => {
      const from = picks(i);
      return column.kind === 'number'
        ? { ...column, values: Float64Array.from(from, (row) => column.values[row]!) }
        : { ...column, codes: Int32Array.from(from, (row) => column.codes[row]!) };
    }),
  };
}

/** The background's column with the explained row appended as its last row. */
function joinRow(name: string, explained: { readonly table: TrainingTable; readonly row: number }, background: TrainingTable): TrainingColumn {
  const own = findColumn(explained.table, name);
  const others = findColumn(background, name);
  const isText = (own?.kind ?? others?.kind) === 'text';
  const type = others?.type ?? own?.type ?? 'decimal';
  const cells = [...Array.from({ length: background.rows }, (_, row) => [others, row] as const), [own, explained.row] as const];
  if (!isText && others?.kind !== 'text') {
    return { kind: 'number', name, type, values: Float64Array.from(cells, ([column, row]) => (column?.kind === 'number' ? column.values[row]! : NaN)) };
  }
  const levels: string[] = [];
  const codes = new Int32Array(cells.length);
  cells.forEach(([column, row], i) => {
    const text = textOf(column, row);
    codes[i] = text === null ? -1 : levels.push(text) - 1;
  });
  return { kind: 'text', name, type, codes, levels };
}

function textOf(column: TrainingColumn | undefined, row: number): string | null {
  if (!column) return null;
  if (column.kind === 'text') return column.codes[row]! < 0 ? null : (column.levels[column.codes[row]!] ?? null);
  return Number.isNaN(column.values[row]!) ? null : String(column.values[row]!);
}
