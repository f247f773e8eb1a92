/** Suites of Great Expectations in and out. */
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { dataSchemaSchema, type DataSchema } from '@shared/areas/qualitySchema';
import { readSuite } from '@engine/interop/greatExpectations/readSuite';
import { writeSuite } from '@engine/interop/greatExpectations/writeSuite';

type GivenSchema = z.input<typeof dataSchemaSchema>;
const schemaOf = (checks: GivenSchema['checks'], rest: Partial<GivenSchema> = {}): DataSchema => dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [{ name: 'a', type: 'integer' }, { name: 'b', type: 'text' }, { name: 'c' }], checks, ...rest });
const written = (schema: DataSchema) => z.object({ name: z.string(), meta: z.looseObject({}), expectations: z.array(z.looseObject({ type: z.string(), kwargs: z.looseObject({}), severity: z.string() })) }).parse(JSON.parse(writeSuite(schema).text));
const suite = (...expectations: unknown[]): string => JSON.stringify({ name: 'theirs', expectations, meta: { great_expectations_version: '1.5.0' } });

/** One of each kind an expectation can say. */
const all: GivenSchema['checks'] = [
  { check: 'not-null', column: 'a', mostly: 0.9, severity: 'warning', note: 'agreed with sales', evidence: '12 of 1,573 are missing' },
  { check: 'null', column: 'c', severity: 'info' },
  { check: 'unique', column: 'a' },
  { check: 'range', column: 'a', args: { min: 1, max: 9, strictMax: true } },
  { check: 'one-of', column: 'b', args: { values: ['S', 'M'] }, condition: { column: 'a', operator: 'greater', value: 5 } },
  { check: 'not-one-of', column: 'a', args: { values: [3, 4] } },
  { check: 'increasing', column: 'a', args: { strictly: true } },
  { check: 'decreasing', column: 'a' },
  { check: 'standard-score', column: 'a', args: { threshold: 3, bothSides: true } },
  { check: 'outliers', column: 'a', args: { method: 'fences', multiplier: 2 } },
  { check: 'outliers', column: 'a', args: { method: 'std', multiplier: 3 } },
  { check: 'pattern', column: 'b', args: { pattern: '[A-Z]+', where: 'whole' } },
  { check: 'pattern', column: 'b', args: { pattern: 'A|B', where: 'start' } },
  { check: 'not-pattern', column: 'b', args: { pattern: '\\d', where: 'anywhere' } },
  { check: 'patterns', column: 'b', args: { patterns: ['a', 'b'], match: 'all', where: 'anywhere' } },
  { check: 'not-patterns', column: 'b', args: { patterns: ['x+'], where: 'whole' } },
  { check: 'length', column: 'b', args: { min: 3, max: 3 } },
  { check: 'length', column: 'b', args: { min: 1, max: 8 } },
  { check: 'date-format', column: 'b', args: { format: '%Y-%m-%d' } },
  { check: 'readable-date', column: 'b' },
  { check: 'json', column: 'b' },
  { check: 'json-schema', column: 'b', args: { schema: { type: 'object' } } },
  ...['smallest', 'largest', 'mean', 'median', 'sum', 'standard-deviation', 'distinct-count', 'distinct-share', 'present-share'].map((check) => ({ check, column: 'a', args: { min: 0, max: 100 } })),
  ...['distinct-in-set', 'distinct-contains', 'distinct-equals'].map((check) => ({ check, column: 'a', args: { values: [1, 2] } })),
  { check: 'most-common', column: 'b', args: { values: ['M'], ties: true } },
  { check: 'quantiles', column: 'a', args: { quantiles: [{ at: 0.5, min: 2, max: null }], interpolation: 'linear' } },
  { check: 'divergence', column: 'a', args: { partition: { bins: ['-Infinity', 0, 5, 'Infinity'], weights: [0.2, 0.5, 0.3] }, most: 0.1 } },
  { check: 'divergence', column: 'b', args: { partition: { values: ['S', 'M'], weights: [0.4, 0.6] }, most: 0.1, tailHoldout: 0.05 } },
  { check: 'pair-equal', columns: ['a', 'c'], args: { ignore: 'any' } },
  { check: 'pair-greater', columns: ['a', 'c'], args: { orEqual: true, ignore: 'never' } },
  { check: 'pairs-in-set', columns: ['a', 'b'], args: { pairs: [[1, 'S'], [2, null]], ignore: 'all' } },
  { check: 'unique-together', columns: ['a', 'b'], args: { ignore: 'all' } },
  { check: 'different-within-row', columns: ['a', 'c'], args: { ignore: 'any' } },
  { check: 'sum-equals', columns: ['a', 'c'], args: { total: 10, ignore: 'any' } },
  { check: 'all-equal', columns: ['a', 'c'], args: { ignore: 'never' } },
  { check: 'row-count', args: { min: 5, max: 5 } },
  { check: 'row-count', args: { min: 1, max: 5 } },
  { check: 'column-count', args: { min: 3, max: 3 } },
  { check: 'column-exists', args: { name: 'b', position: 2 } },
  { check: 'columns-ordered', args: { columns: ['a', 'b', 'c'] } },
  { check: 'columns-are', args: { columns: ['a', 'b', 'c'] } },
  { check: 'columns-are', args: { columns: ['a'], others: true } },
  { check: 'same-row-count', args: { dataset: 'orders' } },
  { check: 'type', column: 'a', args: { type: 'decimal' }, mostly: 0.99 },
];

