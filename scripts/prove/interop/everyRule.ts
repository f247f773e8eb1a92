/** One schema with every rule that a suite of Great Expectations can say, over the columns that the real file and the shipped shop share: some pass, some fail, with shares, conditions and severities. */
import { checkSchema, type Check, type DataSchema } from '../../../src/shared/areas/qualitySchema';
import type { z } from 'zod';

type Given = z.input<typeof checkSchema>;

const columnRules: readonly Given[] = [
  { check: 'not-null', column: 'origin_country', mostly: 0.98, severity: 'warning', note: 'asked for by sales' },
  { check: 'null', column: 'urgency_text', mostly: 0.6 },
  { check: 'unique', column: 'product_id', mostly: 0.9, severity: 'info' },
  { check: 'unique', column: 'merchant_id' },
  { check: 'range', column: 'price', args: { min: 2, max: 30, strictMax: true }, mostly: 0.99 },
  { check: 'range', column: 'rating', args: { min: 3.5 }, condition: { column: 'rating_count', operator: 'greater', value: 100 }, severity: 'warning' },
  { check: 'one-of', column: 'origin_country', args: { values: ['CN', 'US'] }, severity: 'info' },
  { check: 'one-of', column: 'theme', args: { values: ['summer'] }, condition: { any: [{ column: 'price', operator: 'less', value: 5 }, { all: [{ column: 'origin_country', operator: 'equal', value: 'CN' }, { not: { column: 'rating', operator: 'at-most', value: 4 } }] }] } },
  { check: 'not-one-of', column: 'product_color', args: { values: ['black', 'White'] }, mostly: 0.8 },
  { check: 'not-one-of', column: 'retail_price', args: { values: [7, 10] }, condition: { column: 'product_color', operator: 'one-of', values: ['white', 'blue'] } },
  { check: 'increasing', column: 'price', mostly: 0.5 },
  { check: 'decreasing', column: 'rating_count', args: { strictly: true }, mostly: 0.1 },
  { check: 'standard-score', column: 'price', args: { threshold: 3, bothSides: true }, mostly: 0.95 },
  { check: 'standard-score', column: 'rating_count', args: { threshold: 2, bothSides: false } },
  { check: 'outliers', column: 'price', args: { method: 'fences', multiplier: 1.5 } },
  { check: 'outliers', column: 'rating', args: { method: 'std', multiplier: 3 }, mostly: 0.9 },
  { check: 'pattern', column: 'product_id', args: { pattern: '[0-9a-f]{24}', where: 'whole' } },
  { check: 'pattern', column: 'title', args: { pattern: '\\d{4}|[A-Z]', where: 'start' }, mostly: 0.9 },
  { check: 'pattern', column: 'tags', args: { pattern: '\\bSummer\\b', where: 'anywhere' } },
  { check: 'not-pattern', column: 'title', args: { pattern: '[^\\w ]', where: 'anywhere' } },
  { check: 'patterns', column: 'tags', args: { patterns: ['Dress', 'dress', 'shirt'], match: 'any', where: 'anywhere' } },
  { check: 'patterns', column: 'tags', args: { patterns: ['Summer', 'Women'], match: 'all', where: 'anywhere' }, mostly: 0.5 },
  { check: 'not-patterns', column: 'product_variation_size_id', args: { patterns: ['[Ss]ize.*', '\\d+.*'], where: 'whole' } },
  { check: 'length', column: 'title', args: { min: 20, max: 120 } },
  { check: 'length', column: 'product_id', args: { min: 24, max: 24 } },
  { check: 'readable-date', column: 'theme' },
  { check: 'json', column: 'title' },
  { check: 'smallest', column: 'price', args: { min: 0 } },
  { check: 'largest', column: 'price', args: { max: 20 } },
  { check: 'mean', column: 'price', args: { min: 8, max: 9 } },
  { check: 'mean', column: 'rating', args: { min: 3.8 }, condition: { column: 'rating_count', operator: 'at-least', value: 500 } },
  { check: 'median', column: 'retail_price', args: { min: 5, max: 12 } },
  { check: 'sum', column: 'units_sold', args: { min: 1000 } },
  { check: 'standard-deviation', column: 'price', args: { max: 3, strictMax: true } },
  { check: 'distinct-count', column: 'origin_country', args: { min: 1, max: 5 } },
  { check: 'distinct-share', column: 'product_id', args: { min: 0.8, max: 1 } },
  { check: 'present-share', column: 'urgency_text', args: { min: 0.5 } },
  { check: 'distinct-in-set', column: 'theme', args: { values: ['summer'] } },
  { check: 'distinct-contains', column: 'origin_country', args: { values: ['CN', 'ZZ'] } },
  { check: 'distinct-equals', column: 'theme', args: { values: ['summer'] } },
  { check: 'most-common', column: 'origin_country', args: { values: ['CN'] } },
  { check: 'quantiles', column: 'price', args: { quantiles: [{ at: 0.25, min: 5, max: 8 }, { at: 0.9, min: null, max: 13 }], interpolation: 'linear' } },
  { check: 'divergence', column: 'origin_country', args: { partition: { values: ['CN', 'US'], weights: [0.95, 0.05] }, most: 0.1, tailHoldout: 0.01 } },
  { check: 'divergence', column: 'price', args: { partition: { bins: ['-Infinity', 5, 10, 20, 'Infinity'], weights: [0.3, 0.4, 0.2, 0.1] }, most: 0.2 } },
  { check: 'type', column: 'price', args: { type: 'decimal' } },
];

