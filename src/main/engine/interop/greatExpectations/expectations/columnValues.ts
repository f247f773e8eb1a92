/** Expectations about each value of a column: missing, repeated, in bounds, in a set, in order, far from others. */
import { z } from 'zod';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { defineExpectation, noArgs, valueSchema, type ExpectationMapping } from '../expectationMapping';
import { betweenArgs, boundKwargs, readBounds, writeBounds } from './bounds';

const rows = true;
const setKwargs = { value_set: z.array(valueSchema.nullable()).nullish() };
const setArgs = z.strictObject({ values: z.array(valueSchema) });
const reportAll = z.strictObject({ report: z.literal('all').default('all') });

export const columnValues: readonly ExpectationMapping[] = [
  defineExpectation({ type: 'expect_column_values_to_not_be_null', rows, kind: 'not-null', kwargs: {}, args: noArgs, read: () => ({}), write: () => ({}) }),
  defineExpectation({ type: 'expect_column_values_to_be_null', rows, kind: 'null', kwargs: {}, args: noArgs, read: () => ({}), write: () => ({}) }),
  defineExpectation({ type: 'expect_column_values_to_be_unique', rows, kind: 'unique', kwargs: {}, args: reportAll, read: () => ({}), write: () => ({}) }),
  defineExpectation({ type: 'expect_column_values_to_be_between', rows, kind: 'range', kwargs: boundKwargs, args: betweenArgs, read: readBounds, write: writeBounds }),
  defineExpectation({ type: 'expect_column_values_to_be_in_set', rows, kind: 'one-of', kwargs: setKwargs, args: setArgs, read: ({ value_set: values }) => (values ? { values: present(values) } : words.left.anyValue), write: ({ values }) => ({ value_set: values }) }),
  defineExpectation({ type: 'expect_column_values_to_not_be_in_set', rows, kind: 'not-one-of', kwargs: setKwargs, args: setArgs, read: ({ value_set: values }) => ({ values: present(values ?? []) }), write: ({ values }) => ({ value_set: values }) }),
  ...(['increasing', 'decreasing'] as const).map((order) =>
    defineExpectation({ type: `expect_column_values_to_be_${order}`, rows, kind: order, kwargs: { strictly: z.boolean().nullish() }, args: z.strictObject({ strictly: z.boolean().default(false) }), read: ({ strictly }) => (strictly ? { strictly } : {}), write: ({ strictly }) => ({ ...(strictly && { strictly }) }) }),
  ),
  defineExpectation({
    type: 'expect_column_value_z_scores_to_be_less_than',
    rows,
    kind: 'standard-score',
    kwargs: { threshold: z.number(), double_sided: z.boolean() },
    args: z.strictObject({ threshold: z.number(), bothSides: z.boolean().default(true) }),
    read: ({ threshold, double_sided: bothSides }) => ({ threshold: bothSides ? Math.abs(threshold) : threshold, bothSides }),
    write: ({ threshold, bothSides }) => ({ threshold, double_sided: bothSides }),
  }),
  // Releases differ in what "iqr" measures from; the newest ones take the quartiles.
  defineExpectation({
    type: 'expect_column_values_to_not_be_outliers',
    rows,
    kind: 'outliers',
    kwargs: { method: z.enum(['iqr', 'std']).default('iqr'), multiplier: z.number().min(0).default(1.5) },
    args: z.strictObject({ method: z.enum(['fences', 'std']), multiplier: z.number().default(1.5) }),
    read: ({ method, multiplier }) => ({ method: ({ iqr: 'fences', std: 'std' } as const)[method], multiplier }),
    write: ({ method, multiplier }) => ({ method: ({ fences: 'iqr', std: 'std' } as const)[method], multiplier }),
  }),
];

/** A missing cell is in no set: it is left out before. */
function present(values: readonly (z.output<typeof valueSchema> | null)[]): z.output<typeof valueSchema>[] {
  return values.filter((value) => value !== null);
}
