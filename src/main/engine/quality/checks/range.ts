/** The value lies between two bounds, both included. Works on numbers, dates and text (by character order). */
import type { Cell } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { qualityMessages } from '@shared/messages/quality';
import { cellLiteral, isText, wireExpression, type TableColumn } from '@engine/datasets';
import type { CheckDefinition, CheckOf } from './checkDefinition';

export const range: CheckDefinition<'range'> = {
  kind: 'range',
  assertValid,
  failing,
  rule: ({ min, max }) => qualityMessages.rules.range(shown(min), shown(max)),
  observed: (_, column) => `select concat_ws(' to ', cast(${wireExpression({ ...column, field: `min(${column.field})` })} as varchar), cast(${wireExpression({ ...column, field: `max(${column.field})` })} as varchar))`,
};

type RangeCheck = CheckOf<'range'>;

function assertValid({ min, max }: RangeCheck): void {
  if (isOpen(min) && isOpen(max)) throw new EngineError('invalid-input', qualityMessages.refused.noBounds);
  if (typeof min === 'number' && typeof max === 'number' && min > max) throw new EngineError('invalid-input', qualityMessages.refused.crossedBounds(String(min), String(max)), { min, max });
}

function isOpen(bound: Cell | undefined): bound is null | undefined {
  return bound === null || bound === undefined;
}

function shown(bound: Cell | undefined): string | null {
  if (isOpen(bound)) return null;
  return typeof bound === 'number' ? qualityMessages.number(bound) : String(bound);
}

/** Where a column that used to hold numbers came as text, cells that are no numbers are outside every range. */
function failing({ min, max }: RangeCheck, column: TableColumn): string {
  const numeric = typeof min === 'number' || typeof max === 'number';
  if (isText(column.type) && numeric) {
    const value = `try_cast(${column.field} as double)`;
    return `${column.field} is not null and (${value} is null or ${outside(value, min, max, (bound) => `${Number(bound)}::double`)})`;
  }
  return outside(column.field, min, max, (bound) => cellLiteral(column, bound));
}

function outside(value: string, min: Cell | undefined, max: Cell | undefined, toSql: (bound: Cell) => string): string {
  const below = isOpen(min) ? [] : [`${value} < ${toSql(min)}`];
  const above = isOpen(max) ? [] : [`${value} > ${toSql(max)}`];
  return [...below, ...above].join(' or ');
}