const severalRules: readonly Given[] = [
  { check: 'pair-equal', columns: ['price', 'retail_price'], args: { ignore: 'any' }, mostly: 0.1 },
  { check: 'pair-greater', columns: ['retail_price', 'price'], args: { orEqual: true, ignore: 'any' }, mostly: 0.5, severity: 'warning' },
  { check: 'pairs-in-set', columns: ['theme', 'currency_buyer'], args: { pairs: [['summer', 'EUR']], ignore: 'all' } },
  { check: 'unique-together', columns: ['merchant_id', 'price'], args: { ignore: 'all' }, mostly: 0.9 },
  { check: 'different-within-row', columns: ['rating_five_count', 'rating_four_count', 'rating_three_count'], args: { ignore: 'any' } },
  { check: 'sum-equals', columns: ['rating_five_count', 'rating_four_count'], args: { total: 19, ignore: 'any' }, mostly: 0.001 },
  { check: 'all-equal', columns: ['badge_local_product', 'badge_fast_shipping'], args: { ignore: 'any' }, condition: { column: 'badges_count', operator: 'greater', value: 0 } },
];

/** Columns of one form of writing keep their type on both sides. */
export function everyRule({ columns }: DataSchema): DataSchema {
  const names = columns.map(({ name }) => name);
  const tableRules: readonly Given[] = [
    { check: 'row-count', args: { min: 100, max: 1000 } },
    { check: 'row-count', args: { min: 1573, max: 1573 } },
    { check: 'column-count', args: { min: names.length, max: names.length } },
    { check: 'column-exists', args: { name: 'price', position: 3 } },
    { check: 'columns-ordered', args: { columns: names } },
    { check: 'columns-are', args: { columns: names.slice(1) } },
    { check: 'columns-are', args: { columns: names.slice(1), others: true } },
  ];
  const dateRules: readonly Given[] = columns.some(({ name, type }) => name === 'crawl_month' && ['text', 'category', 'id'].includes(type)) ? [{ check: 'date-format', column: 'crawl_month', args: { format: '%Y-%m' } }] : [];
  const checks = [...columnRules, ...severalRules, ...tableRules, ...dateRules].map((rule): Check => checkSchema.parse(rule));
  return { format: 'almanac-schema', formatVersion: 2, table: { strict: 'off', ordered: false }, columns, checks };
}
