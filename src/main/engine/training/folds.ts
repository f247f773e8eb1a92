/** Cross-validation plans: which rows train and which are held out, for each fold of each repeat. */
import { createRandom, deriveSeed, randomOrder } from '@engine/math';
import { EngineError } from '@shared/contract/errors';
import { findColumn, mapTexts, numbersOf } from './table';
import type { TrainingTable } from './types';

export interface FileFold {
  /** Row number in the snapshot, from 1. */
  readonly row: number;
  readonly repeat: number;
  readonly fold: number;
}

export type Split =
  | { readonly kind: 'kfold' }
  /**
   * Rows that share a value of the column stay in one fold; a row without a value is a group of its own. With further columns
   * rows stay together that share a value of any of them, and whatever hangs together through others.
   */
  | { readonly kind: 'group'; readonly column: string; readonly also?: readonly string[] }
  /** Forward chaining: each fold trains on everything before its rows. */
  | { readonly kind: 'time'; readonly column: string }
  /** Folds as given; rows that a repeat does not name are neither trained on nor held out. */
  | { readonly kind: 'file'; readonly folds: readonly FileFold[] };

export interface FoldRequest {
  readonly table: TrainingTable;
  readonly target: string;
  readonly split: Split;
  readonly folds: number;
  readonly repeats: number;
  readonly seed: number;
}

