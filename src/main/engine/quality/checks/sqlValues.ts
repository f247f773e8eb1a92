/** Values of arguments as SQL beside a column: numbers as numbers, days as days, text as it stands. */
import { z } from 'zod';
import type { Cell } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { checkMessages } from '@shared/messages/checks';
import { cellLiteral, isText, textExpression, type TableColumn } from '@engine/datasets';
import { literal } from '../../storage/tableSession';

export const valueSchema = z.union([z.string(), z.number(), z.boolean()]);
export const valuesSchema = z.array(valueSchema).max(10_000);
export const boundSchema = z.union([z.string(), z.number()]).nullable().optional();
export type Bound = z.output<typeof boundSchema>;

/** One value as the column would hold it. Throws `invalid-input` where the column can never hold it. */
export function valueLiteral(column: TableColumn, value: Cell): string {
  return isText(column.type) ? literal(String(value)) : cellLiteral(column, value);
}

/** SQL that is true where the column's cell is in the set; values that the column can never hold play no part. */
export function inSet(column: TableColumn, values: readonly Cell[]): string {
  const literals = values.flatMap((value) => {
    try {
      return value === null ? [] : [valueLiteral(column, value)];
    } catch (error) {
      if (error instanceof EngineError) return [];
      throw error;
    }
  });
  return literals.length === 0 ? 'false' : `${column.field} in (${[...new Set(literals)].join(', ')})`;
}

export function isNumeric({ type }: Pick<TableColumn, 'type'>): boolean {
  return type === 'integer' || type === 'decimal';
}

/** The cell as a double; SQL, null where it is none. Throws `invalid-input` for days and truth values. */
export function numberOf(column: TableColumn): string {
  if (isNumeric(column)) return `${column.field}::double`;
  if (isText(column.type)) return `try_cast(${column.field} as double)`;
  throw new EngineError('invalid-input', checkMessages.refused.noNumbers(column.name), { column: column.name });
}


/** SQL that is true where the text matches: as a whole, from its start, or anywhere. */
export function matchesPattern(column: TableColumn, pattern: string, where: 'whole' | 'start' | 'anywhere'): string {
  const text = textExpression(column);
  if (where === 'whole') return `regexp_full_match(${text}, ${literal(pattern)})`;
  return `regexp_matches(${text}, ${literal(where === 'start' ? `^(?:${pattern})` : pattern)})`;
}

/** SQL; `false` where it is known that no cell is missing, so that nothing is read for it. */
export const isMissing = ({ field, nulls }: TableColumn): string => (nulls === 0 ? 'false' : `${field} is null`);
export const anyMissing = (columns: readonly TableColumn[]): string => columns.map(isMissing).filter((each) => each !== 'false').join(' or ') || 'false';
export const allMissing = (columns: readonly TableColumn[]): string => columns.map(isMissing).join(' and ') || 'false';
export const ignoreSchema = z.enum(['any', 'all', 'never']);

/** Rows that a check of several columns leaves out. */
export function ignored(columns: readonly TableColumn[], ignore: z.output<typeof ignoreSchema>): string {
  return { any: anyMissing(columns), all: allMissing(columns), never: 'false' }[ignore];
}
