/** One text cell becomes a value: every type of Table Schema, its formats and options, and what is no value of it. */
import { describe, expect, test } from 'vitest';
import { createCellReader, fieldOptionsSchema, type CellValue } from '@engine/interop/tableSchema/cells';

function read(type: string, cell: CellValue, { format = 'default', ...options }: Readonly<Record<string, unknown>> & { readonly format?: string } = {}): CellValue {
  return createCellReader({ type, format, options: fieldOptionsSchema.parse(options) }, { year: 2026, month: 11, day: 26 })(cell).value;
}

describe('numbers', () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, CellValue]>([
    ['integer', '0042', {}, 42],
    ['integer', ' -7 ', {}, -7],
    ['integer', '1_000', {}, 1000],
    ['integer', '4.0', {}, null],
    ['integer', '$ -12 each', { bareNumber: false }, -12],
    ['integer', '12,500', { groupChar: ',' }, 12_500],
    ['integer', '12,500', {}, null],
    ['number', '.5', {}, 0.5],
    ['number', '1e3', {}, 1000],
    ['number', '1.250,75', { groupChar: '.', decimalChar: ',' }, 1250.75],
    ['number', '1.5', { decimalChar: ',' }, null],
    ['number', 'about 95%', { bareNumber: false }, 95],
    ['number', 'NaN', {}, { $num: 'NaN' }],
    ['number', '-INF', {}, { $num: '-Infinity' }],
    ['number', '1e999', {}, { $num: 'Infinity' }],
    ['number', 'inf', {}, { $num: 'Infinity' }],
    ['number', '1,5', {}, null],
    ['number', '--1', {}, null],
    ['year', '1999', {}, 1999],
    ['year', '99', {}, null],
    ['yearmonth', '1999-12', {}, [1999, 12]],
    ['yearmonth', '1999-0', {}, null],
    ['yearmonth', '12', {}, null],
  ])('%s %j with %j is %j', (type, text, options, value) => {
    expect(read(type, text, options)).toEqual(value);
  });
});

describe('booleans', () => {
  test('four texts each, or the field\'s own', () => {
    expect(['true', 'True', 'TRUE', '1', 'tRUE', 'yes'].map((text) => read('boolean', text))).toEqual([true, true, true, true, null, null]);
    expect(['ja', 'nein', 'true', 'false'].map((text) => read('boolean', text, { trueValues: ['ja'] }))).toEqual([true, null, null, false]);
  });
});

describe('moments', () => {
  test.each<[string, string, string, string | null]>([
    ['date', 'default', '2024-02-29', '2024-02-29'],
    ['date', 'default', '2023-02-29', null],
    ['date', 'any', '3rd of May 2001', '2001-05-03'],
    ['date', 'any', 'some day', null],
    ['date', '%d.%m.%Y', '31.12.1999', '1999-12-31'],
    ['date', 'fmt:%d.%m.%Y', '31.12.1999', '1999-12-31'],
    ['datetime', 'default', '2024-05-01T10:00:00+02:00', '2024-05-01T10:00:00+02:00'],
    ['datetime', 'default', '2024-05-01T10:00', null],
    ['datetime', '%Y%m%d %H%M', '20240501 2330', '2024-05-01T23:30:00'],
    ['time', 'default', '23:59:59Z', '23:59:59+00:00'],
    ['time', 'default', '23:59', null],
    ['time', 'any', 'half past', null],
    ['time', 'any', '7:30 pm', '19:30:00'],
  ])('%s by %s: %j is %j', (type, format, text, iso) => {
    expect(read(type, text, { format })).toEqual(iso === null ? null : { $iso: iso });
  });

  test('a duration has its parts in order', () => {
    expect(['P1Y2M10DT2H30M', 'PT0.5S', '-P2W', 'P', 'PT', 'P1M1Y', 'P-1Y', '1Y'].map((text) => read('duration', text) !== null)).toEqual([true, true, true, false, true, false, false, false]);
  });
});

