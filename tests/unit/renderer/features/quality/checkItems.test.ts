import { describe, expect, it } from 'vitest';
import type { CheckResult } from '@shared/areas/quality';
import { checkSchema, dataSchemaSchema, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { checkItems, countChecks, groupChecks, matches, subjectOf } from '../../../../../src/renderer/features/quality/checkItems';
import { countText, ruleText } from '../../../../../src/renderer/features/quality/checkText';

const notNull = (column: string, allow = 0): Check => checkSchema.parse({ check: 'not-null', column, severity: 'warning', mostly: 1 - allow, evidence: 'because' });
const result = (definition: Check, failures: number): CheckResult => ({ check: definition.check, column: definition.column ?? null, columns: [definition.column ?? ''], severity: definition.severity, success: failures === 0, failures, considered: 10, missing: 0, failureShare: failures / 10, sample: [], rule: 'never empty', definition });
const schema = (checks: Check[], columns: readonly object[] = []): DataSchema => dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns, checks });
const itemsOf = (given: DataSchema, results: readonly CheckResult[] = []) => checkItems(given, new Map(results.map((each) => [countText(each.definition), each])), results);

describe('checks beside their results', () => {
  it('a rule that changed since it was counted has no result; words and severity play no part', () => {
    const items = itemsOf(schema([notNull('a', 0.05), { ...notNull('b'), severity: 'info', note: 'why' }]), [result(notNull('a'), 3), result({ ...notNull('b'), evidence: 'other words' }, 0)]);
    expect(items.map((item) => item.result?.failures ?? null)).toEqual([null, 0]);
    expect(countChecks(items)).toEqual({ total: 2, counted: 1, passed: 1, failing: 0 });
    expect(ruleText(notNull('b'))).not.toBe(ruleText({ ...notNull('b'), severity: 'info' }));
  });

  it('columns that fail stand first, the largest first; the others keep their order', () => {
    const checks = ['a', 'b', 'c', 'd'].map((column) => notNull(column));
    const items = itemsOf(schema(checks), checks.map((check, index) => result(check, [0, 2, 0, 9][index] ?? 0)));
    expect(groupChecks(items).map((group) => group.subject)).toEqual(['d', 'b', 'a', 'c']);
  });

  it('equal rules get keys of their own, and know their place in the schema', () => {
    const items = itemsOf(schema([notNull('a'), notNull('a', 0.1)]));
    expect(new Set(items.map(({ key }) => key)).size).toBe(2);
    expect(items.map(({ place }) => place)).toEqual([0, 1]);
  });

  it('a column named __proto__ is a column like any other', () => {
    expect(groupChecks(itemsOf(schema([notNull('__proto__')]))).map((group) => group.subject)).toEqual(['__proto__']);
  });

  it('what follows from declarations is shown beside the checks, under its column or the table', () => {
    const declared = { ...schema([notNull('a')], [{ name: 'a', type: 'integer' }, { name: 'b' }]), table: { strict: 'error' as const, ordered: false } };
    const type = checkSchema.parse({ check: 'type', column: 'a', args: { type: 'integer', coerce: false } });
    const items = itemsOf(declared, [result(type, 4)]);
    expect(items.map(({ check, place }) => [check.check, subjectOf(check), place])).toEqual([['columns-are', 'Whole table', null], ['type', 'a', null], ['column-exists', 'b', null], ['not-null', 'a', 0]]);
    expect(items[1]?.result?.failures).toBe(4);
  });

  it('a rule of a pattern of columns holds where it holds in each', () => {
    const given = schema([notNull('price_.*')], [{ name: 'price_.*', pattern: true, type: 'decimal' }]);
    const type = (column: string): Check => checkSchema.parse({ check: 'type', column, args: { type: 'decimal', coerce: false } });
    const items = itemsOf(given, [result(type('price_a'), 0), result(type('price_b'), 1), result(notNull('price_a'), 0), result(notNull('price_b'), 2)]);
    expect(items.map(({ check, place, result: found }) => [check.check, check.column, place, found?.failures])).toEqual([['type', 'price_a', null, 0], ['type', 'price_b', null, 1], ['not-null', 'price_.*', 0, 2]]);
    expect(items[2]?.result).toMatchObject({ success: false, considered: 20, failureShare: 0.1 });
  });

  it('a check that is switched off neither fails nor counts', () => {
    const off = { ...notNull('a'), enabled: false };
    const items = itemsOf(schema([off, notNull('b')]), [result(notNull('a'), 5), result(notNull('b'), 0)]);
    expect(countChecks(items)).toEqual({ total: 1, counted: 1, passed: 1, failing: 0 });
    expect(groupChecks(items).some(({ failing }) => failing)).toBe(false);
  });

  it('a pair stands under its first column and is found by either', () => {
    const [item] = itemsOf(schema([checkSchema.parse({ check: 'pair-greater', columns: ['retail_price', 'price'] })]));
    expect(item && [subjectOf(item.check), matches(item, 'not below', 'PRICE below'), matches(item, '', 'size')]).toEqual(['retail_price', true, false]);
  });
});
