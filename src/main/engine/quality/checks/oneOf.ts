/** The value is in a given set. */
import { qualityMessages } from '@shared/messages/quality';
import { isText, textExpression, type TableColumn } from '@engine/datasets';
import { literal } from '../../storage/tableSession';
import { alwaysValid, type CheckDefinition, type CheckOf } from './checkDefinition';

export const oneOf: CheckDefinition<'one-of'> = {
  kind: 'one-of',
  assertValid: alwaysValid,
  failing,
  rule: (check) => qualityMessages.rules.oneOf(check.values),
  observed: () => null,
};

/** Numbers are compared as numbers, so that "1" and "1.0" are one value; everything else as text. */
function failing(check: CheckOf<'one-of'>, column: TableColumn): string {
  if (column.type === 'integer' || column.type === 'decimal') {
    const numbers = check.values.filter((value) => value.trim() !== '' && Number.isFinite(Number(value))).map((value) => `${Number(value)}::double`);
    return numbers.length === 0 ? `${column.field} is not null` : `${column.field} not in (${numbers.join(', ')})`;
  }
  if (check.values.length === 0) return `${column.field} is not null`;
  const text = isText(column.type) ? column.field : textExpression(column);
  return `${text} not in (${check.values.map(literal).join(', ')})`;
}
