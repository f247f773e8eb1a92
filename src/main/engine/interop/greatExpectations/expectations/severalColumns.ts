/** Expectations about two or more columns of one row. */
import { z } from 'zod';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { defineExpectation, noArgs, valueSchema, type ExpectationMapping } from '../expectationMapping';

const rows = true;
const pairSchema = z.tuple([valueSchema.nullable(), valueSchema.nullable()]);
const reportAll = z.strictObject({ report: z.literal('all').default('all') });

/** Which rows are left out for their missing cells stands beside their own arguments. */
export const severalColumns: readonly ExpectationMapping[] = [
  defineExpectation({ type: 'expect_column_pair_values_to_be_equal', domain: 'pair', rows, kind: 'pair-equal', kwargs: {}, args: noArgs, read: () => ({}), write: () => ({}) }),
  defineExpectation({
    type: 'expect_column_pair_values_a_to_be_greater_than_b',
    domain: 'pair',
    rows,
    kind: 'pair-greater',
    kwargs: { or_equal: z.boolean().nullish() },
    args: z.strictObject({ orEqual: z.boolean().default(false) }),
    read: ({ or_equal: orEqual }) => (orEqual ? { orEqual } : {}),
    write: ({ orEqual }) => ({ ...(orEqual && { or_equal: true }) }),
  }),
  defineExpectation({
    type: 'expect_column_pair_values_to_be_in_set',
    domain: 'pair',
    rows,
    kind: 'pairs-in-set',
    kwargs: { value_pairs_set: z.array(pairSchema).nullish() },
    args: z.strictObject({ pairs: z.array(pairSchema) }),
    read: ({ value_pairs_set: pairs }) => (pairs ? { pairs } : words.left.anyValue),
    write: ({ pairs }) => ({ value_pairs_set: pairs }),
  }),
  defineExpectation({ type: 'expect_compound_columns_to_be_unique', domain: 'columns', rows, kind: 'unique-together', kwargs: {}, args: reportAll, read: () => ({}), write: () => ({}) }),
  defineExpectation({ type: 'expect_select_column_values_to_be_unique_within_record', domain: 'columns', rows, kind: 'different-within-row', kwargs: {}, args: noArgs, read: () => ({}), write: () => ({}) }),
  // Its name before 0.12.
  defineExpectation({ type: 'expect_multicolumn_values_to_be_unique', domain: 'columns', rows, kind: 'different-within-row', kwargs: {}, args: noArgs, read: () => ({}), write: () => ({}) }),
  defineExpectation({ type: 'expect_multicolumn_sum_to_equal', domain: 'columns', rows, kind: 'sum-equals', kwargs: { sum_total: z.number() }, args: z.strictObject({ total: z.number() }), read: ({ sum_total: total }) => ({ total }), write: ({ total }) => ({ sum_total: total }) }),
  defineExpectation({ type: 'expect_multicolumn_values_to_be_equal', domain: 'columns', rows, kind: 'all-equal', kwargs: {}, args: noArgs, read: () => ({}), write: () => ({}) }),
];
