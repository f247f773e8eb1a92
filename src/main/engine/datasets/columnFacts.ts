/** Facts of each stored column in a few scans: missing and different values, smallest and largest, and how its text looks. */
import { fewestLists } from '@shared/cells/lists';
import { literal, type TableSession, type Value } from '../storage/tableSession';
import type { KnownColumn } from './coded/codedTable';
import type { ColumnForm } from './reading/columnForm';
import { gatherListFacts, mayBeList, type ListFacts } from './listFacts';
import { anyOddCharacter } from './reading/oddCharacters';
import { wireExpression, type SnapshotTable, type TableColumn } from './snapshotTable';

export interface ColumnFacts {
  readonly nulls: number;
  readonly distinct: number;
  /** As shown: numbers, or text for dates. Null for text columns and where every value is missing. */
  readonly smallest: number | string | null;
  readonly largest: number | string | null;
  /** Mean length of the text in characters; 0 for other columns. */
  readonly meanLength: number;
  /** Share of the texts that hold white space. */
  readonly spacedShare: number;
  /** Every text is a long hexadecimal number or a UUID. */
  readonly hexadecimal: boolean;
  /** What its cells are if they are lists. */
  readonly list: ListFacts | null;
  /** Some texts may hold characters that no table means. */
  readonly mayBeOdd: boolean;
}

/** A long hexadecimal number or a UUID, for JavaScript and RE2 alike. */
export const longHexadecimal = '[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** Distinct values are held in memory while they are counted, so only some columns are counted at once. */
const columnsAtOnce = 8;

/** Missing values are counted in the table in any case; `known` spares the rest. */
export async function gatherFacts(tables: TableSession, table: SnapshotTable, forms: readonly Pick<ColumnForm, 'storage'>[], known: readonly (KnownColumn | null)[], signal: AbortSignal): Promise<readonly ColumnFacts[]> {
  const isText = table.columns.map((_, i) => forms[i]?.storage === 'text');
  const values = await gatherValueFacts(tables, table, table.columns.filter((_, i) => !isText[i] && !known[i]), signal);
  const nulls = await countNulls(tables, table, table.columns.filter((_, i) => known[i]), signal);
  const facts: ColumnFacts[] = [];
  for (const [i, column] of table.columns.entries()) {
    const told = known[i];
    const found = told ? { ...told.facts, nulls: nulls.shift() ?? 0, list: told.divided < fewestLists ? null : await gatherListFacts(tables, table, column, told.firstCells, signal) } : isText[i] ? await gatherTextFacts(tables, table, column, signal) : values.shift();
    if (found) facts.push(found);
  }
  return facts;
}

/** As the file itself tells for each group of rows. */
async function countNulls(tables: TableSession, { statistics }: SnapshotTable, columns: readonly TableColumn[], signal: AbortSignal): Promise<number[]> {
  if (columns.length === 0) return [];
  const { rows } = await tables.rows(`select path_in_schema, sum(stats_null_count) from ${statistics} group by 1`, [], { signal });
  const nulls = new Map(rows.map(([field, count]) => [field, Number(count)]));
  return columns.map(({ field }) => nulls.get(field) ?? 0);
}

async function gatherValueFacts(tables: TableSession, table: SnapshotTable, columns: readonly TableColumn[], signal: AbortSignal): Promise<ColumnFacts[]> {
  const facts: ColumnFacts[] = [];
  for (let from = 0; from < columns.length; from += columnsAtOnce) {
    const some = columns.slice(from, from + columnsAtOnce);
    const expressions = some.flatMap((column) => {
      const wire = (aggregate: string): string => wireExpression({ ...column, field: `${aggregate}(${column.field})` });
      return [`count(${column.field})`, `count(distinct ${column.field})`, wire('min'), wire('max')];
    });
    const { rows } = await tables.rows(`select ${expressions.join(', ')} from ${table.source}`, [], { signal });
    for (let i = 0; i < some.length; i++) {
      const [count, distinct, smallest, largest] = rows[0]?.slice(4 * i, 4 * i + 4) ?? [];
      facts.push({ nulls: table.rows - Number(count), distinct: Number(distinct), smallest: shown(smallest), largest: shown(largest), meanLength: 0, spacedShare: 0, hexadecimal: false, list: null, mayBeOdd: false });
    }
  }
  return facts;
}

/** Texts are looked at once for each different one, however often it occurs. */
async function gatherTextFacts(tables: TableSession, table: SnapshotTable, column: TableColumn, signal: AbortSignal): Promise<ColumnFacts> {
  const { field } = column;
  const { rows } = await tables.rows(
    `select sum(n), count(*), sum(n * length(value)) / sum(n), sum(n) filter (where regexp_matches(value, '\\s')) / sum(n),
       bool_and(length(value) >= 16 and regexp_full_match(value, ${literal(longHexadecimal)})),
       bool_or(regexp_matches(value, ${literal(anyOddCharacter)})), sum(n) filter (where ${mayBeList('value')})
     from (select ${field} as value, count(*) as n from ${table.source} where ${field} is not null group by ${field})`,
    [],
    { signal },
  );
  const [count, distinct, meanLength, spacedShare, hexadecimal, mayBeOdd, divided] = rows[0] ?? [];
  return { nulls: table.rows - Number(count ?? 0), distinct: Number(distinct), smallest: null, largest: null, meanLength: Number(meanLength ?? 0), spacedShare: Number(spacedShare ?? 0), hexadecimal: hexadecimal === true, list: Number(divided) < fewestLists ? null : await gatherListFacts(tables, table, column, null, signal), mayBeOdd: mayBeOdd === true };
}

function shown(value: Value | undefined): number | string | null {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value === null || value === undefined ? null : String(value);
}
