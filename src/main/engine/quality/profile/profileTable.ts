/** The profile of a stored table: one scan for the figures of several columns, one each for common values and histogram, then what holds between columns. */
import type { Column } from '@shared/areas/datasets';
import type { ColumnProfile, Profile } from '@shared/areas/quality';
import { isText, toCell, wireExpression, type SnapshotTable, type TableColumn } from '@engine/datasets';
import type { TableConnection, TableSession, Value } from '../../storage/tableSession';
import { eachPiece } from '../tablePieces';
import { measureAssociations } from './associations';
import { columnHistogram } from './histogram';
import { findNearDuplicates } from './nearDuplicates';
import { countPricesAbove } from './pricesAbove';
import { readValueCounts } from './valueCounts';
import { chiSquareUniformity } from './uniformity';

/** A statement over the connection of the profile. */
export type Ask = TableConnection['rows'];

/** Their values are held in memory for the quantiles. */
const columnsAtOnce = 2;
export const quantileLevels = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

export async function profileTable(tables: TableSession, table: SnapshotTable, columns: readonly Column[], signal: AbortSignal): Promise<Omit<Profile, 'alerts' | 'snapshotId'>> {
  return tables.withConnection(
    async (connection) => {
      const profiled: ColumnProfile[] = [];
      await eachPiece(connection, table, async (piece, first) => void profiled.push(...(await profileColumns(connection.rows, piece, columns.slice(first, first + piece.columns.length)))));
      return {
        rows: table.rows,
        duplicateRows: await countDuplicates(connection.rows, table),
        columns: profiled,
        ...(await measureAssociations(connection, table, columns.map(({ distinct }) => distinct))),
        nearDuplicates: [...(await findNearDuplicates(connection.rows, table))],
        pricesAbove: await countPricesAbove(connection.rows, table, columns),
      };
    },
    { signal },
  );
}

async function profileColumns(ask: Ask, table: SnapshotTable, columns: readonly Column[]): Promise<ColumnProfile[]> {
  const profiled: ColumnProfile[] = [];
  for (let from = 0; from < table.columns.length; from += columnsAtOnce) {
    const some = table.columns.slice(from, from + columnsAtOnce);
    const figures = await readFigures(ask, table, some);
    for (const [i, column] of some.entries()) {
      const described = columns[from + i];
      const found = figures[i];
      if (!described || !found) continue;
      const { nulls, distinct } = described;
      const counts = await readValueCounts(ask, table, column, distinct);
      const histogram = await columnHistogram(ask, table, column, found);
      profiled.push({ ...found, ...counts, name: column.name, type: column.type, rows: table.rows, nulls, distinct, histogram, uniformity: counts.uniformity ?? (histogram && distinct > histogram.counts.length ? chiSquareUniformity(histogram.counts) : null) });
    }
  }
  return profiled;
}

/** Copies of earlier rows. Rows are compared by a 64-bit hash: among a million rows a false match has odds of 3 in 100 million. */
async function countDuplicates(ask: Ask, table: SnapshotTable): Promise<number> {
  const { rows } = await ask(`select count(*) - count(distinct hash(${table.columns.map(({ field }) => field).join(', ')})) from ${table.source}`);
  return Number(rows[0]?.[0]);
}

export type Figures = Pick<ColumnProfile, 'zeros' | 'negatives' | 'min' | 'max' | 'mean' | 'sd' | 'quantiles' | 'lengths' | 'skewness' | 'infinite'>;

async function readFigures(ask: Ask, table: SnapshotTable, columns: readonly TableColumn[]): Promise<readonly Figures[]> {
  const lists = columns.map(figureExpressions);
  const { rows } = await ask(`select ${lists.flat().join(', ')} from ${table.source}`);
  const row = rows[0] ?? [];
  let at = 0;
  return columns.map((column, i) => {
    const length = lists[i]?.length ?? 0;
    const values = row.slice(at, at + length);
    at += length;
    return isNumeric(column) ? numberFigures(values) : isText(column.type) ? textFigures(values) : plainFigures(values);
  });
}

function isNumeric({ type }: TableColumn): boolean {
  return type === 'integer' || type === 'decimal';
}

function figureExpressions(column: TableColumn): string[] {
  const { field, type } = column;
  if (isText(type)) return [`min(length(${field}))`, `max(length(${field}))`, `avg(length(${field}))`];
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
    type === 'decimal' ? `count(*) filter (where isinf(${field}))` : '0',
    // One list, since DuckDB keeps all values of a column for each such aggregate.
    `quantile_cont(${field}::double, [${quantileLevels.join(', ')}])`,
  ];
}

const noFigures: Figures = { zeros: null, negatives: null, min: null, max: null, mean: null, sd: null, quantiles: null, lengths: null, skewness: null, infinite: null };

function plainFigures([min, max]: readonly Value[]): Figures {
  return { ...noFigures, min: toCell(min ?? null), max: toCell(max ?? null) };
}

function textFigures([shortest, longest, mean]: readonly Value[]): Figures {
  const lengths = shortest === null || shortest === undefined ? null : { min: Number(shortest), max: Number(longest), mean: Number(mean) };
  return { ...noFigures, lengths };
}

function numberFigures([min, max, zeros, negatives, mean, sd, skewness, infinite, quantiles]: readonly Value[]): Figures {
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
    infinite: Number(infinite),
    quantiles: empty || !Array.isArray(quantiles) ? null : quantiles.map(Number),
  };
}

function finiteOrNull(value: Value | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
