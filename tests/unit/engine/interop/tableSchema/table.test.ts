/** Tables against their schemas: labels, cells, constraints, keys, checks over rows, and the guess at a schema. */
import { describe, expect, test } from 'vitest';
import { fieldOptionsSchema } from '@engine/interop/tableSchema/cells';
import { cutCsvText, inferFields, tableSchemaSchema, validateTable } from '@engine/interop/tableSchema/table';
import type { TableError } from '@engine/interop/tableSchema/table/tableError';

const today = { year: 2026, month: 11, day: 26 };

function check(csv: string, schema: unknown): TableError[] {
  const [labels = [], ...lines] = cutCsvText(csv);
  return validateTable({ labels, rows: lines.map((cells, i) => ({ number: i + 2, cells })), schema: tableSchemaSchema.parse(schema) }, [], today);
}

const shop = { fields: [{ name: 'sku', type: 'string' }, { name: 'units', type: 'integer' }] };

describe('labels', () => {
  test.each<[string, TableError[]]>([
    ['sku,units', []],
    ['sku,count', [[null, 2, 'incorrect-label']]],
    ['sku', [[null, 2, 'missing-label']]],
    ['sku,units,note', [[null, 3, 'extra-label']]],
    ['sku,', [[null, 2, 'blank-label']]],
    ['sku,sku', [[null, 2, 'duplicate-label']]],
  ])('%s', (csv, errors) => {
    expect(check(csv, shop)).toEqual(errors);
  });

  test.each<[string, string, TableError[]]>([
    ['equal', 'units,sku', []],
    ['equal', 'units', [[null, 2, 'missing-label']]],
    ['subset', 'note,units,sku', []],
    ['subset', 'units', [[null, 2, 'missing-label']]],
    ['superset', 'units', []],
    ['superset', 'units,note', [[null, 2, 'extra-label']]],
    ['partial', 'note,units', []],
    ['partial', 'note', [[null, null, 'unmatched-header']]],
  ])('by name, %s: %s', (fieldsMatch, csv, errors) => {
    expect(check(csv, { ...shop, fieldsMatch })).toEqual(errors);
  });

  test('columns go to their fields by name', () => {
    expect(check('units,sku\nmany,a', { ...shop, fieldsMatch: 'equal' })).toEqual([[2, 1, 'type-error']]);
  });
});

describe('rows', () => {
  test('cells too many, too few, of another type; a row without any', () => {
    expect(check('sku,units\na,1,x\nb\nc,many\n\n,\n', shop)).toEqual([
      [2, 3, 'extra-cell'],
      [3, 2, 'missing-cell'],
      [4, 2, 'type-error'],
      [5, null, 'blank-row'],
      [6, null, 'blank-row'],
    ]);
  });

  test.each<[unknown, string, number]>([
    [{ type: 'integer', constraints: { minimum: 2, maximum: '4' } }, '1\n2\n4\n5', 2],
    [{ type: 'number', constraints: { exclusiveMinimum: 0 } }, '0\n0.1', 1],
    [{ type: 'date', constraints: { minimum: '2024-01-01' } }, '2023-12-31\n2024-01-01', 1],
    [{ type: 'string', constraints: { minLength: 2, maxLength: 3 } }, 'a\nab\nabcd', 2],
    [{ type: 'string', constraints: { pattern: 'a|b' } }, 'a\nb\nab', 1],
    [{ type: 'integer', constraints: { enum: ['1', 2] } }, '1\n2\n3', 1],
    [{ type: 'yearmonth', constraints: { maximum: '2024-06' } }, '2024-06\n2024-07', 1],
  ])('%j over %j breaks %d times', (field, cells, broken) => {
    const errors = check(`x\n${cells}`, { fields: [{ name: 'x', ...(field as object) }] });
    expect(errors.map(([, , kind]) => kind)).toEqual(Array.from({ length: broken }, () => 'constraint-error'));
  });

  test('a required field, the schema\'s missing values and a field\'s own', () => {
    const schema = { missingValues: ['NA'], fields: [{ name: 'a', constraints: { required: true } }, { name: 'b', missingValues: ['-'], constraints: { required: true } }] };
    expect(check('a,b\nNA,1\n1,-\n1,NA', schema)).toEqual([
      [2, 1, 'constraint-error'],
      [3, 2, 'constraint-error'],
    ]);
  });

  test('keys', () => {
    const fields = [{ name: 'a', type: 'integer' }, { name: 'b', type: 'string' }];
    const rows = 'a,b\n1,x\n1,y\n,y';
    expect(check(rows, { fields, primaryKey: 'a' })).toEqual([
      [3, null, 'primary-key'],
      [4, null, 'primary-key'],
    ]);
    expect(check(rows, { fields, uniqueKeys: [['a'], ['b']] })).toEqual([
      [3, null, 'unique-error'],
      [4, null, 'unique-error'],
    ]);
    expect(check(rows, { fields, foreignKeys: [{ fields: 'b', reference: { fields: 'b', rows: [['x']] } }] })).toHaveLength(2);
  });
});

describe('the guess at a schema', () => {
  const types = (columns: readonly (readonly string[])[], confidence?: number): string[] => {
    const rows = (columns[0] ?? []).map((_, i) => columns.map((column) => column[i] ?? ''));
    return inferFields(columns.map((_, i) => `c${i}`), rows, today, { confidence }).map(({ type }) => type);
  };

  test('the first type that fits', () => {
    expect(types([['2024-01', '2024-02'], ['1', '0'], ['1.5', '2'], ['true', 'false'], ['2024-01-01', '2024-01-02'], ['10:00:00', '11:00:00'], ['a', 'b'], ['1,2', '3,4'], ['{}', '{}'], ['P1D', 'P2D']])).toEqual([
      'yearmonth',
      'integer',
      'number',
      'boolean',
      'date',
      'time',
      'string',
      'geopoint',
      'object',
      'duration',
    ]);
  });

  test('cells of another type are borne as far as the confidence goes, blank ones do not count', () => {
    const mostly = ['1', '2', '3', 'N/A'];
    expect([types([mostly]), types([mostly], 0.5), types([['1', '', '3', '']], 1)]).toEqual([['string'], ['integer'], ['integer']]);
  });

  test('blank labels are named by their place, repeated ones counted', () => {
    expect(inferFields(['a', '', 'a'], [['1', '2', '3']], today).map(({ name }) => name)).toEqual(['a', 'field2', 'a2']);
  });
});

test('CSV text: quotes, line ends, blank lines, other separators', () => {
  expect(cutCsvText('a,"b ""x"", c"\r\n\n"1\n2",\n')).toEqual([['a', 'b "x", c'], [], ['1\n2', '']]);
  expect(cutCsvText('a;b\n1,5;2')).toEqual([
    ['a', 'b'],
    ['1,5', '2'],
  ]);
  expect(cutCsvText('a,b', ';')).toEqual([['a,b']]);
});

test('options of a field come with it', () => {
  const [field] = tableSchemaSchema.parse({ fields: [{ name: 'price', type: 'number', decimalChar: ',' }] }).fields;
  expect(field?.options).toEqual({ ...fieldOptionsSchema.parse({}), decimalChar: ',' });
});
