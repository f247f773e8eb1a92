/** Expectations about a table as a whole: rows, columns, another table. */
import { z } from 'zod';
import { defineExpectation, type ExpectationMapping } from '../expectationMapping';
import { betweenArgs, boundKwargs, readBounds, writeBounds } from './bounds';

const domain = 'table' as const;
const namesSchema = z.array(z.string());
const countSchema = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
const indexSchema = z.union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)]);
const sameBounds = betweenArgs.refine(({ min, max, strictMin, strictMax }) => typeof min === 'number' && min === max && !strictMin && !strictMax);

export const tables: readonly ExpectationMapping[] = [
  ...(['row', 'column'] as const).flatMap((what) => [
    defineExpectation({ type: `expect_table_${what}_count_to_equal`, domain, kind: `${what}-count`, kwargs: { value: countSchema }, args: sameBounds, read: ({ value }) => ({ min: value, max: value }), write: ({ min }) => ({ value: min }) }),
    defineExpectation({ type: `expect_table_${what}_count_to_be_between`, domain, kind: `${what}-count`, kwargs: boundKwargs, args: betweenArgs, read: (kwargs) => ({ min: 0, ...readBounds(kwargs) }), write: writeBounds }),
  ]),
  defineExpectation({
    type: 'expect_column_to_exist',
    domain,
    kind: 'column-exists',
    kwargs: { column: z.string().min(1), column_index: indexSchema.nullish() },
    args: z.strictObject({ name: z.string(), position: z.number().optional() }),
    // The index 0 is not looked at there.
    read: ({ column: name, column_index: index }) => ({ name, ...(index && index > 0 && { position: index + 1 }) }),
    write: ({ name, position }) => ({ column: name, ...(position !== undefined && position > 1 && { column_index: position - 1 }) }),
  }),
  defineExpectation({
    type: 'expect_table_columns_to_match_ordered_list',
    domain,
    kind: 'columns-ordered',
    kwargs: { column_list: namesSchema },
    args: z.strictObject({ columns: namesSchema, others: z.literal(false).default(false) }),
    read: ({ column_list: columns }) => ({ columns }),
    write: ({ columns }) => ({ column_list: columns }),
  }),
  defineExpectation({
    type: 'expect_table_columns_to_match_set',
    domain,
    kind: 'columns-are',
    kwargs: { column_set: namesSchema.nullish(), exact_match: z.boolean().nullish() },
    args: z.strictObject({ columns: namesSchema, others: z.boolean().default(false), absent: z.literal(false).default(false) }),
    read: ({ column_set: columns, exact_match: exact }) => ({ columns: columns ?? [], ...((exact === false || exact === null) && { others: true }) }),
    write: ({ columns, others }) => ({ column_set: columns, exact_match: !others }),
  }),
  defineExpectation({
    type: 'expect_table_row_count_to_equal_other_table',
    domain,
    kind: 'same-row-count',
    kwargs: { other_table_name: z.string().min(1) },
    args: z.strictObject({ dataset: z.string() }),
    read: ({ other_table_name: dataset }) => ({ dataset }),
    write: ({ dataset }) => ({ other_table_name: dataset }),
  }),
];
