/** Checks that expectations of another name can say; read back, they come as that one's own check. */
import { z } from 'zod';
import { defineExpectation, valueSchema, type ExpectationMapping } from '../expectationMapping';
import { escapePattern } from '../../schemas/schemaFormat';

const rows = true;
const oneValue = z.strictObject({ value: valueSchema });
const oneText = z.strictObject({ text: z.string() });
/** They are only written. */
const read = (): string => '';

export const rephrased: readonly ExpectationMapping[] = [
  defineExpectation({ type: 'expect_column_values_to_be_in_set', rows, kind: 'equal', kwargs: {}, args: oneValue, read, write: ({ value }) => ({ value_set: [value] }) }),
  defineExpectation({ type: 'expect_column_values_to_not_be_in_set', rows, kind: 'not-equal', kwargs: {}, args: oneValue, read, write: ({ value }) => ({ value_set: [value] }) }),
  defineExpectation({ type: 'expect_column_values_to_match_regex', rows, kind: 'starts-with', kwargs: {}, args: oneText, read, write: ({ text }) => ({ regex: `^${escapePattern(text)}` }) }),
  defineExpectation({ type: 'expect_column_values_to_match_regex', rows, kind: 'ends-with', kwargs: {}, args: oneText, read, write: ({ text }) => ({ regex: `${escapePattern(text)}\\Z` }) }),
];
