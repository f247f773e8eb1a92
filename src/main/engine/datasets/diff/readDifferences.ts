/** Pages of rows that differ, the cells of both versions side by side. */
import type { z } from 'zod';
import type { Cell } from '@shared/areas/common';
import { differenceKinds, type DifferentRow, type DiffRows, type diffRowsRequestSchema } from '@shared/areas/diff';
import { EngineError } from '@shared/contract/errors';
import { diffMessages } from '@shared/messages/diff';
import { literal, type TableSession } from '../../storage/tableSession';
import { rowCondition, toCell } from '../page';
import { wireExpression, type TableColumn } from '../snapshotTable';
import type { ComparedColumn, Version } from './comparedColumns';
import type { Comparison } from './compareVersions';
import { bitsInWord, hasBit, kindCodes } from './matchRows';

type RowsRequest = Pick<z.output<typeof diffRowsRequestSchema>, 'offset' | 'limit' | 'kinds' | 'column'>;

/** A column of the page: of both, or of one version only. */
interface PageColumn {
  readonly name: string;
  readonly before: TableColumn | null;
  readonly after: TableColumn | null;
  /** Place among the compared columns; null where only one version has it. */
  readonly position: number | null;
}

interface Pair {
  readonly kind: DifferentRow['kind'];
  readonly before: number | null;
  readonly after: number | null;
  readonly words: readonly bigint[];
}

/** Throws `invalid-input` where no cell of the column asked for can differ. */
export async function readDifferences(tables: TableSession, comparison: Comparison, before: Version, after: Version, request: RowsRequest, signal: AbortSignal): Promise<DiffRows> {
  const { columns: { shared }, key, parquetPath } = comparison;
  const conditions = [`kind in (${[...request.kinds.map((kind) => kindCodes[kind]), -1].join(', ')})`];
  if (request.column !== undefined) conditions.push(hasBit(positionOf(request.column, shared, before, after)));
  const from = `read_parquet(${literal(parquetPath)}) where ${conditions.join(' and ')}`;
  const total = Number((await tables.rows(`select count(*) from ${from}`, [], { signal })).rows[0]?.[0]);
  const pairs = await readPairs(tables, from, shared.length, request, signal);
  const columns = pageColumns(shared, before, after);
  const earlier = await readSide(tables, before, columns.map((column) => column.before), pairs.flatMap((pair) => pair.before ?? []), signal);
  const later = await readSide(tables, after, columns.map((column) => column.after), pairs.flatMap((pair) => pair.after ?? []), signal);
  const absent = columns.map((): Cell => null);
  return {
    total,
    columns: columns.map((column) => ({ name: column.name, before: column.before?.type ?? null, after: column.after?.type ?? null, isKey: key.columns.some(({ name }) => name === column.name) })),
    rows: pairs.map((pair) => {
      const [old, now] = [earlier.get(pair.before ?? 0), later.get(pair.after ?? 0)];
      return {
        kind: pair.kind,
        before: pair.before === null || !old ? null : { row: pair.before, line: old.line },
        after: pair.after === null || !now ? null : { row: pair.after, line: now.line },
        beforeCells: [...(old?.cells ?? absent)],
        afterCells: [...(now?.cells ?? absent)],
        differing: columns.flatMap(({ position }, i) => (position !== null && isSet(pair.words, position) ? [i] : [])),
      };
    }),
  };
}

function positionOf(name: string, shared: readonly ComparedColumn[], before: Version, after: Version): number {
  const position = shared.findIndex((column) => column.name === name);
  if (position !== -1) return position;
  const isOnOneSide = [before, after].some(({ snapshot }) => snapshot.columns.some((column) => column.name === name));
  throw new EngineError('invalid-input', isOnOneSide ? diffMessages.refused.columnOnOneSide(name) : diffMessages.refused.noColumn(name), { column: name });
}

async function readPairs(tables: TableSession, from: string, columns: number, { offset, limit }: RowsRequest, signal: AbortSignal): Promise<readonly Pair[]> {
  // As text: a word may be larger than a number can hold.
  const words = Array.from({ length: Math.max(1, Math.ceil(columns / bitsInWord)) }, (_, i) => `w${i}::varchar`);
  const { rows } = await tables.rows(`select kind, before_row, after_row, ${words.join(', ')} from ${from} order by n limit ${limit} offset ${offset}`, [], { signal });
  return rows.map(([code, before, after, ...bits]) => ({
    kind: differenceKinds.find((kind) => kindCodes[kind] === Number(code)) ?? 'changed',
    before: before === null ? null : Number(before),
    after: after === null ? null : Number(after),
    words: bits.map((word) => BigInt(String(word))),
  }));
}

function isSet(words: readonly bigint[], position: number): boolean {
  return (((words[Math.floor(position / bitsInWord)] ?? 0n) >> BigInt(position % bitsInWord)) & 1n) === 1n;
}

/** Columns of the later version in its order, then those that only the earlier one has. */
function pageColumns(shared: readonly ComparedColumn[], before: Version, after: Version): readonly PageColumn[] {
  const later = after.table.columns.map((column): PageColumn => {
    const position = shared.findIndex(({ after: other }) => other.field === column.field);
    return { name: column.name, before: shared[position]?.before ?? null, after: column, position: position === -1 ? null : position };
  });
  const gone = before.table.columns.filter((column) => !shared.some(({ before: other }) => other.field === column.field));
  return [...later, ...gone.map((column): PageColumn => ({ name: column.name, before: column, after: null, position: null }))];
}

async function readSide(tables: TableSession, { table }: Version, columns: readonly (TableColumn | null)[], rowNumbers: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, { readonly line: number; readonly cells: readonly Cell[] }>> {
  if (rowNumbers.length === 0) return new Map();
  const cells = columns.map((column) => (column === null ? 'null' : wireExpression(column)));
  const { rows } = await tables.rows(`select row, line, ${cells.join(', ')} from ${table.source} where ${rowCondition(rowNumbers)}`, [], { signal });
  return new Map(rows.map(([row, line, ...found]) => [Number(row), { line: Number(line), cells: found.map(toCell) }]));
}
