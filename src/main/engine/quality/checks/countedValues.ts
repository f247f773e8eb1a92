/** The different values of a column with how often each occurs, in ascending order. */
import { isText, toCell, wireExpression, type TableColumn } from '@engine/datasets';
import type { Scalar, ValueCount } from '../statistics/valueCounts';
import type { CheckContext } from './checkDefinition';
import { numberOf } from './sqlValues';

export async function countValues({ ask, from }: Pick<CheckContext, 'ask' | 'from'>, column: TableColumn): Promise<ValueCount[]> {
  const { rows } = await ask(`select ${wireExpression({ ...column, field: 'value' })}, n from (select ${column.field} as value, count(*) as n from ${from} where ${column.field} is not null group by 1 order by 1)`);
  return rows.flatMap(([value, count]) => {
    const cell = toCell(value ?? null);
    return cell === null ? [] : [{ value: asScalar(column, cell), count: Number(count) }];
  });
}

/** Whole numbers beyond double precision arrive as text. */
export function asScalar({ type }: TableColumn, cell: Scalar): Scalar {
  return typeof cell === 'string' && !isText(type) && (type === 'integer' || type === 'decimal') ? Number(cell) : cell;
}

/** The same as numbers; NaN and cells that are no numbers are left out. Throws `invalid-input` for a column that holds days or truth values. */
export async function countNumbers({ ask, from }: Pick<CheckContext, 'ask' | 'from'>, column: TableColumn): Promise<ValueCount<number>[]> {
  const { rows } = await ask(`select value, count(*) from (select ${numberOf(column)} as value from ${from}) where value is not null and not isnan(value) group by 1 order by 1`);
  return rows.map(([value, count]) => ({ value: Number(value), count: Number(count) }));
}
