/** Every rule that Pandera's files can say, over the columns that the real file and the shipped shop share; and the same few rules in the four dialects its releases have written. */
import { dataSchemaSchema, schemaFormatVersion, type checkSchema, type DataSchema } from '../../../src/shared/areas/qualitySchema';
import type { z } from 'zod';

type Given = z.input<typeof checkSchema>;

const rules: readonly Given[] = [
  { check: 'not-null', column: 'product_color' },
  { check: 'not-null', column: 'price' },
  { check: 'unique', column: 'product_id', args: { report: 'exclude-first' } },
  { check: 'not-null', column: 'product_id' },
  { check: 'range', column: 'price', args: { min: 2, max: 30, strictMin: true, strictMax: true } },
  { check: 'range', column: 'rating', args: { min: 3.5 } },
  { check: 'range', column: 'retail_price', args: { max: 50, strictMax: true } },
  { check: 'range', column: 'units_sold', args: { min: 100, strictMin: true } },
  { check: 'range', column: 'rating_count', args: { min: 10, max: 5000 }, severity: 'warning' },
  { check: 'range', column: 'origin_country', args: { min: 'CN', max: 'SG' } },
  { check: 'equal', column: 'theme', args: { value: 'summer' } },
  { check: 'equal', column: 'badges_count', args: { value: 0 } },
  { check: 'not-equal', column: 'price', args: { value: 8 } },
  { check: 'not-equal', column: 'origin_country', args: { value: 'CN' } },
  { check: 'one-of', column: 'origin_country', args: { values: ['CN', 'US'] }, nulls: 'fail' },
  { check: 'one-of', column: 'retail_price', args: { values: [5, 7, 10, 14] } },
  { check: 'not-one-of', column: 'product_color', args: { values: ['black', 'White', 'white'] } },
  { check: 'not-one-of', column: 'price', args: { values: [8, 11] } },
  { check: 'distinct-equals', column: 'theme', args: { values: ['summer'] } },
  { check: 'distinct-equals', column: 'origin_country', args: { values: ['CN'] } },
  { check: 'pattern', column: 'product_id', args: { pattern: '[0-9a-f]{24}' } },
  { check: 'pattern', column: 'title', args: { pattern: '\\d{4}|[A-M]', where: 'start' } },
  { check: 'pattern', column: 'tags', args: { pattern: '[Dd]ress', where: 'anywhere' } },
  { check: 'pattern', column: 'urgency_text', args: { pattern: 'Quantity.*' }, nulls: 'fail' },
  { check: 'not-pattern', column: 'merchant_name', args: { pattern: '[0-9]', where: 'anywhere' } },
  { check: 'not-pattern', column: 'product_variation_size_id', args: { pattern: '[Ss]' } },
  { check: 'not-pattern', column: 'tags', args: { pattern: 'Summer', where: 'start' } },
  { check: 'patterns', column: 'merchant_id', args: { patterns: ['[0-4].*', 'f{1,3}.*'] } },
  { check: 'not-patterns', column: 'shipping_option_name', args: { patterns: ['Livra.*', 'Stand.*'] } },
  { check: 'starts-with', column: 'title', args: { text: 'S' } },
  { check: 'ends-with', column: 'title', args: { text: 't' } },
  { check: 'length', column: 'title', args: { min: 20, max: 80 } },
  { check: 'length', column: 'product_color', args: { max: 5 } },
  { check: 'unique-together', columns: ['merchant_id', 'price'], args: { ignore: 'never' } },
];

/** On top of what was suggested; types are turned, as pandas needs. */
export function everyPanderaRule({ columns }: DataSchema): DataSchema {
  const used = new Set(rules.flatMap(({ column, columns: several }) => several ?? [column ?? '']));
  return made(columns.filter(({ name }) => used.has(name)).map((column) => ({ ...column, coerce: true })), rules);
}