describe('texts', () => {
  test.each([
    ['email', ['ann@shop.example', 'a.b+c@x-y.co', 'zoë@bücher.de', '"q"@x.de'], ['ann', 'ann@shop', 'a@b@c.de', '@x.de', 'a..b@x.de']],
    ['uri', ['https://shop.example/a?b#c', 'mailto:ann@shop.example'], ['shop.example', '://x', '1a:b']],
    ['uuid', ['0b0b2e9e-4c55-4f5e-9d4a-1f0f3c1c2d3e', '{0b0b2e9e4c554f5e9d4a1f0f3c1c2d3e}'], ['0b0b2e9e-4c55-4f5e-9d4a-1f0f3c1c2d3', 'x']],
    ['binary', ['YWxtYW5hYw==', 'YWJj'], ['YWJ', 'string', 'YQ=', 'ÿ']],
    ['wkt', ['POINT (1 2)', 'POINT ZM (1 2 3 4)', 'LINESTRING EMPTY', 'GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4.5e1))'], ['POINT', 'POINT (1)', 'point (1 2)', 'POINTZ (1 2 3)', 'POLYGON (1 2)', 'LINESTRING (1 2,)']],
    ['default', ['anything', ' '], []],
  ])('%s', (format, valid, invalid) => {
    expect(valid.map((text) => read('string', text, { format }))).toEqual(valid);
    expect(invalid.map((text) => read('string', text, { format }))).toEqual(invalid.map(() => null));
  });
});

describe('places and containers', () => {
  test.each<[string, string, string, CellValue]>([
    ['geopoint', 'default', '13.4, 52.5', [13.4, 52.5]],
    ['geopoint', 'default', '181,0', null],
    ['geopoint', 'default', '1,2,3', null],
    ['geopoint', 'array', '[13.4, 52.5]', [13.4, 52.5]],
    ['geopoint', 'object', '{"lon": 13.4, "lat": 52.5}', [13.4, 52.5]],
    ['geopoint', 'object', '[13.4, 52.5]', null],
    ['object', 'default', '{"a": [1]}', { a: [1] }],
    ['object', 'default', '[1]', null],
    ['array', 'default', '[1, "b"]', [1, 'b']],
    ['array', 'default', '{}', null],
    ['any', 'default', '3.14', '3.14'],
  ])('%s %s %j is %j', (type, format, text, value) => {
    expect(read(type, text, { format })).toEqual(value);
  });

  test('GeoJSON is a geometry without height, a feature or a collection; TopoJSON has arcs', () => {
    const feature = '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": null}';
    expect(read('geojson', feature)).toMatchObject({ type: 'Feature' });
    expect(read('geojson', `{"type": "FeatureCollection", "features": [${feature}]}`)).not.toBeNull();
    expect(read('geojson', '{"type": "Point", "coordinates": [1, 2]}')).not.toBeNull();
    expect(read('geojson', '{"type": "Point", "coordinates": [1, 2, 3]}')).toBeNull();
    expect(read('geojson', '{"type": "LineString", "arcs": [3]}', { format: 'topojson' })).not.toBeNull();
    expect(read('geojson', '{"type": "LineString"}', { format: 'topojson' })).toBeNull();
  });

  test('a list parts its items and reads each', () => {
    expect(read('list', 'a;b', { delimiter: ';' })).toEqual(['a', 'b']);
    expect(read('list', '1,2', { itemType: 'integer' })).toEqual([1, 2]);
    expect(read('list', '1,x', { itemType: 'integer' })).toBeNull();
  });
});

test('a missing cell is valid and has no value; one of another type is not', () => {
  const reader = createCellReader({ type: 'integer', format: 'default', options: fieldOptionsSchema.parse({ missingValues: ['-'] }) }, { year: 2026, month: 1, day: 1 });
  expect(['-', '', '1'].map(reader)).toEqual([
    { value: null, isValid: true },
    { value: null, isValid: false },
    { value: 1, isValid: true },
  ]);
});

test('an unknown type is refused with the known ones', () => {
  expect(() => read('blob', 'x')).toThrow(/no field type blob.*yearmonth/s);
});