describe('round trips', () => {
  it('every check comes back as it was', () => {
    const schema = schemaOf(all);
    const { text, notExpressible } = writeSuite(schema);
    expect(notExpressible).toEqual([]);
    const back = readSuite(text);
    expect(back.notExpressible).toEqual([]);
    for (const [i, check] of schema.checks.entries()) expect(back.schema.checks[i]).toEqual(check);
    expect(back.schema).toEqual(schema);
    expect(writeSuite(back.schema).text).toBe(text);
  });

  it.each([{ strict: 'error' }, { strict: 'error', ordered: true }] as const)('rules of the table: %j', (table) => {
    const schema = schemaOf([], { table });
    expect(readSuite(writeSuite(schema).text).schema).toEqual(schema);
  });

  it('infinite edges stand as Python writes them', () => expect(writeSuite(schemaOf(all)).text).toMatch(/\n\s+-Infinity,/));

  it('writes 1.x: severity beside the arguments, the release in the meta', () => {
    const { meta, expectations } = written(schemaOf([{ check: 'range', column: 'a', args: { min: 1 }, severity: 'info', mostly: 0.5 }]));
    expect(meta).toEqual({ great_expectations_version: '1.2.0' });
    expect(expectations.at(-1)).toEqual({ type: 'expect_column_values_to_be_between', kwargs: { column: 'a', min_value: 1, mostly: 0.5 }, meta: {}, severity: 'info' });
  });
});

