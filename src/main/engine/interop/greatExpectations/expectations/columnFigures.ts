/** Expectations about figures of a column: extremes, mean, spread, counts of different values, quantiles, sets of different values. */
import { z } from 'zod';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { defineExpectation, valueSchema, type ExpectationMapping } from '../expectationMapping';
import { betweenArgs, boundKwargs, readBounds, writeBounds } from './bounds';

const figures = {
  expect_column_min_to_be_between: 'smallest',
  expect_column_max_to_be_between: 'largest',
  expect_column_mean_to_be_between: 'mean',
  expect_column_median_to_be_between: 'median',
  expect_column_sum_to_be_between: 'sum',
  expect_column_stdev_to_be_between: 'standard-deviation',
  expect_column_unique_value_count_to_be_between: 'distinct-count',
  expect_column_proportion_of_unique_values_to_be_between: 'distinct-share',
  expect_column_proportion_of_non_null_values_to_be_between: 'present-share',
} as const;

const valuesSchema = z.array(valueSchema.nullable()).nullish();
const setArgs = z.strictObject({ values: z.array(valueSchema) });
const interpolations = ['linear', 'lower', 'higher', 'midpoint', 'nearest'] as const;
const rangeSchema = z.tuple([z.number().nullable(), z.number().nullable()]);
const boundSchema = z.number().nullable().default(null);

export const columnFigures: readonly ExpectationMapping[] = [
  ...Object.entries(figures).map(([type, kind]) => defineExpectation({ type, kind, kwargs: boundKwargs, args: betweenArgs, read: readBounds, write: writeBounds })),
  ...(['in-set', 'contains', 'equals'] as const).map((relation) =>
    defineExpectation({
      type: { 'in-set': 'expect_column_distinct_values_to_be_in_set', contains: 'expect_column_distinct_values_to_contain_set', equals: 'expect_column_distinct_values_to_equal_set' }[relation],
      kind: `distinct-${relation}`,
      kwargs: { value_set: relation === 'in-set' ? valuesSchema : valuesSchema.unwrap().unwrap() },
      args: setArgs,
      read: ({ value_set: values }) => (relation === 'in-set' && (values ?? []).length === 0 ? words.left.anyValue : { values: present(values ?? []) }),
      write: ({ values }) => ({ value_set: values }),
    }),
  ),
  defineExpectation({
    type: 'expect_column_most_common_value_to_be_in_set',
    kind: 'most-common',
    kwargs: { value_set: valuesSchema, ties_okay: z.boolean().nullish() },
    args: setArgs.extend({ ties: z.boolean().default(false) }),
    read: ({ value_set: values, ties_okay: ties }) => ({ values: present(values ?? []), ...(ties && { ties }) }),
    write: ({ values, ties }) => ({ value_set: values, ...(ties && { ties_okay: true }) }),
  }),
  defineExpectation({
    type: 'expect_column_quantile_values_to_be_between',
    kind: 'quantiles',
    kwargs: { quantile_ranges: z.object({ quantiles: z.array(z.number().min(0).max(1)).min(1), value_ranges: z.array(rangeSchema) }).refine(({ quantiles, value_ranges: ranges }) => quantiles.length === ranges.length, { error: words.refused.ranges }), allow_relative_error: z.union([z.literal(false), z.enum(interpolations)]).nullish() },
    args: z.strictObject({ quantiles: z.array(z.strictObject({ at: z.number(), min: boundSchema, max: boundSchema })), interpolation: z.enum(interpolations).default('nearest') }),
    read: ({ quantile_ranges: { quantiles, value_ranges: ranges }, allow_relative_error: interpolation }) => ({
      quantiles: quantiles.map((at, i) => ({ at, min: ranges[i]?.[0] ?? null, max: ranges[i]?.[1] ?? null })),
      ...(interpolation && { interpolation }),
    }),
    write: ({ quantiles, interpolation }) => ({ quantile_ranges: { quantiles: quantiles.map(({ at }) => at), value_ranges: quantiles.map(({ min, max }) => [min, max]) }, allow_relative_error: interpolation }),
  }),
];

function present(values: readonly (z.output<typeof valueSchema> | null)[]): z.output<typeof valueSchema>[] {
  return values.filter((value) => value !== null);
}
