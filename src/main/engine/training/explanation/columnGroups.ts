/** Columns that are near copies of each other: shuffled one by one each seems to matter little, since the others still tell the same. */
import { averageRanks, createRandom, deriveSeed, pearson, randomOrder } from '@engine/math';
import { gatherTable } from '../table';
import type { NumberColumn, TextColumn, TrainingTable } from '../types';

/** At and above this two columns count as near copies. */
const nearCopy = 0.95;
const mostRows = 1000;
/** Pairs grow with the square of the columns; beyond this nothing is looked for. */
const mostColumns = 300;

/**
 * Groups of two or more columns, in the order of `columns`. Two number columns belong together where the absolute rank
 * correlation reaches 0.95; two text columns where knowing one tells the other for 95 % of the rows, both ways. Both
 * are judged on rows where neither is missing, which must be 80 % of those where either is there. Ties by way of a third
 * column count.
 */
export function nearCopyGroups(table: TrainingTable, columns: readonly string[], seed: number): string[][] {
  if (columns.length > mostColumns) return [];
  const rows = randomOrder(table.rows, createRandom(deriveSeed(seed, 'near-copies'))).subarray(0, mostRows);
  const sample = gatherTable(table, columns, rows.length, () => rows);
  const parent = sample.columns.map((_, i) => i);
  const rootOf = (i: number): number => (parent[i] === i ? i : rootOf(parent[i]!));
  for (let i = 0; i < sample.columns.length; i++) {
    for (let j = i + 1; j < sample.columns.length; j++) {
      const [first, second] = [sample.columns[i]!, sample.columns[j]!];
      const alike = first.kind === 'number' ? second.kind === 'number' && numbersAlike(first, second) : second.kind === 'text' && textsAlike(first, second);
      if (alike) parent[rootOf(j)] = rootOf(i);
    }
  }
  const groups = new Map<number, string[]>();
  sample.columns.forEach(({ name }, i) => groups.set(rootOf(i), [...(groups.get(rootOf(i)) ?? []), name]));
  return [...groups.values()].filter((group) => group.length > 1);
}

function numbersAlike({ values: first }: NumberColumn, { values: second }: NumberColumn): boolean {
  const both = bothKnown(first.length, (row) => !Number.isNaN(first[row]!), (row) => !Number.isNaN(second[row]!));
  if (!both) return false;
  const correlation = pearson(averageRanks(both.map((row) => first[row]!)), averageRanks(both.map((row) => second[row]!)));
  return correlation !== null && Math.abs(correlation) >= nearCopy;
}

/** A column whose every row has a text of its own tells any other; such pairs are no copies of each other. */
function textsAlike({ codes: first }: TextColumn, { codes: second }: TextColumn): boolean {
  const both = bothKnown(first.length, (row) => first[row]! >= 0, (row) => second[row]! >= 0);
  if (!both) return false;
  const [a, b] = [both.map((row) => first[row]!), both.map((row) => second[row]!)];
  return isRepeating(a) && isRepeating(b) && shareTold(a, b) >= nearCopy && shareTold(b, a) >= nearCopy;
}

function isRepeating(codes: readonly number[]): boolean {
  const distinct = new Set(codes).size;
  return distinct > 1 && distinct <= codes.length / 2;
}

/** Share of rows whose second code is the most frequent one among rows with the same first code. */
function shareTold(first: readonly number[], second: readonly number[]): number {
  const counts = new Map<number, Map<number, number>>();
  first.forEach((code, i) => {
    const seen = counts.get(code) ?? new Map<number, number>();
    counts.set(code, seen.set(second[i]!, (seen.get(second[i]!) ?? 0) + 1));
  });
  let told = 0;
  for (const seen of counts.values()) told += Math.max(...seen.values());
  return told / first.length;
}

function bothKnown(rows: number, first: (row: number) => boolean, second: (row: number) => boolean): number[] | null {
  const both: number[] = [];
  let either = 0;
  for (let row = 0; row < rows; row++) {
    const [one, other] = [first(row), second(row)];
    if (one || other) either += 1;
    if (one && other) both.push(row);
  }
  return both.length >= 0.8 * either && both.length > 2 ? both : null;
}
