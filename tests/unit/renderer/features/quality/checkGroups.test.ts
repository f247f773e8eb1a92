import { describe, expect, it } from 'vitest';
import type { CheckResult, Validation } from '@shared/areas/quality';
import { checkSchema, dataSchemaSchema, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { checkItems, countChecks, groupChecks, newSuggestions, replaceCheck, ruleText } from '../../../../../src/renderer/features/quality/checkGroups';

const notNull = (column: string, allow = 0): Check => checkSchema.parse({ check: 'not-null', column, severity: 'warning', mostly: 1 - allow, evidence: 'because' });
const result = (definition: Check, failures: number): CheckResult => ({ check: definition.check, column: definition.column ?? null, columns: [definition.column ?? ''], severity: definition.severity, success: failures === 0, failures, considered: 10, missing: 0, failureShare: failures / 10, sample: [], rule: 'never empty', definition });
const validation = (results: CheckResult[]): Validation => ({ id: 'v', snapshotId: 's', success: false, statistics: { checks: results.length, passed: 0, failed: 0, failingRows: 0 }, results, createdAt: 0, schemaVersion: null });
const schema = (checks: Check[]): DataSchema => dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [], checks });

describe('checks beside their results', () => {
  it('a rule that changed since it was counted has no result', () => {
    const items = checkItems([notNull('a', 0.05), notNull('b')], ['never empty'], validation([result(notNull('a'), 3), result({ ...notNull('b'), evidence: 'other words' }, 0)]));
    expect(items.map((item) => item.result?.failures ?? null)).toEqual([null, 0]);
    expect(countChecks(items)).toEqual({ total: 2, counted: 1, passed: 1, failing: 0 });
  });

  it('columns that fail stand first, the largest first; the others keep their order', () => {
    const checks = ['a', 'b', 'c', 'd'].map((column) => notNull(column));
    const items = checkItems(checks, [], validation(checks.map((check, index) => result(check, [0, 2, 0, 9][index] ?? 0))));
    expect(groupChecks(items).map((group) => group.column)).toEqual(['d', 'b', 'a', 'c']);
  });

  it('equal rules get keys of their own', () => {
    const keys = checkItems([notNull('a'), notNull('a', 0.1)], [], null).map((item) => item.key);
    expect(new Set(keys).size).toBe(2);
  });

  it('a column named __proto__ is a column like any other', () => {
    expect(groupChecks(checkItems([notNull('__proto__')], [], null)).map((group) => group.column)).toEqual(['__proto__']);
  });
});

describe('changing rules', () => {
  it('replaces in place, removes, and adds at the end', () => {
    const start = schema([notNull('a'), notNull('b')]);
    expect(replaceCheck(start, notNull('a'), notNull('a', 0.2)).checks.map(ruleText)).toEqual([ruleText(notNull('a', 0.2)), ruleText(notNull('b'))]);
    expect(replaceCheck(start, notNull('a'), null).checks).toHaveLength(1);
    expect(replaceCheck(start, null, notNull('c')).checks.at(-1)?.column).toBe('c');
    expect(start.checks).toHaveLength(2);
  });
  it('suggests only what the saved rules have no counterpart for', () => {
    expect(newSuggestions(schema([notNull('a', 0.5)]), schema([notNull('a'), notNull('b')])).map((check) => check.column)).toEqual(['b']);
  });
});
