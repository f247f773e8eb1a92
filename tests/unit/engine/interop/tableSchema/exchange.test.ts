/** Table Schemas in and out: what both can say survives the way there and back, what cannot be said is said so. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSchema, dataSchemaSchema, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { readTableSchema } from '@engine/interop/tableSchema/exchange/readTableSchema';
import { writeTableSchema } from '@engine/interop/tableSchema/exchange/writeTableSchema';

type GivenCheck = Partial<Check> & Pick<Check, 'check'>;
type GivenColumn = Partial<DataSchema['columns'][number]> & { name: string };

function schemaOf(columns: readonly GivenColumn[], checks: readonly GivenCheck[], table: Partial<DataSchema['table']> = {}): DataSchema {
  return dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, table, columns, checks: checks.map((check) => checkSchema.parse(check)) });
}

const read = (document: unknown): ReturnType<typeof readTableSchema> => readTableSchema(JSON.stringify(document));
const plain = (schema: DataSchema): unknown => ({ ...schema, checks: schema.checks.map((check) => JSON.stringify(check)).sort() });
const told = (check: Check): string => `${check.column ?? (check.columns ?? []).join('+')} ${check.check}`;

const shop = schemaOf(
  [{ name: 'price', type: 'decimal', title: 'Price', description: 'in euros' }, { name: 'size', type: 'text' }, { name: 'units', type: 'integer' }, { name: 'day', type: 'date' }, { name: 'at', type: 'datetime' }, { name: 'kind', type: 'category' }, { name: 'sold', type: 'boolean' }, { name: 'note' }],
  [
    { check: 'not-null', column: 'price' },
    { check: 'range', column: 'price', args: { min: 0, max: 100, strictMin: true, strictMax: true } },
    { check: 'one-of', column: 'size', args: { values: ['S', '=L'] } },
    { check: 'pattern', column: 'size', args: { pattern: '[SML]|=L' } },
    { check: 'length', column: 'size', args: { min: 1, max: 3 } },
    { check: 'not-null', column: 'units' },
    { check: 'unique', column: 'units' },
    { check: 'range', column: 'units', args: { min: 1 } },
    { check: 'one-of', column: 'units', args: { values: [1, 2] } },
    { check: 'range', column: 'day', args: { max: '2020-12-31' } },
    { check: 'one-of', column: 'kind', args: { values: ['a', 'b'] } },
    { check: 'unique-together', columns: ['price', 'units'], args: { ignore: 'any' } },
    { check: 'unique-together', columns: ['size', 'day'], args: { ignore: 'any' } },
    { check: 'in-other-table', columns: ['kind'], args: { dataset: 'kinds', columns: ['name'] } },
  ],
);

describe('there and back', () => {
  it('holds every rule both know', () => {
    const { text, notExpressible } = writeTableSchema(shop);
    expect(notExpressible).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({ $schema: 'https://datapackage.org/profiles/2.0/tableschema.json', primaryKey: ['price', 'units'], uniqueKeys: [['size', 'day']], foreignKeys: [{ fields: ['kind'], reference: { resource: 'kinds', fields: ['name'] } }] });
    const back = readTableSchema(text);
    expect(back.notExpressible).toEqual([]);
    expect(plain(back.schema)).toEqual(plain(shop));
  });

  it('holds any set, bound and name, whatever characters they have', () => {
    const scalar = fc.oneof(fc.string(), fc.constantFrom('=1+1', 'no', '08', "it's", '\u2028'));
    fc.assert(
      fc.property(scalar.filter((name) => name.trim() !== '' && name !== '__proto__'), fc.uniqueArray(scalar, { minLength: 1, maxLength: 6 }), fc.integer(), fc.integer({ min: 1 }), (name, values, low, width) => {
        const made = schemaOf([{ name, type: 'text' }, { name: `${name} 2`, type: 'integer' }], [{ check: 'one-of', column: name, args: { values } }, { check: 'range', column: `${name} 2`, args: { min: low, max: low + width } }]);
        expect(plain(readTableSchema(writeTableSchema(made).text).schema)).toEqual(plain(made));
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it.each([
    ['exact', { strict: 'error', ordered: true }, true],
    ['equal', { strict: 'error', ordered: false }, true],
    ['subset', { strict: 'off', ordered: false }, true],
    ['superset', { strict: 'error', ordered: false }, false],
    ['partial', { strict: 'off', ordered: false }, false],
  ] as const)('fieldsMatch %s', (fieldsMatch, table, required) => {
    const { schema } = read({ fields: [{ name: 'a' }, { name: 'b' }], fieldsMatch: [fieldsMatch] });
    expect(schema.table).toEqual(table);
    expect(schema.columns.map((column) => column.required)).toEqual([required, required]);
    expect(JSON.parse(writeTableSchema(schema).text)).toMatchObject({ fieldsMatch });
  });
});

describe('reading', () => {
  it('takes keys, enums, lengths and categories', () => {
    const { schema, notExpressible } = read({ fields: [{ name: 'id', type: 'string', constraints: { minLength: 2, maxLength: 3 } }, { name: 'size', type: 'string', categories: ['S', { value: 'M', label: 'medium' }] }, { name: 'at', type: 'geopoint' }], primaryKey: 'id', fieldsMatch: ['subset'] });
    expect(schema.checks.map(told)).toEqual(['id not-null', 'id unique', 'id length', 'size one-of']);
    expect(schema.columns.map(({ type }) => type)).toEqual(['text', 'category', 'any']);
    expect(notExpressible).toEqual(['at: the type geopoint has no equal here. Any type passes.']);
  });

  it('takes limits that are in and limits that are out, of numbers written as text too', () => {
    const { schema } = read({ fields: [{ name: 'a', type: 'integer', constraints: { minimum: '1', exclusiveMaximum: 5 } }, { name: 'b', type: 'number', constraints: { minimum: 1, exclusiveMinimum: 0, maximum: 9, exclusiveMaximum: 10 } }, { name: 'c', type: 'date', constraints: { exclusiveMinimum: '2020-01-01' } }] });
    expect(schema.checks.map(({ column, args }) => [column, args])).toEqual([
      ['a', { min: 1, max: 5, strictMax: true }],
      ['b', { min: 1, max: 9 }],
      ['b', { min: 0, strictMin: true }],
      ['b', { max: 10, strictMax: true }],
      ['c', { min: '2020-01-01', strictMin: true }],
    ]);
  });

  it('takes unique keys and a key of several fields, and says what it left out', () => {
    const { schema, notExpressible } = read({
      fields: [{ name: 'a', type: 'number', decimalChar: ',' }, { name: 'b', format: 'email', type: 'string', constraints: { jsonSchema: {}, pattern: '(?=x)y' } }, { name: 'c', type: 'string', categories: ['x'], categoriesOrdered: true, missingValues: ['-'] }],
      primaryKey: ['a', 'b'],
      uniqueKeys: [['c'], ['b', 'c']],
      foreignKeys: [{ fields: 'c', reference: { fields: 'a' } }],
      missingValues: ['', 'NA'],
    });
    expect(schema.checks.map(told)).toEqual(['a not-null', 'b not-null', 'c one-of', 'a+b unique-together', 'c unique', 'b+c unique-together']);
    expect(notExpressible.map((sentence) => sentence.split(' ').slice(0, 3).join(' '))).toEqual(['a: decimalChar says', 'b: the format', 'c: categories have', 'c: what counts', 'b: the pattern', 'b: jsonSchema has', 'c: a foreign', 'What counts as']);
  });
});

describe('what a Table Schema cannot say', () => {
  it.each<[string, GivenCheck, RegExp]>([
    ['a share', { check: 'range', column: 'a', args: { min: 1 }, mostly: 0.9 }, /^a, range: a share/],
    ['a condition', { check: 'range', column: 'a', args: { min: 1 }, condition: { column: 'b', operator: 'present' } }, /^a, range: it looks at some rows/],
    ['one that is switched off', { check: 'range', column: 'a', args: { min: 1 }, enabled: false }, /^a, range: it is switched off/],
    ['a figure', { check: 'mean', column: 'a', args: { min: 1 } }, /^a, mean: has no equal/],
    ['the table', { check: 'row-count', args: { min: 1 } }, /^row-count: has no equal/],
    ['text that must not match', { check: 'not-pattern', column: 'a', args: { pattern: 'x' } }, /^a, not-pattern: has no equal/],
    ['missing cells that fail', { check: 'range', column: 'a', args: { min: 1 }, nulls: 'fail' }, /^a, range: missing cells fail here/],
    ['a column that is not declared', { check: 'unique', column: 'z' }, /^z, unique: the column is not among/],
  ])('%s is left out and told', (_, check, sentence) => {
    const { text, notExpressible } = writeTableSchema(schemaOf([{ name: 'a', type: 'text' }], [check]));
    expect(notExpressible).toEqual([expect.stringMatching(sentence)]);
    expect(readTableSchema(text).schema.checks).toEqual([]);
  });

  it('tells severity, a second rule of a kind, patterns of names, and order among others', () => {
    const { text, notExpressible } = writeTableSchema(schemaOf([{ name: 'a', type: 'text' }, { name: 'q.*', pattern: true }], [{ check: 'unique', column: 'a', severity: 'info' }, { check: 'starts-with', column: 'a', args: { text: 'x.' } }, { check: 'ends-with', column: 'a', args: { text: 'y' } }], { ordered: true }));
    expect(notExpressible).toEqual([expect.stringMatching(/^a, unique: its severity, info/), expect.stringMatching(/^a, ends-with: a field has one rule/), expect.stringMatching(/^q\.\*: columns chosen by a pattern/), expect.stringMatching(/^The order of columns/)]);
    expect(JSON.parse(text)).toMatchObject({ fields: [{ constraints: { unique: true, pattern: 'x\\.[\\s\\S]*' } }] });
  });
});

describe('what is no Table Schema', () => {
  it.each(['', 'null', '[]', '{', '{"fields": 3}', '{"fields": [{"name": 1}]}', '{"fields": [{"name": "a", "constraints": {"minLength": -1}}]}', '{"fields": [{"name": "a", "constraints": {"enum": []}}]}', '{"fields": [], "fieldsMatch": "some"}', '{"fields": [{"name": "a"}, {"name": "a"}]}', '{"fields": [{"name": "a"}], "primaryKey": "b"}'])('%j is refused with its reason', (text) => {
    expect(() => readTableSchema(text)).toThrow(/^(This is not a Table Schema|This Table Schema|A key of this Table Schema).*Nothing was /s);
  });

  it.each([
    ['a __proto__ entry', '{"fields": [{"name": "a", "type": "string", "constraints": {"__proto__": {"x": 1}}}]}', /__proto__/],
    ['deep nesting', `{"fields": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /64 levels/],
    ['a pattern that is none', '{"fields": [{"name": "a", "constraints": {"pattern": "("}}]}', /pattern \( is not valid/],
  ])('%s does no harm', (_, text, message) => {
    expect(() => readTableSchema(text)).toThrow(message);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});