describe('row conditions', () => {
  const condition = (given: NonNullable<DataSchema['checks'][number]['condition']>) => written(schemaOf([{ check: 'not-null', column: 'b', condition: given }])).expectations.at(-1)?.kwargs['row_condition'];

  it('are written for DataFrame.query', () => {
    expect(condition({ all: [{ column: 'a', operator: 'at-least', value: 2 }, { any: [{ column: 'b', operator: 'equal', value: 'x "y"' }, { not: { column: 'c', operator: 'missing' } }] }] })).toBe('(a >= 2) and ((b == "x \\"y\\"") or (not (c.isnull())))');
    expect(condition({ column: 'two words', operator: 'not-one-of', values: [1, 'x', true] })).toBe('`two words` not in [1, "x", True]');
  });

  it('are told where a query cannot say them', () => {
    expect(writeSuite(schemaOf([{ check: 'not-null', column: 'b', condition: { column: 'b', operator: 'equal', value: "it's" } }])).notExpressible).toHaveLength(1);
    expect(writeSuite(schemaOf([{ check: 'not-null', column: 'b', condition: { formula: 'length(b) > 2' } }])).notExpressible).toHaveLength(1);
  });

  it.each<[string, unknown, unknown]>([
    ['a > 5 and b == "x"', 'pandas', { all: [{ column: 'a', operator: 'greater', value: 5 }, { column: 'b', operator: 'equal', value: 'x' }] }],
    ['col("a").notNull()', 'great_expectations__experimental__', { column: 'a', operator: 'present' }],
    ['`two words` in [1, 2]', 'pandas', { column: 'two words', operator: 'one-of', values: [1, 2] }],
  ])('reads %s', (row_condition, condition_parser, expected) => {
    expect(readSuite(suite({ type: 'expect_column_values_to_not_be_null', kwargs: { column: 'b', row_condition, condition_parser } })).schema.checks[0]?.condition).toEqual(expected);
  });

  it('reads trees of objects', () => {
    const row_condition = { type: 'and', conditions: [{ type: 'comparison', column: { name: 'a' }, operator: 'IN', parameter: [1, 2] }, { type: 'nullity', column: { name: 'b' }, is_null: false }, { type: 'comparison', column: { name: 'c' }, operator: '<=', parameter: 3 }] };
    expect(readSuite(suite({ type: 'expect_column_values_to_not_be_null', kwargs: { column: 'b', row_condition } })).schema.checks[0]?.condition).toEqual({ all: [{ column: 'a', operator: 'one-of', values: [1, 2] }, { column: 'b', operator: 'present' }, { column: 'c', operator: 'at-most', value: 3 }] });
  });
});

