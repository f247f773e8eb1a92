/** How often each value of a column stands in a version: few different values are counted one by one, many only summed up. */
import type { TableSession } from '../../storage/tableSession';
import { comparable, type ComparedColumn, type Side, type Version } from './comparedColumns';

/** What is counted: numbers, whole days in milliseconds, texts and booleans by value, or lengths of texts. */
export type Measured = 'numbers' | 'dates' | 'values' | 'lengths';

export interface NumberCounts {
  /** Rising. */
  readonly values: Float64Array;
  readonly counts: Float64Array;
  readonly missing: number;
}

export interface ValueCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly missing: number;
}

/** A column on one side, and how to ask for it. */
export interface ColumnSide {
  readonly tables: TableSession;
  readonly column: ComparedColumn;
  readonly side: Side;
  readonly version: Version;
  readonly signal: AbortSignal;
}

export async function countNumbers({ tables, version, signal, ...of }: ColumnSide, measured: Exclude<Measured, 'values'>): Promise<NumberCounts> {
  const { values } = await tables.columns(`select ${numberExpression(of, measured)} as value, count(*) from ${version.table.source} group by value order by value nulls last`, [], { signal });
  const [found = [], counts = []] = values;
  const isMissing = found.length > 0 && found.at(-1) === null;
  const present = isMissing ? found.length - 1 : found.length;
  return { values: Float64Array.from(found.slice(0, present), Number), counts: Float64Array.from(counts.slice(0, present), Number), missing: isMissing ? Number(counts.at(-1)) : 0 };
}

export async function countValues({ tables, column, side, version, signal }: ColumnSide): Promise<ValueCounts> {
  const { values } = await tables.columns(`select cast(${comparable(column, side)} as varchar) as value, count(*) from ${version.table.source} group by value`, [], { signal });
  const [found = [], counts = []] = values;
  const pairs = found.map((value, i) => [value, Number(counts[i])] as const);
  return {
    counts: new Map(pairs.flatMap(([value, count]) => (value === null || value === undefined ? [] : [[String(value), count] as const]))),
    missing: pairs.find(([value]) => value === null)?.[1] ?? 0,
  };
}

/** SQL of what is counted, as a double; null where missing. NaN and the infinities count as missing: they have no place on an axis. */
function numberExpression({ column, side }: Pick<ColumnSide, 'column' | 'side'>, measured: Exclude<Measured, 'values'>): string {
  const { field, type } = column[side];
  if (measured === 'lengths') return `length(${comparable(column, side)})::double`;
  if (measured === 'dates') return `epoch_ms(date_trunc('day', cast(${field} as timestamp)))::double`;
  return type === 'decimal' ? `case when isfinite(${field}) then ${field} end` : `${field}::double`;
}

/** Sums of a column with too many different values to list: count, mean, sd, least, most and quantiles. */
export interface NumberSums {
  readonly count: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly quantiles: readonly number[];
}

export async function sumNumbers({ tables, version, signal, ...of }: ColumnSide, levels: readonly number[]): Promise<NumberSums> {
  const quantileColumns = levels.map((level) => `quantile_cont(x, ${level})`).join(', ');
  const { rows } = await tables.rows(`select count(x), avg(x), stddev_samp(x), min(x), max(x), ${quantileColumns} from (select ${numberExpression(of, 'numbers')} as x from ${version.table.source})`, [], { signal });
  const [count, mean, sd, min, max, ...quantiles] = rows[0] ?? [];
  const finite = (found: unknown): number | null => (typeof found === 'number' && Number.isFinite(found) ? found : null);
  return { count: Number(count), mean: finite(mean), sd: finite(sd), min: finite(min), max: finite(max), quantiles: quantiles.flatMap((quantile) => finite(quantile) ?? []) };
}

/** Rows per bin: a bin holds its lower edge; what lies outside belongs to the outer bins. */
export async function countInBins({ tables, version, signal, ...of }: ColumnSide, edges: readonly number[]): Promise<Float64Array> {
  const inner = edges.slice(1, -1).map((edge) => `(x >= ${edge}::double)::integer`);
  const bin = inner.length === 0 ? '0' : inner.join(' + ');
  const { rows } = await tables.rows(`select ${bin} as bin, count(*) from (select ${numberExpression(of, 'numbers')} as x from ${version.table.source}) where x is not null group by bin`, [], { signal });
  const counts = new Float64Array(edges.length - 1);
  for (const [at, count] of rows) counts[Number(at)] = Number(count);
  return counts;
}
