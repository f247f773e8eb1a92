/** Schemas of Pandera in and out: what both can say survives the way there and back, what cannot be said is said so. */
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { checkSchema, dataSchemaSchema, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { readPandera } from '@engine/interop/pandera/readPandera';
import { writePandera } from '@engine/interop/pandera/writePandera';

type GivenCheck = Partial<Check> & Pick<Check, 'check'>;
type GivenColumn = Partial<DataSchema['columns'][number]> & { name: string };

function schemaOf(columns: readonly GivenColumn[], checks: readonly GivenCheck[], table: Partial<DataSchema['table']> = {}): DataSchema {
  return dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, table, columns: columns.map((column) => ({ coerce: column.type !== undefined && column.type !== 'any', ...column })), checks: checks.map((check) => checkSchema.parse(check)) });
}

const plain = (schema: DataSchema): unknown => ({ ...schema, checks: schema.checks.map((check) => JSON.stringify(check)).sort() });

const shop = schemaOf(
  [
    { name: 'price', type: 'decimal', title: 'Price', description: 'in euros' },
    { name: 'size', type: 'text', required: false },
    { name: 'units', type: 'integer' },
    { name: 'day', type: 'datetime' },
    { name: 'kind', type: 'category' },
    { name: 'note', type: 'any' },
    { name: 'q[0-9]+', pattern: true, type: 'decimal' },
  ],
  [
    { check: 'not-null', column: 'price' },
    { check: 'range', column: 'price', args: { min: 0.5, max: 100 } },
    { check: 'range', column: 'price', args: { min: 0, strictMin: true }, severity: 'warning' },
    { check: 'range', column: 'price', args: { max: 1000, strictMax: true }, nulls: 'fail' },
    { check: 'not-equal', column: 'price', args: { value: 99 } },
    { check: 'one-of', column: 'size', args: { values: ['S', 'M', '=L', 'no', '08'] } },
    { check: 'not-one-of', column: 'size', args: { values: ['XXL'] } },
    { check: 'pattern', column: 'size', args: { pattern: '[SML]|=L' } },
    { check: 'pattern', column: 'size', args: { pattern: 'S|M', where: 'start' } },
    { check: 'pattern', column: 'size', args: { pattern: 'L$', where: 'anywhere' } },
    { check: 'not-pattern', column: 'size', args: { pattern: '[0-9]', where: 'anywhere' } },
    { check: 'not-pattern', column: 'size', args: { pattern: 'X+' } },
    { check: 'not-pattern', column: 'size', args: { pattern: 'Y', where: 'start' } },
    { check: 'starts-with', column: 'size', args: { text: '^$' } },
    { check: 'ends-with', column: 'size', args: { text: 'M' } },
    { check: 'length', column: 'size', args: { min: 1, max: 3 } },
    { check: 'length', column: 'size', args: { max: 3 } },
    { check: 'distinct-equals', column: 'size', args: { values: ['S', 'M'] } },
    { check: 'not-null', column: 'units' },
    { check: 'unique', column: 'units', args: { report: 'exclude-first' } },
    { check: 'equal', column: 'units', args: { value: 3 } },
    { check: 'range', column: 'day', args: { min: '2020-01-01', max: '2020-12-31' } },
    { check: 'one-of', column: 'kind', args: { values: ['a', 'b'] } },
    { check: 'range', column: 'q[0-9]+', args: { min: 0 } },
    { check: 'unique-together', columns: ['price', 'size'], args: { report: 'exclude-last', ignore: 'never' } },
  ],
  { strict: 'error', ordered: true },
);

