/** How closely columns follow each other: Spearman's rank correlation of two columns of numbers, bias-corrected Cramér's V where one holds categories. */
import type { Profile } from '@shared/areas/quality';
import type { SnapshotTable, TableColumn } from '@engine/datasets';
import { averageRanks, pearson } from '../../math';
import type { TableConnection } from '../../storage/tableSession';

type Association = Profile['associations'][number];

const limits = {
  /** As ydata-profiling 4: more categories say little as groups. */
  categories: 100,
  bins: 10,
  columns: 300,
  rows: 10_000,
  fewestPairs: 20,
  /** Weaker ones are not kept. */
  least: 0.2,
  most: 500,
};

export interface Associations {
  readonly associations: Association[];
  readonly associationRows: number;
}

interface SampledColumn {
  readonly name: string;
  /** Numbers, or codes of categories; NaN where missing. */
  readonly values: Float64Array;
  readonly numeric: boolean;
  /** Groups for Cramér's V: codes, or equal-width bins of numbers. */
  readonly groups: Int32Array;
  readonly groupCount: number;
}

/** Of long tables every nth row is looked at, the same each time. */
export async function measureAssociations(connection: TableConnection, table: SnapshotTable, distinct: readonly number[]): Promise<Associations> {
  const step = Math.max(1, Math.ceil(table.rows / limits.rows));
  const columns = table.columns.slice(0, limits.columns).filter((column, i) => isNumeric(column) || ((distinct[i] ?? 0) > 1 && (distinct[i] ?? 0) <= limits.categories && (column.type === 'category' || column.type === 'boolean')));
  const rows = Math.ceil(table.rows / step);
  const arrays = columns.map(() => new Float64Array(rows).fill(Number.NaN));
  if (columns.length > 0) await connection.fillNumbers(`select ${columns.map(numberExpression).join(', ')} from (select * from ${table.source} where (row - 1) % ${step} = 0)`, arrays);
  const sampled = columns.map((column, i) => sampledColumn(column, arrays[i] ?? new Float64Array()));
  const ranks = createRanks();
  const found = sampled.flatMap((a, i) => sampled.slice(i + 1).flatMap((b) => associate(a, b, ranks) ?? []));
  return { associations: found.sort((x, y) => Math.abs(y.value) - Math.abs(x.value)).slice(0, limits.most), associationRows: rows };
}

function isNumeric({ type }: TableColumn): boolean {
  return type === 'integer' || type === 'decimal';
}

function numberExpression(column: TableColumn): string {
  return isNumeric(column) ? `${column.field}::double` : `case when ${column.field} is null then null else dense_rank() over (order by ${column.field})::double end`;
}

function sampledColumn(column: TableColumn, values: Float64Array): SampledColumn {
  const numeric = isNumeric(column);
  const present = values.filter((value) => Number.isFinite(value));
  const [low, high] = present.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  const width = (high - low) / limits.bins;
  const groups = Int32Array.from(values, (value) => (!Number.isFinite(value) ? -1 : numeric ? (width === 0 ? 0 : Math.min(limits.bins - 1, Math.floor((value - low) / width))) : value - 1));
  return { name: column.name, values, numeric, groups, groupCount: numeric ? limits.bins : limits.categories + 1 };
}

function associate(a: SampledColumn, b: SampledColumn, ranks: Ranks): Association | null {
  const method = a.numeric && b.numeric ? 'spearman' : 'cramers-v';
  const value = method === 'spearman' ? rankCorrelation(a, b, ranks) : cramersV(a, b);
  return value === null || Math.abs(value) < limits.least ? null : { a: a.name, b: b.name, method, value };
}

/** Mean ranks of a column over rows where it and another are there; columns with the same gaps share them. */
type Ranks = (column: SampledColumn, other: SampledColumn) => Float64Array;

function createRanks(): Ranks {
  const gapsOf = new Map<SampledColumn, string>();
  const known = new Map<string, Float64Array>();
  const gaps = (column: SampledColumn): string => {
    const found = gapsOf.get(column) ?? column.values.reduce((text, value, i) => (Number.isFinite(value) ? text : `${text} ${i}`), '');
    gapsOf.set(column, found);
    return found;
  };
  return (column, other) => {
    const key = JSON.stringify([column.name, gaps(other) === gaps(column) ? '' : gaps(other)]);
    const found = known.get(key) ?? averageRanks(column.values.filter((value, i) => Number.isFinite(value) && Number.isFinite(other.values[i])));
    known.set(key, found);
    return found;
  };
}

/** Pearson's correlation of mean ranks over rows where both are there, as scipy.stats.spearmanr has it; null where it is not defined. */
function rankCorrelation(a: SampledColumn, b: SampledColumn, ranks: Ranks): number | null {
  const [left, right] = [ranks(a, b), ranks(b, a)];
  return left.length < limits.fewestPairs ? null : pearson(left, right);
}

/** Cramér's V with the bias correction of Bergsma (2013). */
function cramersV(a: SampledColumn, b: SampledColumn): number | null {
  const counts = new Float64Array(a.groupCount * b.groupCount);
  const rows = new Float64Array(a.groupCount);
  const columns = new Float64Array(b.groupCount);
  let n = 0;
  for (let i = 0; i < a.groups.length; i++) {
    const [r = -1, c = -1] = [a.groups[i], b.groups[i]];
    if (r < 0 || c < 0) continue;
    const at = r * b.groupCount + c;
    counts[at] = (counts[at] ?? 0) + 1;
    rows[r] = (rows[r] ?? 0) + 1;
    columns[c] = (columns[c] ?? 0) + 1;
    n++;
  }
  const [usedRows, usedColumns] = [rows.filter(isUsed).length, columns.filter(isUsed).length];
  if (n < limits.fewestPairs || usedRows < 2 || usedColumns < 2) return null;
  let chiSquare = 0;
  for (const [r, rowTotal] of rows.entries()) {
    for (const [c, columnTotal] of columns.entries()) {
      const expected = (rowTotal * columnTotal) / n;
      if (expected > 0) chiSquare += ((counts[r * b.groupCount + c] ?? 0) - expected) ** 2 / expected;
    }
  }
  const phi = Math.max(0, chiSquare / n - ((usedRows - 1) * (usedColumns - 1)) / (n - 1));
  const corrected = (used: number): number => used - (used - 1) ** 2 / (n - 1);
  const smaller = Math.min(corrected(usedRows), corrected(usedColumns)) - 1;
  return smaller <= 0 ? null : Math.min(1, Math.sqrt(phi / smaller));
}

function isUsed(count: number): boolean {
  return count > 0;
}