export interface PlannedFold {
  /** From 1, or as the fold file says. */
  readonly repeat: number;
  readonly fold: number;
  /** Row indices into the table, ascending. */
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface FoldPlan {
  readonly folds: readonly PlannedFold[];
  /** Rows that have a target, and could be used. */
  readonly rows: Int32Array;
  readonly rowsWithoutTarget: number;
  /** Distinct groups of a group split, else null. */
  readonly groups: number | null;
}

/** Throws `invalid-input`, in plain words, where target or split do not allow a plan. */
export function planFolds(request: FoldRequest): FoldPlan {
  const rows = usableRows(request.table, request.target);
  const rowsWithoutTarget = request.table.rows - rows.length;
  const { split } = request;
  if (split.kind === 'file') return { folds: filePlan(request, split.folds, rows), rows, rowsWithoutTarget, groups: null };
  if (split.kind === 'time') return { folds: timePlan(request, split.column, rows), rows, rowsWithoutTarget, groups: null };
  const groups = split.kind === 'group' ? keptTogether(request.table, [split.column, ...(split.also ?? [])], rows) : null;
  const unitCount = groups ? new Set(groups).size : rows.length;
  if (unitCount < request.folds) throw tooFew(unitCount, groups ? 'groups' : 'rows', request.folds);
  const folds: PlannedFold[] = [];
  for (let repeat = 1; repeat <= request.repeats; repeat++) {
    const seed = deriveSeed(request.seed, 'folds', repeat);
    const foldOfRow = groups ? balanceGroups(groups, request.folds, seed) : dealRows(rows.length, request.folds, seed);
    for (let fold = 0; fold < request.folds; fold++) folds.push({ repeat, fold: fold + 1, ...partRows(rows, foldOfRow, fold) });
  }
  return { folds, rows, rowsWithoutTarget, groups: groups ? unitCount : null };
}

/** Rows with a target, after the target itself was found fit to be learned. */
function usableRows(table: TrainingTable, target: string): Int32Array {
  const column = findColumn(table, target);
  if (!column) throw new EngineError('invalid-input', `There is no column named "${target}" to predict. Choose one of the columns of this table.`, { target });
  if (column.kind === 'text') throw new EngineError('invalid-input', `The column "${target}" holds text, and only numbers can be predicted. Choose a numeric column, or correct the cells that are not numbers.`, { target });
  const found = new Int32Array(table.rows);
  let count = 0;
  for (let row = 0; row < table.rows; row++) if (Number.isFinite(column.values[row]!)) found[count++] = row;
  const rows = found.slice(0, count);
  const first = rows[0];
  if (first === undefined) throw new EngineError('invalid-input', `The column "${target}" is empty in every row, so there is nothing to learn from. Choose another target.`, { target });
  if (rows.every((row) => column.values[row] === column.values[first])) {
    throw new EngineError('invalid-input', `The column "${target}" has the same value, ${column.values[first]}, in every row, so there is nothing to predict. Choose another target.`, { target });
  }
  return rows;
}

/** In one pass each, without a call per row: a million rows have many folds. */
function partRows(rows: Int32Array, foldOfRow: Int32Array, fold: number): { train: Int32Array; test: Int32Array } {
  const train = new Int32Array(rows.length);
  const test = new Int32Array(rows.length);
  let trained = 0;
  let tested = 0;
  for (let i = 0; i < rows.length; i++) {
    if (foldOfRow[i] === fold) test[tested++] = rows[i]!;
    else train[trained++] = rows[i]!;
  }
  return { train: train.slice(0, trained), test: test.slice(0, tested) };
}

function tooFew(count: number, what: 'rows' | 'groups' | 'dates', folds: number): EngineError {
  return new EngineError('invalid-input', `There are ${count} ${what} with a target, fewer than needed for ${folds} folds. Choose fewer folds or add data.`, { count, folds });
}

function dealRows(count: number, folds: number, seed: number): Int32Array {
  const foldOfRow = new Int32Array(count);
  randomOrder(count, createRandom(seed)).forEach((row, position) => (foldOfRow[row] = position % folds));
  return foldOfRow;
}

/** One code for each set of rows that hang together by shared values of the columns: connected components, by union and find. */
export function keptTogether(table: TrainingTable, columns: readonly string[], rows: Int32Array): Int32Array {
  const [first, ...others] = columns.map((column) => groupsOf(table, column, rows));
  if (!first || others.length === 0) return first ?? Int32Array.from(rows, (_, i) => i);
  const parent = Int32Array.from(rows, (_, i) => i);
  const rootOf = (row: number): number => {
    let root = row;
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!;
    return root;
  };
  for (const codes of [first, ...others]) {
    const firstRow = new Map<number, number>();
    codes.forEach((code, row) => {
      const known = firstRow.get(code);
      if (known === undefined) firstRow.set(code, row);
      else parent[rootOf(row)] = rootOf(known);
    });
  }
  const numbers = new Map<number, number>();
  return Int32Array.from(rows, (_, row) => {
    const root = rootOf(row);
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    return numbers.get(root)!;
  });
}

/** Codes 0, 1, ... in order of first appearance. */
function groupsOf(table: TrainingTable, name: string, rows: Int32Array): Int32Array {
  const column = findColumn(table, name);
  if (!column) throw new EngineError('invalid-input', `There is no column named "${name}" to keep groups together by. Choose one of the columns of this table.`, { column: name });
  const codes = new Int32Array(rows.length);
  const known = new Map<string, number>();
  let next = 0;
  mapTexts(column, rows, (text) => text, (i, group) => {
    const code = group === null ? undefined : known.get(group);
    codes[i] = code ?? next;
    if (code !== undefined) return;
    if (group !== null) known.set(group, next);
    next += 1;
  });
  return codes;
}

/** Largest groups first, each to the fold with the fewest rows; groups of equal size in random order. */
function balanceGroups(groups: Int32Array, folds: number, seed: number): Int32Array {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const shuffled = randomOrder(sizes.size, createRandom(seed));
  const order = [...shuffled].sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  const rowsInFold = new Array<number>(folds).fill(0);
  const foldOfGroup = new Int32Array(sizes.size);
  for (const group of order) {
    const fold = rowsInFold.indexOf(Math.min(...rowsInFold));
    foldOfGroup[group] = fold;
    rowsInFold[fold]! += sizes.get(group)!;
  }
  return groups.map((group) => foldOfGroup[group]!);
}

/** The time line is cut into folds + 1 parts of about equal rows, equal times together; part k is held out after parts 0 to k - 1. */
function timePlan({ table, folds, repeats }: FoldRequest, name: string, rows: Int32Array): PlannedFold[] {
  const column = findColumn(table, name);
  if (!column) throw new EngineError('invalid-input', `There is no column named "${name}" to order rows by. Choose a date column.`, { column: name });
  if (repeats > 1) throw new EngineError('invalid-input', 'Time has one order only, so a split by time cannot be repeated. Set repeats to 1.', { repeats });
  const times = column.kind === 'number' ? numbersOf(column, rows) : null;
  if (!times) throw new EngineError('invalid-input', `The column "${name}" holds text, not dates, so rows cannot be ordered by it. Choose a date column.`, { column: name });
  if (times.some((time) => Number.isNaN(time))) throw new EngineError('invalid-input', `The column "${name}" is empty in some rows, so their place in time is unknown. Fill the dates or choose another split.`, { column: name });
  const distinct = [...new Set(times)].sort((a, b) => a - b);
  if (distinct.length < folds + 1) throw tooFew(distinct.length, 'dates', folds);

  const rowsAt = new Map<number, number>();
  for (const time of times) rowsAt.set(time, (rowsAt.get(time) ?? 0) + 1);
  const partOfTime = new Map<number, number>();
  let part = 0;
  let before = 0;
  distinct.forEach((time, position) => {
    const isDue = before >= ((part + 1) * rows.length) / (folds + 1);
    const mustMoveOn = distinct.length - position <= folds - part;
    if (position > 0 && part < folds && (isDue || mustMoveOn)) part += 1;
    partOfTime.set(time, part);
    before += rowsAt.get(time)!;
  });
  const partOfRow = times.map((time) => partOfTime.get(time)!);
  return Array.from({ length: folds }, (_, i) => ({
    repeat: 1,
    fold: i + 1,
    train: rows.filter((_row, at) => partOfRow[at]! <= i),
    test: rows.filter((_row, at) => partOfRow[at]! === i + 1),
  }));
}

function filePlan({ table }: FoldRequest, given: readonly FileFold[], rows: Int32Array): PlannedFold[] {
  const indexOfNumber = new Map([...rows].map((row) => [table.rowNumbers[row]!, row]));
  const repeats = new Map<number, Map<number, number>>();
  for (const { row, repeat, fold } of given) {
    let foldOfRow = repeats.get(repeat);
    if (!foldOfRow) repeats.set(repeat, (foldOfRow = new Map()));
    const index = indexOfNumber.get(row);
    if (index === undefined) continue;
    if (foldOfRow.has(index)) throw new EngineError('invalid-input', `The fold file names row ${row} twice in repeat ${repeat}. Each row may stand once in each repeat.`, { row, repeat });
    foldOfRow.set(index, fold);
  }
  const folds: PlannedFold[] = [];
  for (const [repeat, foldOfRow] of [...repeats].sort(([a], [b]) => a - b)) {
    const members = [...foldOfRow.keys()].sort((a, b) => a - b);
    const names = [...new Set(foldOfRow.values())].sort((a, b) => a - b);
    if (names.length < 2) throw new EngineError('invalid-input', `The fold file puts all rows of repeat ${repeat} that can be used into one fold, so none is left to train on. Name at least two folds.`, { repeat });
    for (const fold of names) {
      folds.push({
        repeat,
        fold,
        train: Int32Array.from(members.filter((row) => foldOfRow.get(row) !== fold)),
        test: Int32Array.from(members.filter((row) => foldOfRow.get(row) === fold)),
      });
    }
  }
  if (folds.length === 0) throw new EngineError('invalid-input', 'The fold file names no row. It needs the columns row, repeat and fold, with rows numbered from 1.');
  return folds;
}
