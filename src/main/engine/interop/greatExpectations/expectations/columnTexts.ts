/** Expectations about texts: patterns, lengths, dates, JSON. */
import { z } from 'zod';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { defineExpectation, noArgs, type ExpectationMapping, type Kwargs } from '../expectationMapping';
import { likeToPattern } from '../likePattern';
import { readPattern, writePattern, type PlacedPattern } from '../regularExpression';

const rows = true;
const whereSchema = z.enum(['whole', 'start', 'anywhere']).default('whole');
const patternArgs = z.strictObject({ pattern: z.string(), where: whereSchema });
const listArgs = z.strictObject({ patterns: z.array(z.string()), where: whereSchema });
const regexList = z.array(z.string()).min(1);
const number = z.union([z.number(), z.string().regex(/^[-+]?\d+(\.\d+)?$/).transform(Number)]);
/** Bounds are whole there: what stands behind the point is cut off. */
const lengthBound = number.transform(Math.trunc).nullish();
const lengthArgs = z.strictObject({ min: z.number().nullish(), max: z.number().nullish(), strictMin: z.boolean().default(false), strictMax: z.boolean().default(false) });
/** No text is that short. */
const noLength = { max: -1 };
const formatArgs = z.strictObject({ format: z.string() });
const schemaArgs = z.strictObject({ schema: z.json() });

export const columnTexts: readonly ExpectationMapping[] = [
  defineExpectation({ type: 'expect_column_values_to_match_regex', rows, kind: 'pattern', kwargs: { regex: z.string().default('(?s).*') }, args: patternArgs, read: ({ regex }) => readPattern(regex) ?? words.left.regex(regex), write: writeRegex }),
  defineExpectation({ type: 'expect_column_values_to_not_match_regex', rows, kind: 'not-pattern', kwargs: { regex: z.string() }, args: patternArgs, read: ({ regex }) => readPattern(regex) ?? words.left.regex(regex), write: writeRegex }),
  defineExpectation({
    type: 'expect_column_values_to_match_regex_list',
    rows,
    kind: 'patterns',
    kwargs: { regex_list: regexList, match_on: z.enum(['any', 'all']).default('any') },
    args: listArgs.extend({ match: z.enum(['any', 'all']).default('any') }),
    read: ({ regex_list: list, match_on: match }) => readList(list, match),
    write: ({ match, ...list }) => writeList(list, { match_on: match }),
  }),
  defineExpectation({ type: 'expect_column_values_to_not_match_regex_list', rows, kind: 'not-patterns', kwargs: { regex_list: regexList }, args: listArgs, read: ({ regex_list: list }) => readList(list, undefined), write: (list) => writeList(list, {}) }),
  ...(['', 'not_'] as const).flatMap((not) => [
    defineExpectation({ type: `expect_column_values_to_${not}match_like_pattern`, rows, kind: not === '' ? 'pattern' : 'not-pattern', kwargs: { like_pattern: z.string() }, args: z.never(), read: ({ like_pattern: like }) => ({ pattern: likeToPattern(like), where: 'whole' }) as never, write: () => null }),
  ]),
  defineExpectation({
    type: 'expect_column_value_lengths_to_equal',
    rows,
    kind: 'length',
    kwargs: { value: number },
    args: lengthArgs.refine(({ min, max, strictMin, strictMax }) => typeof min === 'number' && min === max && !strictMin && !strictMax),
    read: ({ value }) => ({ min: value, max: value }),
    write: ({ min }) => ({ value: min }),
  }),
  defineExpectation({
    type: 'expect_column_value_lengths_to_be_between',
    rows,
    kind: 'length',
    kwargs: { min_value: lengthBound, max_value: lengthBound, strict_min: z.boolean().nullish(), strict_max: z.boolean().nullish() },
    args: lengthArgs,
    read: ({ min_value: min, max_value: max, strict_min: strictMin, strict_max: strictMax }) => (typeof min === 'number' && typeof max === 'number' && min > max ? noLength : { min, max, ...(strictMin && { strictMin }), ...(strictMax && { strictMax }) }),
    write: ({ min, max, strictMin, strictMax }) => ({ min_value: min ?? undefined, max_value: max ?? undefined, ...(strictMin && { strict_min: true }), ...(strictMax && { strict_max: true }) }),
  }),
  defineExpectation({ type: 'expect_column_values_to_match_strftime_format', rows, kind: 'date-format', kwargs: { strftime_format: z.string() }, args: formatArgs, read: ({ strftime_format: format }) => ({ format }), write: ({ format }) => ({ strftime_format: format }) }),
  defineExpectation({ type: 'expect_column_values_to_be_dateutil_parseable', rows, kind: 'readable-date', kwargs: {}, args: noArgs, read: () => ({}), write: () => ({}) }),
  defineExpectation({ type: 'expect_column_values_to_be_json_parseable', rows, kind: 'json', kwargs: {}, args: noArgs, read: () => ({}), write: () => ({}) }),
  defineExpectation({ type: 'expect_column_values_to_match_json_schema', rows, kind: 'json-schema', kwargs: { json_schema: z.json() }, args: schemaArgs, read: ({ json_schema: schema }) => ({ schema }), write: ({ schema }) => ({ json_schema: schema }) }),
];

/** All in one place: each pattern says itself where it matches. */
function readList<M>(list: readonly string[], match: M): { patterns: string[]; where: 'whole' | 'anywhere'; match?: M } | string {
  const read = list.map(readPattern);
  const foreign = read.indexOf(null);
  if (foreign >= 0) return words.left.regex(list[foreign] ?? '');
  const patterns = read.filter((each) => each !== null);
  const shared = match === undefined ? {} : { match };
  if (patterns.every(({ where }) => where === 'whole')) return { patterns: patterns.map(({ pattern }) => pattern), where: 'whole', ...shared };
  return { patterns: patterns.map((each) => ({ whole: `^(?:${each.pattern})\\z`, start: `^(?:${each.pattern})`, anywhere: each.pattern })[each.where]), where: 'anywhere', ...shared };
}

function writeRegex(args: PlacedPattern): Kwargs | null {
  const regex = writePattern(args);
  return regex === null ? null : { regex };
}

function writeList({ patterns, where }: z.output<typeof listArgs>, others: Kwargs): Kwargs | null {
  const list = patterns.map((pattern) => writePattern({ pattern, where }));
  return list.includes(null) ? null : { regex_list: list, ...others };
}