/** No data, every way to say something: what comes back from Pandera must be the same. */
export const roundTripSchema: DataSchema = made(
  [
    { name: 'price', type: 'decimal', coerce: true, title: 'Price', description: 'in euros: "net"' },
    { name: 'size', type: 'text', coerce: true, required: false },
    { name: 'units', type: 'integer', coerce: true },
    { name: 'day', type: 'datetime', coerce: true },
    { name: 'kind', type: 'category', coerce: true },
    { name: 'sold', type: 'boolean', coerce: true },
    { name: 'note' },
    { name: 'q[0-9]+', pattern: true, type: 'decimal', coerce: true },
  ],
  [
    ...rules.filter(({ column }) => column === 'price'),
    { check: 'one-of', column: 'size', args: { values: ['S', '=L', 'no', '08', "it's"] } },
    { check: 'pattern', column: 'size', args: { pattern: '[SML]|=L' } },
    { check: 'pattern', column: 'size', args: { pattern: 'S|M', where: 'start' } },
    { check: 'pattern', column: 'size', args: { pattern: 'L$', where: 'anywhere' }, severity: 'warning' },
    { check: 'not-pattern', column: 'size', args: { pattern: 'X+' } },
    { check: 'starts-with', column: 'size', args: { text: '^$' } },
    { check: 'ends-with', column: 'size', args: { text: 'M' } },
    { check: 'length', column: 'size', args: { max: 3 }, nulls: 'fail' },
    { check: 'distinct-equals', column: 'size', args: { values: ['M', 'S'] } },
    { check: 'not-null', column: 'units' },
    { check: 'unique', column: 'units', args: { report: 'exclude-last' } },
    { check: 'equal', column: 'units', args: { value: 3 } },
    { check: 'range', column: 'day', args: { min: '2020-01-01', max: '2020-12-31 12:30:00', strictMax: true } },
    { check: 'one-of', column: 'kind', args: { values: ['a', 'b'] } },
    { check: 'equal', column: 'sold', args: { value: true } },
    { check: 'range', column: 'q[0-9]+', args: { min: 0 } },
    { check: 'unique-together', columns: ['price', 'size'], args: { report: 'exclude-first', ignore: 'never' } },
  ],
  { strict: 'filter', ordered: true },
);

function made(columns: readonly z.input<typeof dataSchemaSchema>['columns'][number][], checks: readonly Given[], table: z.input<typeof dataSchemaSchema>['table'] = {}): DataSchema {
  return dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: schemaFormatVersion, table, columns, checks });
}

const between = { min_value: 2, max_value: 30, include_min: false, include_max: true };
const countries = ['CN', 'US', 'SG'];
const code = '[0-9a-f]{24}$';

/** As releases up to 0.22, 0.23, from 0.24 to 0.30 and from 0.31 wrote them. */
export const dialects: Readonly<Record<string, unknown>> = {
  'a map': document((column, checks) => ({ ...column, checks: Object.fromEntries(checks) })),
  'a map with options': document((column, checks) => ({ ...column, checks: Object.fromEntries(checks.map(([name, value]) => [name, { ...argumentsOf(value), options: { raise_warning: false, ignore_na: true } }])) })),
  'a list': document((column, checks) => ({ ...column, checks: checks.map(([name, value]) => ({ ...argumentsOf(value), options: { check_name: name, raise_warning: false, ignore_na: true } })) })),
  'flat keys': { ...document((column, checks) => ({ ...column, ...Object.fromEntries(checks) })), api: 'pandas' },
};

function document(written: (column: Record<string, unknown>, checks: readonly (readonly [string, unknown])[]) => unknown): Record<string, unknown> {
  return {
    schema_type: 'dataframe',
    version: '0.20.0',
    columns: {
      price: written({ dtype: 'float64', nullable: false, unique: false, coerce: true, required: true, regex: false }, [['in_range', between], ['not_equal_to', 8]]),
      origin_country: written({ dtype: 'str', nullable: true, coerce: true }, [['isin', countries], ['str_length', { min_value: 2, max_value: 2, exact_value: null }], ['str_startswith', 'C']]),
      product_id: written({ dtype: 'str', coerce: true, nullable: true }, [['str_matches', code], ['str_contains', 'a']]),
      badges_count: written({ dtype: 'Int64', coerce: true, nullable: true }, [['less_than', 2], ['greater_than_or_equal_to', 0]]),
    },
    strict: false,
  };
}

function argumentsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : { value };
}
