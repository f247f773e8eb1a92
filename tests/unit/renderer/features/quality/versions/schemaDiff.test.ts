import { describe, expect, it } from 'vitest';
import { checkSchema, dataSchemaSchema, declaredColumnSchema, type DataSchema } from '@shared/areas/qualitySchema';
import type { z } from 'zod';
import { checkChangeWords, columnChangeWords, tableChangeWords } from '../../../../../../src/renderer/features/quality/versions/changeWords';
import { kindOfChange, schemaChanges } from '../../../../../../src/renderer/features/quality/versions/schemaDiff';

const schema = (checks: readonly z.input<typeof checkSchema>[], columns: readonly z.input<typeof declaredColumnSchema>[] = []): DataSchema => dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns, checks });
const summary = (before: DataSchema, after: DataSchema): string[] => schemaChanges(before, after).map((change) => `${kindOfChange(change)} ${change.of} ${'subject' in change ? change.subject : ''}`.trim());

describe('what changed between two schemas', () => {
  it('names what was added, removed and changed', () => {
    const before = schema([{ check: 'not-null', column: 'a' }, { check: 'range', column: 'price', args: { min: 0 } }, { check: 'unique', column: 'id' }], [{ name: 'a' }, { name: 'old' }]);
    const after = schema([{ check: 'not-null', column: 'a' }, { check: 'range', column: 'price', args: { min: 1 } }, { check: 'unique', column: 'sku' }], [{ name: 'a', type: 'integer' }, { name: 'new' }]);
    expect(summary(before, after)).toEqual(['changed column a', 'added column new', 'removed column old', 'changed check price', 'added check sku', 'removed check id']);
    expect(schemaChanges(before, before)).toEqual([]);
  });

  it('of two rules of one kind the one that stayed is not told', () => {
    const before = schema([{ check: 'range', column: 'p', args: { min: 0 } }, { check: 'range', column: 'p', args: { max: 9 } }]);
    const after = schema([{ check: 'range', column: 'p', args: { max: 9 } }, { check: 'range', column: 'p', args: { min: 2 } }]);
    const [change, ...others] = schemaChanges(before, after);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ of: 'check', before: { args: { min: 0 } }, after: { args: { min: 2 } } });
  });

  it('a rule that stands twice and then once was removed once', () => {
    const one = { check: 'not-null', column: 'a' };
    expect(summary(schema([one, one]), schema([one]))).toEqual(['removed check a']);
    expect(summary(schema([one]), schema([one, one]))).toEqual(['added check a']);
  });

  it('another order alone is told as such; rules of the table too', () => {
    expect(summary(schema([{ check: 'unique', column: 'a' }, { check: 'unique', column: 'b' }]), schema([{ check: 'unique', column: 'b' }, { check: 'unique', column: 'a' }]))).toEqual(['changed order']);
    expect(summary(schema([]), { ...schema([]), table: { strict: 'error', ordered: true } })).toEqual(['changed table']);
  });
});

describe('changes in words', () => {
  it('of a check: each field that differs', () => {
    const before = checkSchema.parse({ check: 'one-of', column: 'size', args: { values: ['S', 'M', 'XXL'] }, severity: 'critical' });
    const after = checkSchema.parse({ check: 'one-of', column: 'size', args: { values: ['S', 'M', 'L'] }, mostly: 0.99, severity: 'warning', enabled: false, nulls: 'fail', condition: { column: 'size', operator: 'present' }, note: 'n' });
    expect(checkChangeWords(before, after)).toEqual(['switched off', 'values: 1 added (L), 1 removed (XXL)', expect.stringMatching(/^may fail: 0\D%? → 1\D%$/), 'missing cells: hold → fail', 'if it fails: fail → warn', 'looks only at rows of a condition now', 'another note']);
    expect(checkChangeWords(before, before)).toEqual([]);
  });

  it('of a bound, and of a column and the table', () => {
    const range = (args: object) => checkSchema.parse({ check: 'range', column: 'p', args });
    expect(checkChangeWords(range({ min: 0 }), range({ min: 1, max: 60 }))).toEqual(['min: 0 → 1', 'max: none → 60']);
    const column = (part: object) => declaredColumnSchema.parse({ name: 'p', ...part });
    expect(columnChangeWords(column({}), column({ type: 'integer', required: false, coerce: true }))).toEqual(['type: any type → whole number', 'may be absent', 'other forms are read as the type']);
    expect(tableChangeWords({ strict: 'off', ordered: false }, { strict: 'error', ordered: true })).toEqual(['columns that are not declared: let be → fail', 'columns must come in order']);
  });
});
