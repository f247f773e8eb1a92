/** How many columns of a table are constant, empty or the same as another, and how many cells are missing (Evidently 0.7, data integration). */
import { z } from 'zod';
import { listSchema } from '../../monitoring';
import { readRequest, type Operation, type Operations } from './request';

type Column = z.output<typeof listSchema>;

const requestSchema = z.object({ columns: z.record(z.string(), listSchema), threshold: z.number().default(0.95) });

const missingCells: Operation = countOver((columns) => columns.reduce((total, column) => total + column.filter(isMissing).length, 0));

export const columnOperations: Operations = {
  'almost-duplicated-columns': countOver((columns, threshold) => countPairs(columns, (a, b) => kindOf(a) === kindOf(b) && shareEqual(a, b) >= threshold)),
  'duplicated-columns': countOver((columns) => countPairs(columns, (a, b) => JSON.stringify(a) === JSON.stringify(b))),
  'almost-constant-columns': countOver((columns, threshold) => columns.filter((column) => largestShare(column) >= threshold).length),
  'constant-columns': countOver((columns) => columns.filter((column) => new Set(column.filter(isPresent).map(keyOf)).size <= 1).length),
  'empty-columns': countOver((columns) => columns.filter((column) => column.every(isMissing)).length),
  'missing-values-count': missingCells,
  'missed-values': missingCells,
};

/** Counts each pair of columns once. */
function countPairs(columns: readonly Column[], isPair: (a: Column, b: Column) => boolean): number {
  return columns.reduce((total, a, i) => total + columns.slice(i + 1).filter((b) => isPair(a, b)).length, 0);
}

/** Missing cells are equal to none. */
function shareEqual(a: Column, b: Column): number {
  return a.length === 0 ? 0 : a.filter((cell, i) => isPresent(cell) && keyOf(cell) === keyOf(b[i] ?? null)).length / a.length;
}

/** Share of the value that is most often, among all cells. */
function largestShare(column: Column): number {
  const counts = new Map<string, number>();
  for (const cell of column.filter(isPresent)) counts.set(keyOf(cell), (counts.get(keyOf(cell)) ?? 0) + 1);
  return column.length === 0 ? 0 : Math.max(0, ...counts.values()) / column.length;
}

/** As pandas types a column: whole numbers with a missing cell among them are decimals. Columns of different kinds are never the same. */
function kindOf(column: Column): 'integer' | 'decimal' | 'boolean' | 'object' {
  const present = column.filter(isPresent);
  if (present.every((cell) => typeof cell === 'number')) return present.length === column.length && present.every(Number.isInteger) ? 'integer' : 'decimal';
  return present.length === column.length && present.every((cell) => typeof cell === 'boolean') ? 'boolean' : 'object';
}

function countOver(count: (columns: readonly Column[], threshold: number) => number): Operation {
  return (request) => {
    const { columns, threshold } = readRequest(requestSchema, request);
    return { count: count(Object.values(columns), threshold) };
  };
}

function isMissing(cell: Column[number]): boolean {
  return cell === null || (typeof cell === 'object' && '$num' in cell && Number.isNaN(Number(cell.$num)));
}

function isPresent(cell: Column[number]): boolean {
  return !isMissing(cell);
}

function keyOf(cell: Column[number]): string {
  return JSON.stringify(cell);
}
