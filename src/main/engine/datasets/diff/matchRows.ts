/**
 * Which rows of two versions differ. Rows of one key are held against each other by a 64-bit hash of their compared cells
 * (two that differ are taken for equal with odds of 1 in 10^19); only rows that differ are then looked at cell by cell.
 * Rows whose key stands more than once on a side, and all rows where there is no key, are compared as a multiset of whole rows.
 */
import { literal, type TableConnection } from '../../storage/tableSession';
import { comparable, type ComparedColumn, type Side, type Version } from './comparedColumns';
import type { RowKey } from './proposeKey';

export interface MatchedRows {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Cells that differ in changed rows, by position in `compared`. */
  readonly changedCells: readonly number[];
  readonly repeated: Readonly<Record<Side, { readonly keys: number; readonly rows: number }>>;
}

export interface MatchInput {
  readonly before: Version;
  readonly after: Version;
  readonly key: RowKey;
  /** All columns of both, key and others. */
  readonly compared: readonly ComparedColumn[];
  /** Where the differences are written: `n` from 1, `kind`, `before_row`, `after_row`, and the differing columns as bits `w0`, `w1`, ... */
  readonly parquetPath: string;
}

/** Bits of one BIGINT that stay clear of its sign. */
export const bitsInWord = 62;

export const kindCodes = { changed: 0, added: 1, removed: 2 } as const;

const sides = ['before', 'after'] as const;

export async function matchRows(connection: TableConnection, input: MatchInput, report: (fraction: number) => void): Promise<MatchedRows> {
  const plan = planMatch(input);
  for (const side of sides) {
    await hashRows(connection, input[side], side, plan);
    report(side === 'before' ? 0.3 : 0.6);
  }
  const repeated = await findRepeated(connection, plan);
  await pairRows(connection, plan);
  report(0.7);
  await compareCells(connection, input, plan);
  return { ...(await count(connection, input)), repeated };
}

/** How rows are told apart, and the columns held against each other. */
interface MatchPlan {
  /** SQL of the key on each side, called k0, k1, ... */
  readonly keys: Readonly<Record<Side, readonly string[]>>;
  readonly names: readonly string[];
  readonly hashed: readonly ComparedColumn[];
}

function planMatch({ key, compared, before, after }: MatchInput): MatchPlan {
  const others = compared.filter((column) => !key.columns.includes(column));
  if (isAligned(key, before, after)) return { keys: { before: ['row'], after: ['row'] }, names: ['k0'], hashed: others.filter(({ sameDigest }) => !sameDigest) };
  const keys = (side: Side): string[] => key.columns.map((column) => comparable(column, side));
  return { keys: { before: keys('before'), after: keys('after') }, names: key.columns.map((_, i) => `k${i}`), hashed: key.columns.length === 0 ? compared : others };
}

/** The same unique keys in the same order: the row's number tells rows apart, and columns with equal digests hold no change. */
function isAligned({ columns, origin }: RowKey, before: Version, after: Version): boolean {
  const [first] = columns;
  if (!first || !columns.every(({ sameDigest }) => sameDigest)) return false;
  const isUnique = columns.length === 1 ? first.facts.before.distinct === before.table.rows && first.facts.after.distinct === after.table.rows : origin === 'proposed';
  return isUnique;
}

/** One temp table per side: row, key cells, hash of the other cells; without a key, of all cells. */
async function hashRows(connection: TableConnection, { table }: Version, side: Side, { keys, hashed }: MatchPlan): Promise<void> {
  const cells = hashed.map((column) => comparable(column, side));
  const columns = [...keys[side].map((key, i) => `${key} as k${i}`), `${cells.length === 0 ? '0::ubigint' : `hash(${cells.join(', ')})`} as h`];
  await connection.run(`create temp table ${side}_rows as select row, ${columns.join(', ')} from ${table.source}`);
}

async function findRepeated(connection: TableConnection, { names }: MatchPlan): Promise<MatchedRows['repeated']> {
  const counted = { before: { keys: 0, rows: 0 }, after: { keys: 0, rows: 0 } };
  if (names.length === 0) return counted;
  await connection.run(`create temp table repeated_keys as ${sides.map((side) => `select '${side}' as side, ${names.join(', ')}, count(*) as n from ${side}_rows group by all having n > 1`).join(' union all ')}`);
  const { rows } = await connection.rows('select side, count(*), sum(n) from repeated_keys group by side');
  for (const [side, keys, n] of rows) if (side === 'before' || side === 'after') counted[side] = { keys: Number(keys), rows: Number(n) };
  return counted;
}

