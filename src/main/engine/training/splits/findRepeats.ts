/** Which rows belong together: values of identifiers that repeat, rows that are nearly the same, and how far columns lie inside each other. */
import { thin } from '../leaks/skill';
import { findColumn, numbersOf } from '../table';
import type { TrainingColumn, TrainingTable } from '../types';
import { keptTogether } from '../folds';
import { nearDuplicates, type NearDuplicates } from './nearDuplicates';

export interface RepeatsRequest {
  readonly table: TrainingTable;
  readonly target: string | null;
  /** Columns whose values may name what a row is about. */
  readonly keys: readonly string[];
}

export interface RepeatedKey {
  readonly column: string;
  /** Distinct values, and rows that repeat an earlier one. */
  readonly distinct: number;
  readonly repeats: number;
  /** Over pairs of a repeat with the first row of its value: mean share of the other columns that agree, and share of pairs with one target. */
  readonly alike: number;
  readonly sameTarget: number | null;
  /** Other keys whose one value covers every row of a value of this key: a product lies within its seller. */
  readonly within: readonly string[];
}

export interface Repeats {
  readonly rows: number;
  readonly keys: readonly RepeatedKey[];
  readonly nearDuplicates: NearDuplicates;
  /** Two keys that together name each row, though neither does alone: shop and date. */
  readonly pair: readonly [string, string] | null;
}

const mostKeys = 12;
const mostPairs = 20_000;
const mostRowsPaired = 300_000;

export function findRepeats({ table, target, keys }: RepeatsRequest): Repeats {
  const codes = new Map(keys.slice(0, mostKeys).flatMap((key) => (findColumn(table, key) ? [[key, codesOf(table, key)] as const] : [])));
  const others = table.columns.filter(({ name }) => name !== target);
  const found = [...codes].map(([column, own]) => describeKey(table, target, others, column, own, codes));
  return {
    rows: table.rows,
    keys: found,
    nearDuplicates: nearDuplicates(table, table.columns.filter(({ name }) => name !== target)),
    pair: table.rows > mostRowsPaired || found.some(({ repeats }) => repeats === 0) ? null : namingPair(table, codes),
  };
}

/** Codes 0, 1, ... by value; a row without one has a code of its own. */
function codesOf(table: TrainingTable, column: string): Int32Array {
  return keptTogether(table, [column], Int32Array.from({ length: table.rows }, (_, row) => row));
}

function describeKey(table: TrainingTable, target: string | null, others: readonly TrainingColumn[], column: string, codes: Int32Array, all: ReadonlyMap<string, Int32Array>): RepeatedKey {
  const firstRow = new Map<number, number>();
  const pairs: [number, number][] = [];
  codes.forEach((code, row) => {
    const first = firstRow.get(code);
    if (first === undefined) firstRow.set(code, row);
    else pairs.push([first, row]);
  });
  const looked = [...thin(Int32Array.from(pairs.keys()), mostPairs)].map((at) => pairs[at]!);
  const compared = others.filter((other) => other.name !== column);
  const agreeing = looked.reduce((sum, [a, b]) => sum + compared.filter((other) => valueAt(other, a) === valueAt(other, b)).length, 0);
  const goal = target === null ? null : numbersOf(findColumn(table, target), Int32Array.from({ length: table.rows }, (_, row) => row));
  return {
    column,
    distinct: firstRow.size,
    repeats: pairs.length,
    alike: looked.length === 0 || compared.length === 0 ? 0 : agreeing / (looked.length * compared.length),
    sameTarget: goal === null || looked.length === 0 ? null : looked.filter(([a, b]) => Object.is(goal[a], goal[b])).length / looked.length,
    within: [...all].filter(([other, theirs]) => other !== column && pairs.every(([a, b]) => theirs[a] === theirs[b])).map(([other]) => other),
  };
}

/** NaN equals NaN here: two missing cells agree. */
function valueAt(column: TrainingColumn, row: number): number {
  const value = column.kind === 'number' ? column.values[row]! : column.codes[row]!;
  return Number.isNaN(value) ? -Infinity : value;
}

/** A key and a date, or two keys, whose pairs of values never repeat. */
function namingPair(table: TrainingTable, codes: ReadonlyMap<string, Int32Array>): readonly [string, string] | null {
  const dates = table.columns.filter(({ type }) => type === 'date' || type === 'datetime').map(({ name }) => [name, codesOf(table, name)] as const);
  for (const [first, a] of codes) {
    for (const [second, b] of [...dates, ...codes]) {
      if (first === second) continue;
      const seen = new Set<number>();
      const repeated = a.some((code, row) => {
        const pair = code * table.rows + b[row]!;
        if (seen.has(pair)) return true;
        seen.add(pair);
        return false;
      });
      if (!repeated) return [first, second];
    }
  }
  return null;
}
