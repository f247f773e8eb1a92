/** Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019): how much the held-out error rises when one column is shuffled. */
import { createRandom, deriveSeed, randomOrder } from '@engine/math';
import type { FittedModel } from './models/algorithm';
import { findColumn, gatherTable } from './table';
import type { FitOutcome, TrainingTable } from './types';

/** Held-out rows used, and rows scored in one go. */
const mostRows = 500;
const rowsAtOnce = 20_000;

/** Rise of the root mean square error in the model's space, per source column, in the order given. Columns the model does not use rise by 0. */
export function measureImportance(
  model: FittedModel,
  table: TrainingTable,
  columns: readonly string[],
  heldOut: { readonly rows: Int32Array; readonly target: Float64Array },
  seed: number,
): FitOutcome['importance'] {
  const present = columns.filter((name) => findColumn(table, name));
  const chosen = randomOrder(heldOut.rows.length, createRandom(deriveSeed(seed, 'importance-rows'))).slice(0, mostRows);
  const rows = chosen.map((i) => heldOut.rows[i]!);
  const target = Float64Array.from(chosen, (i) => heldOut.target[i]!);
  if (rows.length === 0) return [];
  const intact = rootMeanSquare(model.predict(table, rows), 0, target);
  const columnsAtOnce = Math.max(1, Math.floor(rowsAtOnce / rows.length));
  const importance: { column: string; rise: number }[] = [];
  for (let first = 0; first < present.length; first += columnsAtOnce) {
    const part = present.slice(first, first + columnsAtOnce);
    const answers = predictShuffled(model, table, present, part, rows, seed);
    part.forEach((column, i) => importance.push({ column, rise: rootMeanSquare(answers, i * rows.length, target) - intact }));
  }
  return importance;
}

/** One block of rows per shuffled column, stacked into one table. */
function predictShuffled(model: FittedModel, table: TrainingTable, columns: readonly string[], shuffled: readonly string[], rows: Int32Array, seed: number): Float64Array {
  const total = shuffled.length * rows.length;
  const intact = Int32Array.from({ length: total }, (_, i) => rows[i % rows.length]!);
  const stacked = gatherTable(table, columns, total, (column) => {
    const block = shuffled.indexOf(column);
    if (block < 0) return intact;
    const mixed = intact.slice();
    const order = randomOrder(rows.length, createRandom(deriveSeed(seed, 'importance', column)));
    for (let i = 0; i < rows.length; i++) mixed[block * rows.length + i] = rows[order[i]!]!;
    return mixed;
  });
  return model.predict(stacked, Int32Array.from({ length: total }, (_, row) => row));
}

function rootMeanSquare(answers: Float64Array, start: number, target: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < target.length; i++) squares += (answers[start + i]! - target[i]!) ** 2;
  return Math.sqrt(squares / target.length);
}