async function pairRows(connection: TableConnection, { names }: MatchPlan): Promise<void> {
  const isRepeated = (side: Side): string => `exists (select 1 from repeated_keys r where ${names.map((name) => `r.${name} is not distinct from ${side}_rows.${name}`).join(' and ')})`;
  const rows = (side: Side, repeated: boolean): string => (names.length === 0 ? `${side}_rows` : `(select * from ${side}_rows where ${repeated ? '' : 'not '}${isRepeated(side)})`);
  const pairs = (from: (side: Side) => string, on: readonly string[]): string =>
    `select b.row as before_row, a.row as after_row from ${from('before')} b full join ${from('after')} a on ${on.map((name) => `b.${name} is not distinct from a.${name}`).join(' and ')} where b.row is null or a.row is null or b.h <> a.h`;
  const numbered = (side: Side): string => `(select *, row_number() over (partition by ${[...names, 'h'].join(', ')} order by row) as o from ${rows(side, true)})`;
  const asMultiset = pairs(numbered, [...names, 'h', 'o']);
  await connection.run(`create temp table pairs as ${names.length === 0 ? asMultiset : `${pairs((side) => rows(side, false), names)} union all ${asMultiset}`}`);
}

/** Adds which columns differ, reading the cells of changed rows only, and writes all in the order they are shown. */
async function compareCells(connection: TableConnection, { before, after, compared, parquetPath }: MatchInput, { names, hashed }: MatchPlan): Promise<void> {
  const words = Array.from({ length: Math.max(1, Math.ceil(compared.length / bitsInWord)) }, (_, i) => `w${i}`);
  const bits = words.map((word, i) => {
    const inWord = hashed.filter((column) => Math.floor(compared.indexOf(column) / bitsInWord) === i);
    const sum = inWord.map((column) => `(case when b.x${compared.indexOf(column)} is distinct from a.x${compared.indexOf(column)} then ${2n ** BigInt(compared.indexOf(column) % bitsInWord)}::bigint else 0::bigint end)`);
    return `${sum.length === 0 ? '0::bigint' : sum.join(' + ')} as ${word}`;
  });
  const cells = (side: Side, { table }: Version): string =>
    `(select row, ${hashed.map((column) => `${comparable(column, side)} as x${compared.indexOf(column)}`).join(', ')} from ${table.source} where row in (select ${side}_row from pairs where before_row is not null and after_row is not null))`;
  await connection.run(
    names.length === 0 || hashed.length === 0
      ? `create temp table changed_cells as select before_row, ${words.map((word) => `0::bigint as ${word}`).join(', ')} from pairs where before_row is not null and after_row is not null`
      : `create temp table changed_cells as select before_row, ${bits.join(', ')} from pairs join ${cells('before', before)} b on b.row = before_row join ${cells('after', after)} a on a.row = after_row`,
  );
  await connection.run(
    `copy (
      select row_number() over (order by coalesce(after_row, before_row), after_row is null) as n,
        (case when before_row is null then ${kindCodes.added} when after_row is null then ${kindCodes.removed} else ${kindCodes.changed} end)::tinyint as kind,
        before_row, after_row, ${words.map((word) => `coalesce(${word}, 0) as ${word}`).join(', ')}
      from pairs left join changed_cells using (before_row) order by n
    ) to ${literal(parquetPath)} (format parquet)`,
  );
}

async function count(connection: TableConnection, { compared, parquetPath }: MatchInput): Promise<Omit<MatchedRows, 'repeated'>> {
  const cells = compared.map((_, i) => `count(*) filter (where ${hasBit(i)})`);
  const kinds = [kindCodes.added, kindCodes.removed, kindCodes.changed].map((code) => `count(*) filter (where kind = ${code})`);
  const { rows } = await connection.rows(`select ${[...kinds, ...cells].join(', ')} from read_parquet(${literal(parquetPath)})`);
  const [added, removed, changed, ...changedCells] = (rows[0] ?? []).map(Number);
  return { added: added ?? 0, removed: removed ?? 0, changed: changed ?? 0, changedCells };
}

/** SQL: the column at that position differs. */
export function hasBit(position: number): string {
  return `(w${Math.floor(position / bitsInWord)} >> ${position % bitsInWord}) & 1 = 1`;
}
