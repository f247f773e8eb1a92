/** Facts of each stored column in a few scans: missing and different values, smallest and largest, and how its text looks. */
import type { TableSession, Value } from '../storage/tableSession';
import type { ColumnForm } from './reading/columnForm';
import { wireExpression, type SnapshotTable } from './snapshotTable';

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
}

/** Distinct values are held in memory while they are counted, so only some columns are counted at once. */
const columnsAtOnce = 8;

export async function gatherFacts(tables: TableSession, table: SnapshotTable, forms: readonly ColumnForm[], signal: AbortSignal): Promise<readonly ColumnFacts[]> {
  const facts: ColumnFacts[] = [];
  for (let from = 0; from < table.columns.length; from += columnsAtOnce) {
    const columns = table.columns.slice(from, from + columnsAtOnce);
    const expressions = columns.flatMap((column, i) => {
      const { field } = column;
      const text = forms[from + i]?.storage === 'text';
      const wire = (aggregate: string): string => wireExpression({ ...column, field: `${aggregate}(${field})` });
      return [
        `count(${field})`,
        `count(distinct ${field})`,
        text ? 'null' : wire('min'),
        text ? 'null' : wire('max'),
        text ? `avg(length(${field}))` : '0',
        text ? `avg(cast(regexp_matches(${field}, '\\s') as integer))` : '0',
        text ? `bool_and(regexp_full_match(${field}, '[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'))` : 'false',
      ];
    });
    const { rows } = await tables.rows(`select ${expressions.join(', ')} from ${table.source}`, [], { signal });
    const row = rows[0] ?? [];
    for (let i = 0; i < columns.length; i++) facts.push(toFacts(row.slice(i * 7, i * 7 + 7), table.rows));
  }
  return facts;
}

function toFacts([count, distinct, smallest, largest, meanLength, spacedShare, hexadecimal]: readonly (Value | undefined)[], rows: number): ColumnFacts {
  return {
    nulls: rows - Number(count),
    distinct: Number(distinct),
    smallest: shown(smallest),
    largest: shown(largest),
    meanLength: Number(meanLength ?? 0),
    spacedShare: Number(spacedShare ?? 0),
    hexadecimal: hexadecimal === true,
  };
}

function shown(value: Value | undefined): number | string | null {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value === null || value === undefined ? null : String(value);
}
