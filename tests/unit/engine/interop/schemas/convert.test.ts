/** Schemas of other tools: what both can say survives the way there and back, and what cannot be said is said so. */
import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { Check, DataSchema } from '@shared/areas/quality';
import type { SchemaFormatName } from '@shared/areas/interopSchemas';
import { convertSchema, readSchema } from '@engine/interop/schemas';

const shop: DataSchema = {
  format: 'almanac-schema',
  formatVersion: 1,
  columns: [
    { name: 'price', type: 'decimal', nullable: false },
    { name: 'size', type: 'text', nullable: true },
    { name: 'units', type: 'integer', nullable: true },
  ],
  checks: [
    { check: 'type', column: 'price', severity: 'critical', allow: 0, type: 'decimal' },
    { check: 'not-null', column: 'price', severity: 'critical', allow: 0 },
    { check: 'range', column: 'price', severity: 'critical', allow: 0, min: 0.5, max: 100 },
    { check: 'type', column: 'size', severity: 'critical', allow: 0, type: 'text' },
    { check: 'one-of', column: 'size', severity: 'critical', allow: 0, values: ['S', 'M', '=L'] },
    { check: 'pattern', column: 'size', severity: 'critical', allow: 0, pattern: '[SML]|=L' },
    { check: 'type', column: 'units', severity: 'critical', allow: 0, type: 'integer' },
    { check: 'unique', column: 'units', severity: 'critical', allow: 0 },
    { check: 'range', column: 'units', severity: 'critical', allow: 0, min: 1 },
  ],
};

const convert = (to: SchemaFormatName, schema = shop): ReturnType<typeof convertSchema> => convertSchema(JSON.stringify(schema), 'almanac', to);
const key = (check: Check): string => JSON.stringify(Object.entries(check).filter(([name]) => name !== 'evidence').sort());
const sorted = (schema: DataSchema): string[] => schema.checks.map(key).sort();