describe('suites of others', () => {
  it('reads 0.x by its older names, with parameters in place', () => {
    const text = JSON.stringify({ expectation_suite_name: 'old', data_asset_type: null, evaluation_parameters: { low: 2 }, expectations: [{ expectation_type: 'expect_column_values_to_be_between', kwargs: { column: 'a', min_value: { $PARAMETER: 'low' }, max_value: 9, parse_strings_as_datetimes: true }, meta: { notes: 'x' } }] });
    const { schema, notExpressible } = readSuite(text);
    expect(schema.checks).toMatchObject([{ check: 'range', column: 'a', args: { min: 2, max: 9 } }]);
    expect(schema.columns).toMatchObject([{ name: 'a', type: 'any' }]);
    expect(notExpressible).toHaveLength(1);
  });

  it('declares columns with the type an expectation names', () => {
    const { schema } = readSuite(suite({ type: 'expect_column_values_to_be_of_type', kwargs: { column: 'price', type_: 'float64' } }, { type: 'expect_column_to_exist', kwargs: { column: 'size' } }));
    expect(schema.columns).toMatchObject([{ name: 'price', type: 'decimal' }, { name: 'size', type: 'any' }]);
    expect(schema.checks).toEqual([]);
  });

  it('reads LIKE patterns as patterns', () => {
    expect(readSuite(suite({ type: 'expect_column_values_to_match_like_pattern', kwargs: { column: 'b', like_pattern: 'A_%.' } })).schema.checks).toMatchObject([{ check: 'pattern', args: { pattern: '(?s:A..*\\.)', where: 'whole' } }]);
  });

  it.each([
    ['an expectation there is no check for', { type: 'unexpected_rows_expectation', kwargs: { unexpected_rows_query: 'select 1' } }],
    ['one of a plug-in', { type: 'expect_column_values_to_be_magic', kwargs: { column: 'a' } }],
    ['a pattern that looks ahead', { type: 'expect_column_values_to_match_regex', kwargs: { column: 'b', regex: 'a(?=b)' } }],
    ['a condition for Spark', { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'b', row_condition: 'a > 1', condition_parser: 'spark' } }],
    ['a parameter of the run', { type: 'expect_column_mean_to_be_between', kwargs: { column: 'a', min_value: { $PARAMETER: 'yesterday_mean' } } }],
    ['bounds that cross', { type: 'expect_column_values_to_be_between', kwargs: { column: 'a', min_value: 9, max_value: 1 } }],
    ['weights that do not make 1', { type: 'expect_column_kl_divergence_to_be_less_than', kwargs: { column: 'a', partition_object: { values: ['x'], weights: [0.5] }, threshold: 0.1 } }],
    ['an open set', { type: 'expect_column_values_to_be_in_set', kwargs: { column: 'a', value_set: null } }],
  ])('tells %s', (_, expectation) => {
    const { schema, notExpressible } = readSuite(suite(expectation));
    expect(schema.checks).toEqual([]);
    expect(notExpressible).toHaveLength(1);
  });

  it.each([
    ['mostly beyond 1', { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a', mostly: 1.5 } }, /mostly/],
    ['an unknown parser', { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a', row_condition: 'a > 1', condition_parser: 'sql' } }, /parser "sql"/],
    ['a condition without a parser', { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a', row_condition: 'a > 1' } }, /condition_parser/],
    ['a condition that cannot be read', { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a', row_condition: 'a >', condition_parser: 'pandas' } }, /row condition/],
    ['an argument that is not known', { type: 'expect_column_values_to_be_unique', kwargs: { column: 'a', strict: true } }, /strict/],
    ['an argument of another type', { type: 'expect_column_values_to_match_regex', kwargs: { column: 'a', regex: 7 } }, /regex/],
    ['no column', { type: 'expect_column_values_to_not_be_null', kwargs: {} }, /column/],
    ['an unknown way to leave rows out', { type: 'expect_column_pair_values_to_be_equal', kwargs: { column_A: 'a', column_B: 'b', ignore_row_if: 'sometimes' } }, /sometimes/],
    ['an unknown severity', { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'a' }, severity: 'grave' }, /grave/],
    ['no type', { kwargs: { column: 'a' } }, /no type/],
  ])('refuses %s', (_, expectation, message) => {
    expect(() => readSuite(suite(expectation))).toThrow(message);
    expect(() => readSuite(suite(expectation))).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  test('what is no suite is refused', () => {
    for (const text of ['', '[]', '{"name": 7, "expectations": []}', '{"x": NaN, "expectations": []}', '{"expectations": 7}', '{"expectations": [{"kwargs": {"__proto__": {}}}]}']) expect(() => readSuite(text)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});

it('tells what a suite cannot say, and writes the rest', () => {
  const schema = schemaOf(
    [
      { check: 'volume' },
      { check: 'unique', column: 'a', args: { report: 'exclude-first' } },
      { check: 'range', column: 'a', args: { min: 1 }, nulls: 'fail' },
      { check: 'not-null', column: 'a', enabled: false },
      { check: 'pattern', column: 'b', args: { pattern: '\\pL+' } },
      { check: 'equal', column: 'a', args: { value: 7 } },
      { check: 'ends-with', column: 'b', args: { text: '.csv' } },
    ],
    { table: { strict: 'filter', ordered: true }, columns: [{ name: 'a', coerce: true, default: 0, title: 'A' }, { name: 'x.*', pattern: true }, { name: 'z', required: false }] },
  );
  const { text, notExpressible } = writeSuite(schema);
  expect(notExpressible).toHaveLength(12);
  const { expectations } = z.object({ expectations: z.array(z.looseObject({ type: z.string(), kwargs: z.unknown() })) }).parse(JSON.parse(text));
  expect(expectations.map(({ type, kwargs }) => [type, kwargs])).toEqual([
    ['expect_column_to_exist', { column: 'a' }],
    ['expect_column_values_to_be_in_set', { column: 'a', value_set: [7] }],
    ['expect_column_values_to_match_regex', { column: 'b', regex: '\\.csv\\Z' }],
  ]);
});
