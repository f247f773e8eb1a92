/** Each cell can be read as the expected type. Types are stored per column, so most columns pass or fail as a whole. */
import { z } from 'zod';
import { columnTypes, columnTypeSchema, type ColumnType } from '@shared/areas/common';
import { checkMessages } from '@shared/messages/checks';
import { isText, type TableColumn } from '@engine/datasets';
import { defineCheck, only } from './checkDefinition';
import { isMissing } from './sqlValues';

export const type = defineCheck({
  kind: 'type',
  title: checkMessages.titles.type,
  group: 'completeness',
  scope: 'column',
  rows: true,
  args: z.strictObject({ type: columnTypeSchema, coerce: z.boolean().default(false) }),
  fields: [
    { name: 'type', label: checkMessages.fields.type, input: 'choice', optional: false, choices: columnTypes.map((value) => ({ value, label: checkMessages.types[value] })) },
    { name: 'coerce', label: checkMessages.fields.coerce, input: 'flag', optional: true },
  ],
  rule: (args) => checkMessages.types[args.type],
  plan(args, context) {
    const column = only(context);
    return { by: 'rows', failing: unlike(args.type, column, args.coerce), missing: isMissing(column) };
  },
});

const textCasts: Readonly<Partial<Record<ColumnType, string>>> = { decimal: 'double', boolean: 'boolean', date: 'date', datetime: 'timestamp' };

/** SQL that is true for cells that are not of the type. */
export function unlike(expected: ColumnType, { field, type: actual }: TableColumn, coerce: boolean): string {
  if (isText(expected) || expected === actual) return 'false';
  if (isText(actual)) {
    // A cast to bigint would round 1.5, so whole numbers are recognised by their form, or by having no fraction.
    if (expected === 'integer') return coerce ? `try_cast(${field} as double) is null or try_cast(${field} as double) <> floor(try_cast(${field} as double))` : `not regexp_full_match(trim(${field}), '[+-]?[0-9]+')`;
    return `try_cast(${field} as ${textCasts[expected] ?? 'varchar'}) is null`;
  }
  if (expected === 'decimal' && (actual === 'integer' || (coerce && actual === 'boolean'))) return 'false';
  if (expected === 'integer' && actual === 'decimal') return `${field} <> floor(${field})`;
  if (expected === 'integer' && coerce && actual === 'boolean') return 'false';
  if (expected === 'boolean' && actual === 'integer') return `${field} not in (0, 1)`;
  if (expected === 'datetime' && actual === 'date') return 'false';
  if (expected === 'date' && actual === 'datetime') return `cast(${field} as time) <> time '00:00:00'`;
  return `${field} is not null`;
}
