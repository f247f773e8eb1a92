/** Each cell can be read as the expected type. Types are stored per column, so most columns pass or fail as a whole. */
import type { ColumnType } from '@shared/areas/common';
import { qualityMessages } from '@shared/messages/quality';
import { isText, type TableColumn } from '@engine/datasets';
import { alwaysValid, type CheckDefinition } from './checkDefinition';

export const type: CheckDefinition<'type'> = {
  kind: 'type',
  assertValid: alwaysValid,
  failing: (check, column) => failing(check.type, column),
  rule: (check) => qualityMessages.rules.type[check.type],
  observed: () => null,
};

const textCasts: Readonly<Partial<Record<ColumnType, string>>> = { integer: 'bigint', decimal: 'double', boolean: 'boolean', date: 'date', datetime: 'timestamp' };

function failing(expected: ColumnType, { field, type: actual }: TableColumn): string {
  if (isText(expected) || expected === actual) return 'false';
  if (isText(actual)) {
    // A cast to bigint would round 1.5, so whole numbers are recognised by their form.
    if (expected === 'integer') return `not regexp_full_match(trim(${field}), '[+-]?[0-9]+')`;
    return `${field} is not null and try_cast(${field} as ${textCasts[expected] ?? 'varchar'}) is null`;
  }
  if (expected === 'decimal' && actual === 'integer') return 'false';
  if (expected === 'integer' && actual === 'decimal') return `${field} <> floor(${field})`;
  if (expected === 'boolean' && actual === 'integer') return `${field} not in (0, 1)`;
  if (expected === 'datetime' && actual === 'date') return 'false';
  if (expected === 'date' && actual === 'datetime') return `cast(${field} as time) <> time '00:00:00'`;
  return `${field} is not null`;
}
