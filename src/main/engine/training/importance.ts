/** Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019): how much the held-out error rises when columns are shuffled. */
import { createRandom, deriveSeed, randomOrder } from '@engine/math';
import type { FittedModel } from './models/algorithm';
import { openShuffled } from './shuffledAnswers';
import { findColumn, gatherColumn } from './table';
import type { FitOutcome, TrainingTable } from './types';

/** Held-out rows used. */
const mostRows = 500;
/** Orders a column is shuffled in, on each fold. */
const usualShuffles = 2;
/** Shuffling one column of a table takes as many cells as the table has, so time grows with the square of the columns: of wider tables only so many are measured. */
const manyColumns = 200;
const bundles = 50;
const bundlesFollowed = 5;

export interface HeldOutRows {
  readonly rows: Int32Array;
  /** In the model's space. */
  readonly target: Float64Array;
}

/**
 * Rise of the root mean square error in the model's space, mean over the shuffles, per source column, in the order given.
 * Columns the model does not use rise by 0. Of more than 200 columns bundles are shuffled first, the five that matter
 * most are split and shuffled again, and only the columns at the end of this are measured and told.
 */
export function measureImportance(model: FittedModel, table: TrainingTable, columns: readonly string[], heldOut: HeldOutRows, seed: number, shuffles = usualShuffles): FitOutcome['importance'] {
  const present = columns.filter((name) => findColumn(table, name));
  const seen = { ...table, columns: present.map((name) => findColumn(table, name)!) };
  const measured = present.length > manyColumns ? chooseColumns(model, seen, present, heldOut, seed) : present;
  const rises = shuffledRises(model, seen, measured.map((column) => [column]), heldOut, seed, shuffles);
  return rises.map((each, i) => ({ column: measured[i]!, rise: meanOf(each) }));
}

function chooseColumns(model: FittedModel, table: TrainingTable, columns: readonly string[], heldOut: HeldOutRows, seed: number): readonly string[] {
  let sets = split(columns, bundles);
  while (sets.some((set) => set.length > 1)) {
    const rises = shuffledRises(model, table, sets, heldOut, seed, 1);
    const strongest = sets.map((set, i) => ({ set, rise: rises[i]?.[0] ?? 0 })).sort((a, b) => b.rise - a.rise).slice(0, bundlesFollowed);
    sets = strongest.flatMap(({ set }) => split(set, bundles / bundlesFollowed));
  }
  const chosen = new Set(sets.flat());
  return columns.filter((name) => chosen.has(name));
}

function split(columns: readonly string[], parts: number): (readonly string[])[] {
  const size = Math.ceil(columns.length / parts);
  return Array.from({ length: Math.ceil(columns.length / size) }, (_, i) => columns.slice(i * size, (i + 1) * size));
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
  const { intact, shuffled } = openShuffled(model, takeRows(table, rows));
  const before = rootMeanSquare(intact, target);
  return sets.map((columns) => Float64Array.from({ length: shuffles }, (_, shuffle) => rootMeanSquare(shuffled(new Set(columns), orderOf(rows.length, seed, columns, shuffle)), target) - before));
}

function orderOf(rows: number, seed: number, columns: readonly string[], shuffle: number): Int32Array {
  return randomOrder(rows, createRandom(deriveSeed(seed, 'importance', ...columns, ...(shuffle === 0 ? [] : [shuffle]))));
}

function takeRows(table: TrainingTable, rows: Int32Array): TrainingTable {
  return { rows: rows.length, rowNumbers: new Int32Array(rows.length), columns: table.columns.map((column) => gatherColumn(column, rows)) };
}

function meanOf(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

function rootMeanSquare(answers: Float64Array, target: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < target.length; i++) squares += (answers[i]! - target[i]!) ** 2;
  return Math.sqrt(squares / target.length);
}
