/** Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019): how much the held-out error rises when columns are shuffled. */
import { createRandom, deriveSeed, randomOrder } from '@engine/math';
import type { FittedModel } from './models/algorithm';
import { findColumn, gatherTable } from './table';
import type { FitOutcome, TrainingTable } from './types';

/** Held-out rows used, and rows scored in one go. */
const mostRows = 500;
const rowsAtOnce = 20_000;

export interface HeldOutRows {
  readonly rows: Int32Array;
  /** In the model's space. */
  readonly target: Float64Array;
}

/** Rise of the root mean square error in the model's space, per source column, in the order given. Columns the model does not use rise by 0. */
export function measureImportance(model: FittedModel, table: TrainingTable, columns: readonly string[], heldOut: HeldOutRows, seed: number, shuffles = 1): FitOutcome['importance'] {
  const present = columns.filter((name) => findColumn(table, name));
  const seen = { ...table, columns: table.columns.filter(({ name }) => present.includes(name)) };
  const rises = shuffledRises(model, seen, present.map((column) => [column]), heldOut, seed, shuffles);
  return rises.map((each, i) => ({ column: present[i]!, rise: meanOf(each) }));
}

/**
 * For each set of columns the rise with each of `shuffles` orders; the columns of a set are shuffled together, by the same
 * order, so that near copies cannot stand in for each other. Empty without held-out rows.
 */
export function shuffledRises(model: FittedModel, table: TrainingTable, sets: readonly (readonly string[])[], heldOut: HeldOutRows, seed: number, shuffles: number): Float64Array[] {
  const chosen = randomOrder(heldOut.rows.length, createRandom(deriveSeed(seed, 'importance-rows'))).slice(0, mostRows);
  const rows = chosen.map((i) => heldOut.rows[i]!);
  const target = Float64Array.from(chosen, (i) => heldOut.target[i]!);
  if (rows.length === 0) return [];
  const intact = rootMeanSquare(model.predict(table, rows), 0, target);
  const rises = sets.map(() => new Float64Array(shuffles));
  const blocks = sets.flatMap((columns, set) => Array.from({ length: shuffles }, (_, shuffle) => ({ columns: new Set(columns), set, shuffle, order: orderOf(rows.length, seed, columns, shuffle) })));
  const blocksAtOnce = Math.max(1, Math.floor(rowsAtOnce / rows.length));
  for (let first = 0; first < blocks.length; first += blocksAtOnce) {
    const part = blocks.slice(first, first + blocksAtOnce);
    const answers = predictShuffled(model, table, part, rows);
    part.forEach(({ set, shuffle }, i) => (rises[set]![shuffle] = rootMeanSquare(answers, i * rows.length, target) - intact));
  }
  return rises;
}

interface Block {
  readonly columns: ReadonlySet<string>;
  readonly order: Int32Array;
}

function orderOf(rows: number, seed: number, columns: readonly string[], shuffle: number): Int32Array {
  return randomOrder(rows, createRandom(deriveSeed(seed, 'importance', ...columns, ...(shuffle === 0 ? [] : [shuffle]))));
}

/** One block of rows per shuffle, stacked into one table. */
function predictShuffled(model: FittedModel, table: TrainingTable, blocks: readonly Block[], rows: Int32Array): Float64Array {
  const total = blocks.length * rows.length;
  const intact = Int32Array.from({ length: total }, (_, i) => rows[i % rows.length]!);
  const stacked = gatherTable(table, table.columns.map(({ name }) => name), total, (column) => {
    if (!blocks.some(({ columns }) => columns.has(column))) return intact;
    const mixed = intact.slice();
    blocks.forEach(({ columns, order }, block) => {
      if (columns.has(column)) for (let i = 0; i < rows.length; i++) mixed[block * rows.length + i] = rows[order[i]!]!;
    });
    return mixed;
  });
  return model.predict(stacked, Int32Array.from({ length: total }, (_, row) => row));
}

function meanOf(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

function rootMeanSquare(answers: Float64Array, start: number, target: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < target.length; i++) squares += (answers[start + i]! - target[i]!) ** 2;
  return Math.sqrt(squares / target.length);
}
