/** Requests by Pandera's rule. Answers are those of pandera 0.35.0 on pandas 2.3.3; the larger part of them is replayed from the shared cases and asked of Pandera itself by `prove interop pandera`. */
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { createCheckRequests, parseCheckRequest } from '@engine/interop/checkRequests';
import { createTableSession } from '@engine/storage/tableSession';

const tables = createTableSession({ tempDir: tmpdir(), memoryLimitMiB: 256, threads: 1 });
const requests = createCheckRequests({ clock: { now: () => Date.UTC(2026, 0, 2) }, tables });
afterAll(() => tables.close());

const ask = (line: string): ReturnType<typeof requests.answer> => requests.answer(parseCheckRequest(line));
const rows = async (schema: unknown, data: unknown): Promise<unknown> => (await ask(JSON.stringify({ schema, data })))['failure_cases'];

describe('single checks', () => {
  it.each([
    ['{"values":[1,2,3],"check":"in_range","args":{"min_value":1,"max_value":3,"include_max":false},"ignore_na":true}', false, [3]],
    ['{"values":["f","foo"],"check":"isin","args":{"allowed_values":"foobar"}}', false, ['foo']],
    ['{"values":[1,null],"check":"equal_to","args":{"value":1},"ignore_na":false}', false, [null]],
    ['{"values":[1,null],"check":"not_equal_to","args":{"value":2},"ignore_na":false}', true, []],
    ['{"values":["a",null],"check":"notin","args":{"forbidden_values":["b"]},"ignore_na":false}', true, []],
    ['{"values":["a",null],"check":"notin","args":{"forbidden_values":["b",null]},"ignore_na":false}', false, [null]],
    ['{"values":["abcdef","abcx"],"check":"str_matches","args":{"pattern":"abc+(?=def)"}}', false, ['abcx']],
    ['{"values":["x\\n","xy"],"check":"str_matches","args":{"pattern":"x$"}}', false, ['xy']],
    ['{"values":["x\\n","x"],"check":"str_matches","args":{"pattern":"x\\\\Z"}}', false, ['x\n']],
    ['{"values":["é","1"],"check":"str_matches","args":{"pattern":"\\\\w"}}', true, []],
    ['{"values":["٣","a"],"check":"str_contains","args":{"pattern":"\\\\d"}}', false, ['a']],
    ['{"values":["foofoo","foobar"],"check":"str_matches","args":{"pattern":"(?P<a>foo)(?P=a)"}}', false, ['foobar']],
    ['{"values":["a"],"check":"str_length","args":{"exact_value":1}}', true, []],
    ['{"values":["a","b"],"check":"unique_values_eq","args":{"values":["a"]}}', false, []],
    ['{"values":[{"$ts":"2020-01-01"},null],"check":"gt","args":{"min_value":{"$ts":"2020-01-01"}}}', false, [{ $ts: '2020-01-01' }]],
    ['{"values":[true,2,1.0,"1"],"check":"eq","args":{"value":1}}', false, [2, '1']],
    ['{"values":{"tile":["a","b"],"n":2},"check":"isin","args":{"allowed_values":["a"]},"n_failure_cases":1}', false, ['b']],
    ['{"values":[],"check":"isin","args":{"allowed_values":["a"]}}', true, []],
  ])('%s', async (line, passes, cases) => {
    expect(await ask(line)).toMatchObject({ passes, failure_cases: cases });
  });

  it.each([
    ['an unknown check', '{"values":[1],"check":"is_even"}', /Pandera has no check named is_even/],
    ['a missing argument', '{"check":"in_range","args":{"min_value":1}}', /in_range of the values cannot be right/],
    ['an argument that is none of its', '{"values":[1],"check":"equal_to","args":{"value":1,"tolerance":2}}', /equal_to of the values cannot be right/],
    ['an empty interval', '{"check":"in_range","args":{"min_value":2,"max_value":1}}', /does not lie below the largest/],
    ['an interval of two kinds', '{"check":"in_range","args":{"min_value":2,"max_value":"a"}}', /int and str cannot be compared/],
    ['a pattern that is none', '{"values":["a"],"check":"str_contains","args":{"pattern":"("}}', /pattern \( is not valid/],
    ['a pattern with what is not known here', '{"values":["a"],"check":"str_contains","args":{"pattern":"(?>a)"}}', /form that is not known here/],
    ['values that cannot be compared', '{"values":["a"],"check":"gt","args":{"min_value":1}}', /not supported between instances of 'str' and 'int'/],
    ['text where there are numbers', '{"values":[1],"check":"str_length","args":{"exact_value":1}}', /\.str accessor/],
    ['a value that is none', '{"values":[{"a":1}],"check":"gt","args":{"min_value":1}}', /is no value of a column/],
    ['columns of different lengths', '{"schema":{"columns":{}},"data":{"a":[1],"b":[]}}', /not equally long/],
    ['an unknown type', '{"schema":{"columns":{"a":{"dtype":"int65"}}},"data":{"a":[1]}}', /knows no type int65/],
    ['a schema that is none', '{"schema":{"columns":3},"data":{"a":[1]}}', /not a Pandera schema/],
  ])('%s is refused', async (_, line, message) => {
    await expect(ask(line)).rejects.toThrow(message);
  });

  it('stops a pattern that takes for ever', async () => {
    const started = performance.now();
    await expect(ask(JSON.stringify({ values: [`${'a'.repeat(60)}b`], check: 'str_matches', args: { pattern: '(?=(a+)+$)a' } }))).rejects.toThrow(/takes too long on these values/);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('is not held up by repetition within repetition that RE2 can say', async () => {
    expect(await ask(JSON.stringify({ values: [`${'a'.repeat(5000)}b`], check: 'str_matches', args: { pattern: '(a+)+$' } }))).toMatchObject({ passes: false });
  });
});

/** P-values of scipy 1.17.1 (ttest_1samp, ttest_ind). */
describe('hypotheses', () => {
  it.each([
    ['{"check":"one_sample_ttest","values":[1,2,3,4,null],"args":{"popmean":2.0}}', true, 0.4950253460597111],
    ['{"check":"one_sample_ttest","values":[1.1,1.2,1.0,1.1],"args":{"popmean":0,"relationship":"greater_than"}}', true, 5.6090133917695347e-5],
    ['{"check":"two_sample_ttest","values":{"a":[1,2,3],"b":[11,12,13]},"args":{"sample1":"a","sample2":"b","relationship":"less_than","alpha":0.05}}', true, 0.0001276083747209634],
    ['{"check":"two_sample_ttest","values":{"a":[1,2,3],"b":[11,12,13]},"args":{"sample1":"a","sample2":"b"}}', false, 0.0002552167494419268],
  ])('%s', async (line, passes, pValue) => {
    const answer = await ask(line);
    expect(answer['passes']).toBe(passes);
    expect(answer['p_value']).toBeCloseTo(pValue, 9);
  });

  it('is not decided by samples with missing values, and refuses a sample that is not there', async () => {
    expect(await ask('{"check":"two_sample_ttest","values":{"a":[1,null],"b":[1,2]},"args":{"sample1":"a","sample2":"b"}}')).toMatchObject({ passes: false, p_value: null });
    await expect(ask('{"check":"two_sample_ttest","values":{"a":[1,2]},"args":{"sample1":"a","sample2":"b"}}')).rejects.toThrow(/no sample b/);
  });
});

describe('whole schemas', () => {
  it('tells everything that fails, the table first, findings without cells last', async () => {
    expect(await rows({ strict: true, columns: { a: { dtype: 'int', checks: [{ greater_than: 5 }], unique: true }, b: { dtype: 'float', nullable: true }, c: {} } }, { a: [1, 1, 6], b: [1, 2, 3], other: [null, null, null] })).toEqual([
      { schema_context: 'DataFrameSchema', column: null, check: 'column_in_schema', check_number: null, failure_case: 'other', index: null },
      { schema_context: 'DataFrameSchema', column: null, check: 'column_in_dataframe', check_number: null, failure_case: 'c', index: null },
      { schema_context: 'Column', column: 'a', check: 'field_uniqueness', check_number: null, failure_case: 1, index: 0 },
      { schema_context: 'Column', column: 'a', check: 'field_uniqueness', check_number: null, failure_case: 1, index: 1 },
      { schema_context: 'Column', column: 'a', check: 'greater_than(5)', check_number: 0, failure_case: 1, index: 0 },
      { schema_context: 'Column', column: 'a', check: 'greater_than(5)', check_number: 0, failure_case: 1, index: 1 },
      { schema_context: 'Column', column: 'b', check: "dtype('float64')", check_number: null, failure_case: 'int64', index: null },
    ]);
  });

  it('turns values into their type and tells those it cannot', async () => {
    const answer = await ask('{"schema":{"coerce":true,"columns":{"n":{"dtype":"int"},"t":{"dtype":"str"},"d":{"dtype":"datetime64[ns]","checks":[{"ge":"2020-01-02"}]}}},"data":{"n":["1"," 2","2.0"],"t":[1.0,2,null],"d":["2020-01-01","2020-01-02","2020-01-03"]}}');
    expect(answer).toMatchObject({ valid: false, coerce_failure: ['2.0'], not_nullable_index: [2], data: { t: ['1.0', '2.0', null], d: [{ $ts: '2020-01-01' }, { $ts: '2020-01-02' }, { $ts: '2020-01-03' }] } });
    expect(answer['failures']).toMatchObject({ Column: { 'greater_than_or_equal_to(2020-01-02)': [{ $ts: '2020-01-01' }] } });
  });

  it('knows numbers written as floats from whole ones', async () => {
    expect(await ask('{"schema":{"columns":{"a":{"dtype":"float","isin":[1.0]}}},"data":{"a":[1.0,2.0]}}')).toMatchObject({ failure_set: [['isin([1.0])', 2]] });
    expect(await ask('{"schema":{"columns":{"a":{"dtype":"int64"}}},"data":{"a":[1.0,2.0]}}')).toMatchObject({ failures: { Column: { "dtype('int64')": ['float64'] } } });
  });

  it('fills, adds and leaves out columns, and chooses them by pattern', async () => {
    expect(await ask(JSON.stringify({ schema: { columns: { a: { dtype: 'float64', default: 5 }, b: { dtype: 'int64', default: 3 } }, add_missing_columns: true, strict: 'filter' }, data: { a: [null, 1], x: [1, 2] } }))).toMatchObject({ valid: true, columns: ['a', 'b'], data: { a: [5, 1], b: [3, 3] } });
    expect(await rows({ columns: { '^x': { regex: true, checks: [{ gt: 1 }] }, '^y': { regex: true } } }, { x1: [1], x2: [2] })).toMatchObject([{ column: 'x1', failure_case: 1 }, { check: "no_regex_column_match('^y')", failure_case: "['x1', 'x2']" }]);
  });

  it('compares whole rows, drops those that fail where it is told to, and warns without failing', async () => {
    expect(await rows({ columns: { a: {}, b: {} }, unique: ['a', 'b'], report_duplicates: 'exclude_first', checks: [{ min_value: 1, options: { check_name: 'gt' } }] }, { a: [1, 2, 2], b: [3, 4, 4] })).toMatchObject([
      { column: 'a', check: 'multiple_fields_uniqueness', failure_case: 2, index: 2 },
      { column: 'b', check: 'multiple_fields_uniqueness', failure_case: 4, index: 2 },
      { check: 'greater_than(1)', failure_case: { a: 1 }, index: 0 },
    ]);
    expect(await ask(JSON.stringify({ schema: { columns: { a: { checks: [{ gt: 1 }] } }, drop_invalid_rows: true }, data: { a: [1, 2] } }))).toMatchObject({ valid: true, data: { a: [2] } });
    expect(await ask(JSON.stringify({ schema: { columns: { a: { checks: [{ min_value: 5, options: { check_name: 'gt', raise_warning: true } }] } } }, data: { a: [1] } }))).toMatchObject({ valid: true, failure_cases: [] });
  });

  it('takes every dialect, YAML as text, and a Table Schema', async () => {
    const data = { price: [1, -2] };
    const forms = [{ checks: { greater_than: 0 } }, { checks: { greater_than: { value: 0, options: { ignore_na: true } } } }, { checks: [{ value: 0, options: { check_name: 'greater_than' } }] }, { greater_than: 0 }];
    for (const form of forms) expect(await ask(JSON.stringify({ op: 'import-pandera-schema', schema: { columns: { price: form } }, data }))).toMatchObject({ failure_set: [['greater_than(0)', -2]] });
    expect(await ask(JSON.stringify({ schema: 'columns:\n  price: {greater_than: 0}\n', data }))).toMatchObject({ failure_set: [['greater_than(0)', -2]] });
    expect(await ask(JSON.stringify({ schema: { format: 'frictionless-table-schema', schema: { fields: [{ name: 'price', type: 'integer', constraints: { minimum: 0, maximum: 9, unique: true } }] } }, data }))).toMatchObject({ failure_set: [['in_range(0, 9)', -2]] });
  });
});