describe('there and back', () => {
  it('holds every rule both know', () => {
    const { text, notExpressible } = writePandera(shop);
    expect(notExpressible).toEqual([]);
    const back = readPandera(text);
    expect(back.notExpressible).toEqual([]);
    expect(plain(back.schema)).toEqual(plain(shop));
  });

  it('says the same in JSON', () => {
    const { text } = writePandera(shop);
    expect(plain(readPandera(JSON.stringify(parse(text))).schema)).toEqual(plain(shop));
  });

  it('holds any set, bound and name, whatever characters they have', () => {
    const scalar = fc.oneof(fc.string(), fc.constantFrom('=1+1', 'no', '08', "it's", '#x', '- a', '{}', '\u2028'));
    fc.assert(
      fc.property(scalar.filter((name) => name.trim() !== '' && name !== '__proto__'), fc.uniqueArray(scalar, { minLength: 1, maxLength: 6 }), fc.integer(), fc.integer({ min: 1 }), (name, values, low, width) => {
        const made = schemaOf([{ name, type: 'text' }, { name: `${name} 2`, type: 'integer' }], [{ check: 'one-of', column: name, args: { values } }, { check: 'range', column: `${name} 2`, args: { min: low, max: low + width } }]);
        expect(plain(readPandera(writePandera(made).text).schema)).toEqual(plain(made));
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('writes the list form with explicit keys, which every release since 0.24 reads', () => {
    const document = parse(writePandera(shop).text) as { columns: Record<string, { checks: { options: { check_name: string } }[] | null }>; strict: unknown; unique: unknown };
    expect(document.columns['price']?.checks?.map(({ options }) => options.check_name)).toEqual(['in_range', 'greater_than', 'less_than', 'not_equal_to']);
    expect([document.strict, document.unique]).toEqual([true, ['price', 'size']]);
  });
});

describe('what Pandera cannot say', () => {
  it.each<[string, GivenCheck, RegExp]>([
    ['a share', { check: 'range', column: 'a', args: { min: 1 }, mostly: 0.9 }, /^a, range: a share of failing rows/],
    ['a condition', { check: 'range', column: 'a', args: { min: 1 }, condition: { column: 'b', operator: 'present' } }, /^a, range: it looks at some rows only/],
    ['one that is switched off', { check: 'range', column: 'a', args: { min: 1 }, enabled: false }, /^a, range: it is switched off/],
    ['a warning about missing cells', { check: 'not-null', column: 'a', severity: 'warning' }, /^a, not-null: there it is part of the column/],
    ['a warning about repeats', { check: 'unique', column: 'a', severity: 'info' }, /^a, unique: there it is part of the column/],
    ['a figure', { check: 'mean', column: 'a', args: { min: 1 } }, /^a, mean: has no equal/],
    ['the table', { check: 'row-count', args: { min: 1 } }, /^row-count: has no equal/],
    ['a pattern over numbers', { check: 'pattern', column: 'a', args: { pattern: '1.*' } }, /^a, pattern: Pandera looks for patterns in columns of text only/],
    ['missing cells that fail where values must differ', { check: 'not-equal', column: 'a', args: { value: 1 }, nulls: 'fail' }, /^a, not-equal: missing cells fail here/],
  ])('%s is left out and told', (_, check, sentence) => {
    const { text, notExpressible } = writePandera(schemaOf([{ name: 'a', type: 'integer' }], [check]));
    expect(notExpressible).toEqual([expect.stringMatching(sentence)]);
    expect(readPandera(text).schema.checks).toEqual([]);
  });

  it('tells what is only nearly the same', () => {
    const { notExpressible } = writePandera(schemaOf([{ name: 'a', type: 'date', coerce: false }, { name: 'b', type: 'id', default: 'x' }], [{ check: 'unique', column: 'b' }, { check: 'one-of', column: 'b', args: { values: ['x'] }, severity: 'info' }]));
    expect(notExpressible).toHaveLength(6);
    for (const sentence of ['a: a day is a time', 'b: an identifier is plain text', 'b, unique: missing cells are left out here', 'b: missing cells are filled there', 'b, one-of: it is for information here', 'Columns are turned into their types there']) expect(notExpressible).toContainEqual(expect.stringContaining(sentence));
  });

  it('says several patterns as one, or as several checks', () => {
    const { text } = writePandera(schemaOf([{ name: 'a', type: 'text' }], [{ check: 'patterns', column: 'a', args: { patterns: ['x', 'y'], where: 'anywhere' } }, { check: 'patterns', column: 'a', args: { patterns: ['x', 'y'], match: 'all' } }, { check: 'not-patterns', column: 'a', args: { patterns: ['u', 'v'] } }]));
    expect(readPandera(text).schema.checks.map(({ check, args }) => [check, args['pattern']])).toEqual([['pattern', '(?:x)|(?:y)'], ['pattern', 'x'], ['pattern', 'y'], ['not-pattern', 'u'], ['not-pattern', 'v']]);
  });

  it('declares columns that are only looked at', () => {
    const { text } = writePandera(schemaOf([], [{ check: 'range', column: 'a', args: { min: 1 } }, { check: 'column-exists', args: { name: 'b' } }]));
    expect(Object.keys((parse(text) as { columns: object }).columns)).toEqual(['a', 'b']);
  });
});

const column = (body: string): string => `schema_type: dataframe\ncolumns:\n  price:\n    dtype: int64\n    nullable: true\n${body}`;

describe('dialects', () => {
  it.each([
    ['0.20: a map', column('    checks:\n      in_range:\n        min_value: 1\n        max_value: 10\n        include_min: true\n        include_max: true\n')],
    ['0.23: a map with options', column('    checks:\n      in_range:\n        min_value: 1\n        max_value: 10\n        options: {raise_warning: false, ignore_na: true}\n')],
    ['0.24: a list', column('    checks:\n    - min_value: 1\n      max_value: 10\n      options: {check_name: in_range, raise_warning: false}\n')],
    ['0.31: flat keys', column('    in_range: {min_value: 1, max_value: 10}\n')],
    ['a list of single keys', column('    checks:\n    - in_range: {min_value: 1, max_value: 10}\n')],
    ['columns as a list', 'columns:\n- name: price\n  dtype: int64\n  nullable: true\n  in_range: {min_value: 1, max_value: 10}\n'],
  ])('%s', (_, text) => {
    const { schema, notExpressible } = readPandera(text);
    expect(notExpressible).toEqual([]);
    expect(schema.columns).toMatchObject([{ name: 'price', type: 'integer' }]);
    expect(schema.checks).toMatchObject([{ check: 'range', column: 'price', args: { min: 1, max: 10 }, severity: 'critical', nulls: 'pass' }]);
  });

  it('keeps two checks of one name, and options of each', () => {
    const text = column('    checks:\n    - value: 0\n      options: {check_name: greater_than, raise_warning: true}\n    - value: 99\n      options: {check_name: not_equal_to, ignore_na: false}\n    - value: 5\n      options: {check_name: greater_than, ignore_na: false, error: too cheap}\n    unique: true\n');
    const { schema, notExpressible } = readPandera(text);
    expect(schema.checks).toMatchObject([{ check: 'unique' }, { check: 'range', args: { min: 0, strictMin: true }, severity: 'warning' }, { check: 'not-equal', nulls: 'pass' }, { check: 'range', args: { min: 5 }, nulls: 'fail', note: 'too cheap' }]);
    expect(notExpressible).toEqual(['price: missing cells count as equal there; here they are left out when repeated values are looked for.']);
  });

  it('reads aliases, bare values and options among flat keys', () => {
    const { schema } = readPandera('columns:\n  a: {dtype: float, gt: 1, str_length: 3, isin: abc, between: {min_value: 1, max_value: 2, include_min: false, raise_warning: true}}\n');
    expect(schema.checks).toMatchObject([{ check: 'not-null' }, { check: 'range', args: { min: 1, strictMin: true } }, { check: 'length', args: { min: 3, max: 3 } }, { check: 'one-of', args: { values: ['a', 'b', 'c'] } }, { check: 'range', args: { min: 1, max: 2, strictMin: true }, severity: 'warning' }]);
  });

  it('takes on what the table says', () => {
    const { schema, notExpressible } = readPandera(stringify({ columns: { a: { dtype: 'float64' }, b: null, '^x': { regex: true } }, checks: [{ greater_than: 0 }], coerce: true, strict: 'filter', ordered: true, unique: ['a', 'b'], report_duplicates: 'exclude_first', index: [{ dtype: 'int64' }], add_missing_columns: true, drop_invalid_rows: true }));
    expect(schema.table).toEqual({ strict: 'filter', ordered: true });
    expect(schema.columns).toMatchObject([{ name: 'a', type: 'decimal', coerce: true }, { name: 'b', type: 'any', coerce: false }, { name: '(?:x)(?s:.*)', pattern: true }]);
    expect(schema.checks.filter(({ check }) => check === 'range').map(({ column: name }) => name)).toEqual(['a', 'b', '(?:x)(?s:.*)']);
    expect(schema.checks[0]).toMatchObject({ check: 'unique-together', columns: ['a', 'b'], args: { report: 'exclude-first', ignore: 'never' } });
    expect(notExpressible).toHaveLength(4);
  });

  it('tells of what has no equal here', () => {
    const { schema, notExpressible } = readPandera('columns:\n  a:\n    dtype: object\n    nullable: true\n    checks:\n    - {value: abc(?=d), options: {check_name: str_matches}}\n    - {value: 1, options: {check_name: my_own}}\n    - {min_value: 1, options: {check_name: greater_than, groupby: b}}\n');
    expect(schema.checks).toEqual([]);
    expect(notExpressible).toEqual([expect.stringMatching(/^a: the type object/), expect.stringMatching(/^a: str_matches has no equal/), expect.stringMatching(/^a: my_own is no check that comes with Pandera/), expect.stringMatching(/^a: greater_than looks at groups/)]);
  });
});

describe('what is no schema of Pandera', () => {
  it.each(['', 'null', '[]', '{', '{"columns": 3}', '- a: &a [*a]', 'columns: {a: {nullable: 3}}', 'columns: {a: {checks: 3}}', 'columns: {a: {checks: [{}]}}', 'columns: !!python/object:x.Y {}', 'columns: {a: 1, a: 2}'])('%j is refused with its reason', (text) => {
    expect(() => readPandera(text)).toThrow(/^This is not a Pandera schema.*Nothing was (written|changed)\.$/s);
  });

  it.each([
    ['in_range: {min_value: 1}', /in_range of a cannot be right \(args\.max_value\)|max_value/],
    ['greater_than: null', /greater_than of a cannot be right/],
    ['str_length: {}', /str_length of a cannot be right/],
    ['str_length: {min_value: 3, max_value: 1}', /smallest lies above the largest/],
    ['str_matches: 1', /str_matches of a cannot be right/],
    ['str_matches: "("', /pattern \( is not valid/],
    ['isin: 3', /isin of a cannot be right/],
    ['greater_than: {minimum: 1}', /greater_than of a cannot be right/],
  ])('a wrong argument is refused: %s', (check, message) => {
    expect(() => readPandera(`columns:\n  a:\n    dtype: str\n    ${check}\n`)).toThrow(message);
  });

  it('does not follow a bomb of aliases', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(',')}]`).join('\n')}\ncolumns: {}`;
    expect(() => readPandera(bomb)).toThrow(/not YAML/);
  });

  it.each([
    ['a __proto__ entry', '{"__proto__": {"x": 1}, "columns": {"__proto__": {"x": 1}}}', /__proto__/],
    ['a column called __proto__', 'columns:\n  __proto__:\n    dtype: int64\n', /__proto__/],
    ['deep nesting', `columns: ${'['.repeat(200)}${']'.repeat(200)}`, /64 levels/],
  ])('%s does no harm', (_, text, message) => {
    expect(() => readPandera(text)).toThrow(message);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});
