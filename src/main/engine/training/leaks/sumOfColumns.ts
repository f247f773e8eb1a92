/** Columns that add to another, or to the target: whoever knows the parts knows the total. */
import type { Suspicion } from '@shared/areas/tracking';
import { choleskySolve } from '@engine/math';
import { leakMessages } from '@shared/messages/leaks';
import { findColumn, numbersOf } from '../table';
import type { NumberColumn } from '../types';
import { isMeasure, type LeakDetector, type LeakStudy } from './study';

/** Rows in which the sum must hold exactly. */
const nearlyAll = 0.98;
const mostParts = 12;
/** Of very wide tables nobody adds up columns; pairs of columns would be too many to try. */
const mostMeasures = 200;
const fewestRows = 20;
const firstLook = 60;
/** A part is never larger than its total; single wrong cells are allowed. */
const belowTotal = 0.98;

export const sumOfColumns: LeakDetector = {
  kind: 'sum',
  look(study, { column, name }): Suspicion | null {
    if (!isMeasure(column)) return null;
    const { target } = study;
    const toTarget = partsOf(study, target);
    if (toTarget?.includes(name)) return { kind: 'sum', accuses: true, sentence: leakMessages.sum.partOfTarget(name, target, toTarget), evidence: { parts: toTarget.length }, partners: toTarget.filter((part) => part !== name) };
    const parts = partsOf(study, name);
    if (parts) return { kind: 'sum', accuses: false, sentence: leakMessages.sum.total(name, parts), evidence: { parts: parts.length }, partners: [...parts] };
    const total = totalsFor(study, name);
    return total && { kind: 'sum', accuses: false, sentence: leakMessages.sum.part(name, total.total, total.parts), evidence: { parts: total.parts.length }, partners: [total.total] };
  },
};

const remembered = new WeakMap<LeakStudy, Map<string, readonly string[] | null>>();

/** Two or more columns that add exactly to the one named, or null. Remembered: every part asks for the same total. */
function partsOf(study: LeakStudy, total: string): readonly string[] | null {
  const known = remembered.get(study) ?? new Map<string, readonly string[] | null>();
  remembered.set(study, known);
  if (!known.has(total)) known.set(total, findParts(study, total));
  return known.get(total) ?? null;
}

function totalsFor(study: LeakStudy, part: string): { total: string; parts: readonly string[] } | null {
  const { table, rows } = study;
  const values = numbersOf(findColumn(table, part), rows);
  for (const column of summands(study)) {
    const { name } = column;
    if (name === part || !mayBePart(values, numbersOf(column, rows))) continue;
    const parts = partsOf(study, name);
    if (parts?.includes(part)) return { total: name, parts };
  }
  return null;
}

/** None where nobody would add up columns. */
function summands({ measures }: LeakStudy): readonly NumberColumn[] {
  return measures.length > mostMeasures ? [] : measures;
}

/**
 * Least squares of the total on the columns that never exceed it; those whose factor is 1 are the parts, if they then add to the
 * total in nearly every row. With whole factors least squares is exact, so no search over subsets is needed.
 */
function findParts(study: LeakStudy, total: string): readonly string[] | null {
  const { table, rows } = study;
  const goal = numbersOf(findColumn(table, total), rows);
  const candidates = summands(study)
    .filter(({ name }) => name !== total)
    .map((column) => ({ name: column.name, values: numbersOf(column, rows) }))
    .filter(({ values }) => mayBePart(values, goal));
  if (candidates.length < 2) return null;
  const complete = [...rows.keys()].filter((i) => Number.isFinite(goal[i]!) && candidates.every(({ values }) => Number.isFinite(values[i]!)));
  if (complete.length < Math.max(fewestRows, 2 * candidates.length)) return null;
  const factors = leastSquares(candidates.map(({ values }) => complete.map((i) => values[i]!)), complete.map((i) => goal[i]!));
  const parts = candidates.filter((_, at) => Math.abs((factors[at] ?? 0) - 1) < 0.02);
  if (parts.length < 2 || parts.length > mostParts) return null;
  const present = [...rows.keys()].filter((i) => Number.isFinite(goal[i]!) && parts.every(({ values }) => Number.isFinite(values[i]!)));
  const exact = present.filter((i) => Math.abs(parts.reduce((sum, { values }) => sum + values[i]!, 0) - goal[i]!) <= 1e-6 * Math.max(1, Math.abs(goal[i]!)));
  // A part that is 0 nearly everywhere would make any column a sum.
  const moved = parts.every(({ values }) => present.filter((i) => values[i] !== 0).length >= 0.005 * present.length);
  return moved && exact.length >= nearlyAll * present.length ? parts.map(({ name }) => name) : null;
}

function mayBePart(values: Float64Array, total: Float64Array): boolean {
  const fits = (from: number): boolean => {
    let compared = 0;
    let below = 0;
    for (let i = 0; i < values.length; i += from) {
      if (!Number.isFinite(values[i]!) || !Number.isFinite(total[i]!)) continue;
      compared += 1;
      if (values[i]! >= 0 && values[i]! <= total[i]!) below += 1;
    }
    return compared > 0 && below >= belowTotal * compared;
  };
  return fits(Math.max(1, Math.floor(values.length / firstLook))) && fits(1);
}

function leastSquares(columns: readonly (readonly number[])[], goal: readonly number[]): Float64Array {
  const size = columns.length;
  const scales = columns.map((column) => Math.sqrt(column.reduce((sum, value) => sum + value * value, 0)) || 1);
  const products = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const product = columns[a]!.reduce((sum, value, i) => sum + value * columns[b]![i]!, 0) / (scales[a]! * scales[b]!);
      products[a * size + b] = product;
      products[b * size + a] = product;
    }
    right[a] = columns[a]!.reduce((sum, value, i) => sum + value * goal[i]!, 0) / scales[a]!;
    // Keeps the matrix definite where a column repeats another.
    products[a * size + a]! += 1e-9;
  }
  return choleskySolve(products, right, size).map((factor, at) => factor / scales[at]!);
}