describe.each(['pandera', 'great-expectations', 'table-schema'] as const)('%s', (format) => {
  it('holds every rule both know, there and back', () => {
    const { text, notExpressible } = convert(format);
    expect(notExpressible).toEqual([]);
    const back = readSchema(text, format);
    expect(back.notExpressible).toEqual([]);
    expect(sorted(back.schema)).toEqual(sorted(shop));
    expect(back.schema.columns.map(({ name, type }) => [name, type])).toEqual([['price', 'decimal'], ['size', 'text'], ['units', 'integer']]);
  });

  it('holds any set, bound and name, whatever characters they have', () => {
    const scalar = fc.oneof(fc.string(), fc.constantFrom('=1+1', 'no', '08', "it's", '#x', '- a', '{}', '\u2028'));
    fc.assert(
      fc.property(scalar.filter((name) => name.trim() !== '' && name !== '__proto__'), fc.uniqueArray(scalar, { minLength: 1, maxLength: 6 }), fc.integer(), fc.integer(), (name, values, a, b) => {
        const made: DataSchema = {
          ...shop,
          columns: [{ name, type: 'text', nullable: true }, { name: `${name} 2`, type: 'integer', nullable: true }],
          checks: [
            { check: 'type', column: name, severity: 'critical', allow: 0, type: 'text' },
            { check: 'one-of', column: name, severity: 'critical', allow: 0, values },
            { check: 'type', column: `${name} 2`, severity: 'critical', allow: 0, type: 'integer' },
            { check: 'range', column: `${name} 2`, severity: 'critical', allow: 0, min: Math.min(a, b), max: Math.max(a, b) },
          ],
        };
        expect(sorted(readSchema(convert(format, made).text, format).schema)).toEqual(sorted(made));
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it.each(['', 'null', '[]', '{', '{"columns": 3}', '{"fields": [{"name": 1}]}', '{"expectations": [{"kwargs": 1}]}', '- a: &a [*a]'])('refuses %j with its reason', (text) => {
    expect(() => readSchema(text, format)).toThrow(/^This (is not a )?(Pandera schema|Great Expectations suite|Table Schema).*Nothing was (written\.$|changed\. )/s);
  });
});

describe('what a format cannot say', () => {
  const allowing: DataSchema = { ...shop, checks: [{ check: 'not-null', column: 'size', severity: 'warning', allow: 0.02 }, { check: 'unique', column: 'size', severity: 'info', allow: 0 }] };

  it('an allowed share is `mostly` for Great Expectations, severity stands beside it', () => {
    const { text, notExpressible } = convert('great-expectations', allowing);
    expect(notExpressible).toEqual([]);
    expect((JSON.parse(text) as { expectations: unknown[] }).expectations).toMatchObject([{ kwargs: { column: 'size', mostly: 0.98 }, severity: 'warning' }, { severity: 'info' }]);
  });

  it.each(['pandera', 'table-schema'] as const)('%s leaves it out and says so', (format) => {
    const { text, notExpressible } = convert(format, allowing);
    expect(notExpressible).toHaveLength(2);
    expect(notExpressible[0]).toMatch(/^size, not-null: a share of failing rows is allowed here/);
    expect(sorted(readSchema(text, format).schema).some((check) => check.includes('not-null') && check.includes('size'))).toBe(false);
  });
});

describe('Pandera dialects', () => {
  const column = (body: string): string => `schema_type: dataframe\ncolumns:\n  price:\n    dtype: int64\n    nullable: true\n${body}`;
  const expected = [
    ['type', 'integer'],
    ['range', 1, 10],
  ];

  it.each([
    ['0.20: a map', column('    checks:\n      in_range:\n        min_value: 1\n        max_value: 10\n        include_min: true\n        include_max: true\n')],
    ['0.23: a map with options', column('    checks:\n      in_range:\n        min_value: 0\n        max_value: 11\n        include_min: false\n        include_max: false\n        options: {raise_warning: false, ignore_na: true}\n')],
    ['0.24: a list', column('    checks:\n    - min_value: 1\n      max_value: 10\n      options: {check_name: in_range, raise_warning: false}\n')],
    ['0.31: flat keys', column('    in_range: {min_value: 1, max_value: 10}\n')],
  ])('%s', (_, text) => {
    const { schema, notExpressible } = readSchema(text, 'pandera');
    expect(notExpressible).toEqual([]);
    expect(schema.checks.map((check) => (check.check === 'type' ? [check.check, check.type] : check.check === 'range' ? [check.check, check.min, check.max] : [check.check]))).toEqual(expected);
  });

  it('keeps two checks of one name, warnings, and says which checks have no equal', () => {
    const text = column('    checks:\n    - value: 0\n      options: {check_name: greater_than, raise_warning: true}\n    - value: 99\n      options: {check_name: not_equal_to}\n    - value: 5\n      options: {check_name: greater_than}\n    unique: true\n');
    const { schema, notExpressible } = readSchema(text, 'pandera');
    expect(schema.checks.filter(({ check }) => check === 'range')).toMatchObject([{ min: 1, severity: 'warning' }, { min: 6, severity: 'critical' }]);
    expect(schema.checks.some(({ check }) => check === 'unique')).toBe(true);
    expect(notExpressible).toEqual(['price: not_equal_to has no equal here. Left out.']);
  });

  it('writes the list form, which every release since 0.24 loads', () => {
    const document = parse(convert('pandera').text) as { columns: Record<string, { checks: { options: { check_name: string } }[] }> };
    expect(document.columns['size']?.checks.map(({ options }) => options.check_name)).toEqual(['isin', 'str_matches']);
  });

  it('does not follow a bomb of aliases', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(',')}]`).join('\n')}\ncolumns: {}`;
    expect(() => readSchema(bomb, 'pandera')).toThrow(/not YAML/);
  });
});

describe('Great Expectations', () => {
  it('reads suites of 0.x, and says what it left out', () => {
    const suite = { expectation_suite_name: 'old', expectations: [
      { expectation_type: 'expect_column_values_to_be_between', kwargs: { column: 'price', min_value: 1, max_value: 3, mostly: 0.9 }, meta: {} },
      { expectation_type: 'expect_table_row_count_to_be_between', kwargs: { min_value: 1 }, meta: {} },
      { expectation_type: 'expect_column_values_to_be_in_set', kwargs: { column: 'price', value_set: [1], row_condition: 'x > 1' }, meta: {} },
    ] };
    const { schema, notExpressible } = readSchema(JSON.stringify(suite), 'great-expectations');
    expect(schema.checks).toEqual([{ check: 'range', column: 'price', severity: 'critical', allow: 0.1, min: 1, max: 3 }]);
    expect(notExpressible).toHaveLength(3);
  });
});

describe('Table Schema', () => {
  it('takes keys, enums, lengths and categories', () => {
    const document = { fields: [{ name: 'id', type: 'string', constraints: { minLength: 2, maxLength: 3 } }, { name: 'size', type: 'string', categories: ['S', { value: 'M', label: 'medium' }] }, { name: 'at', type: 'geopoint' }], primaryKey: 'id', fieldsMatch: ['subset'] };
    const { schema, notExpressible } = readSchema(JSON.stringify(document), 'table-schema');
    expect(schema.checks.map(({ column, check }) => `${column} ${check}`)).toEqual(['id type', 'id not-null', 'id unique', 'id pattern', 'size type', 'size one-of']);
    expect(notExpressible).toEqual(['at: the type geopoint has no equal here. Left out.']);
  });
});

describe('documents made to do harm are refused by name', () => {
  const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  it.each<[string, SchemaFormatName, string, RegExp]>([
    ['a __proto__ entry in YAML', 'pandera', '{"__proto__": {"x": 1}, "columns": {"__proto__": {"x": 1}}}', /__proto__/],
    ['a column called __proto__ in YAML, which validation would drop', 'pandera', 'columns:\n  __proto__:\n    dtype: int64\n', /__proto__/],
    ['a __proto__ entry in JSON', 'table-schema', '{"fields": [{"name": "a", "type": "string", "constraints": {"__proto__": {"x": 1}}}]}', /__proto__/],
    ['deep nesting', 'table-schema', `{"fields": ${nested(100_000)}}`, /64 levels/],
  ])('%s', (_, format, text, message) => {
    expect(() => readSchema(text, format)).toThrow(message);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});
