/** The profile of a stored table: one scan for the figures of several columns, one each for common values and histogram. */
import type { Column } from '@shared/areas/datasets';
import type { ColumnProfile, Profile } from '@shared/areas/quality';
import { isText, toCell, wireExpression, type SnapshotTable, type TableColumn } from '@engine/datasets';
import type { TableSession, Value } from '../../storage/tableSession';
import { profileAlerts } from './alerts';
import { columnHistogram } from './histogram';

export interface ProfiledColumn extends ColumnProfile {
  /** Third standardised moment, for numbers with at least three values. */
  readonly skewness: number | null;
  /** Categories that differ from another only in case or white space. */
  readonly variants: number;
}

/** Their values are held in memory for the quantiles. */
const columnsAtOnce = 2;
const commonValues = 12;
export const quantileLevels = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

export async function profileTable(tables: TableSession, table: SnapshotTable, snapshotId: string, columns: readonly Column[], signal: AbortSignal): Promise<Profile> {
  const profiled: ProfiledColumn[] = [];
  for (let from = 0; from < table.columns.length; from += columnsAtOnce) {
    const some = table.columns.slice(from, from + columnsAtOnce);
    const figures = await readFigures(tables, table, some, signal);
    for (const [i, column] of some.entries()) {
      const described = columns[from + i];
      const found = figures[i];
      if (!described || !found) continue;
      profiled.push({
        ...found,
        name: column.name,
        type: column.type,
        rows: table.rows,
        nulls: described.nulls,
        distinct: described.distinct,
        topValues: described.distinct === 0 ? [] : await readCommonValues(tables, table, column, signal),
        histogram: await columnHistogram(tables, table, column, found, signal),
      });
    }
  }
  const duplicateRows = await countDuplicates(tables, table, signal);
  return {
    snapshotId,
    rows: table.rows,
    duplicateRows,
    columns: profiled.map(({ skewness: _skewness, variants: _variants, ...column }) => column),
    alerts: profileAlerts(profiled, columns, table.rows, duplicateRows),
  };
}

/** Copies of earlier rows. Rows are compared by a 64-bit hash: among a million rows a false match has odds of 3 in 100 million. */
async function countDuplicates(tables: TableSession, table: SnapshotTable, signal: AbortSignal): Promise<number> {
  const { rows } = await tables.rows(`select count(*) - count(distinct hash(${table.columns.map(({ field }) => field).join(', ')})) from ${table.source}`, [], { signal });
  return Number(rows[0]?.[0]);
}

export type Figures = Pick<ProfiledColumn, 'zeros' | 'negatives' | 'min' | 'max' | 'mean' | 'sd' | 'quantiles' | 'lengths' | 'skewness' | 'variants'>;

async function readFigures(tables: TableSession, table: SnapshotTable, columns: readonly TableColumn[], signal: AbortSignal): Promise<readonly Figures[]> {
  const lists = columns.map(figureExpressions);
  const { rows } = await tables.rows(`select ${lists.flat().join(', ')} from ${table.source}`, [], { signal });
  const row = rows[0] ?? [];
  let at = 0;
  return columns.map((column, i) => {
    const length = lists[i]?.length ?? 0;
    const values = row.slice(at, at + length);
    at += length;
    return isNumeric(column) ? numberFigures(values) : isText(column.type) ? textFigures(values, column) : plainFigures(values);
  });
}

function isNumeric({ type }: TableColumn): boolean {
  return type === 'integer' || type === 'decimal';
}

function figureExpressions(column: TableColumn): string[] {
  const { field, type } = column;
  if (isText(type)) return [`min(length(${field}))`, `max(length(${field}))`, `avg(length(${field}))`, `count(distinct ${field}) - count(distinct lower(trim(${field})))`];
  const wire = (aggregate: string): string => wireExpression({ ...column, field: `${aggregate}(${field})` });
  const bounds = type === 'boolean' ? ['null', 'null'] : [wire('min'), wire('max')];
  if (!isNumeric(column)) return bounds;
  return [
    ...bounds,
    `count(*) filter (where ${field} = 0)`,
    `count(*) filter (where ${field} < 0)`,
    `avg(${field})`,
    `stddev_samp(${field}::double)`,
    `skewness(${field}::double)`,
    // One list, since DuckDB keeps all values of a column for each such aggregate.
    `quantile_cont(${field}::double, [${quantileLevels.join(', ')}])`,
  ];
}

const noFigures: Figures = { zeros: null, negatives: null, min: null, max: null, mean: null, sd: null, quantiles: null, lengths: null, skewness: null, variants: 0 };

function plainFigures([min, max]: readonly Value[]): Figures {
  return { ...noFigures, min: toCell(min ?? null), max: toCell(max ?? null) };
}

function textFigures([shortest, longest, mean, variants]: readonly Value[], { type }: TableColumn): Figures {
  const lengths = shortest === null || shortest === undefined ? null : { min: Number(shortest), max: Number(longest), mean: Number(mean) };
  return { ...noFigures, lengths, variants: type === 'category' ? Number(variants) : 0 };
}

function numberFigures([min, max, zeros, negatives, mean, sd, skewness, quantiles]: readonly Value[]): Figures {
  const empty = min === null || min === undefined;
  return {
    ...noFigures,
    min: toCell(min ?? null),
    max: toCell(max ?? null),
    zeros: Number(zeros),
    negatives: Number(negatives),
    mean: finiteOrNull(mean),
    sd: finiteOrNull(sd),
    skewness: finiteOrNull(skewness),
    quantiles: empty || !Array.isArray(quantiles) ? null : quantiles.map(Number),
  };
}

function finiteOrNull(value: Value | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

async function readCommonValues(tables: TableSession, table: SnapshotTable, column: TableColumn, signal: AbortSignal): Promise<ColumnProfile['topValues']> {
  const { field } = column;
  const { rows } = await tables.rows(
    `select ${wireExpression({ ...column, field: 'value' })}, n from (select ${field} as value, count(*) as n from ${table.source} where ${field} is not null group by ${field} order by n desc, value limit ${commonValues})`,
    [],
    { signal },
  );
  return rows.map(([value, count]) => ({ value: String(value), count: Number(count) }));
}
