import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArgumentField, CheckKind } from '@shared/areas/quality';
import { checkSchema } from '@shared/areas/qualitySchema';
import { ruleText } from '../../../../../../src/renderer/features/quality/checkText';
import { checkOf, draftOf, unreadFields, withKind } from '../../../../../../src/renderer/features/quality/rule/ruleDraft';

const field = (name: string, input: ArgumentField['input'], optional = false): ArgumentField => ({ name, label: name, input, optional });
const catalogue: Readonly<Record<string, CheckKind>> = {
  'not-null': kind('not-null', 'column', []),
  unique: kind('unique', 'column', []),
  range: kind('range', 'column', [field('min', 'value', true), field('max', 'value', true)]),
  'one-of': kind('one-of', 'column', [field('values', 'values')]),
  pattern: kind('pattern', 'column', [field('pattern', 'pattern')]),
  length: kind('length', 'column', [field('min', 'count', true)]),
  'pair-greater': kind('pair-greater', 'pair', []),
  'row-count': { ...kind('row-count', 'table', [field('min', 'value', true)]), rows: false },
};

function kind(name: string, scope: CheckKind['scope'], fields: ArgumentField[]): CheckKind {
  return { kind: name, title: name, group: 'numbers', scope, rows: true, perGroup: false, types: [], fields };
}

function kindNamed(name: string): CheckKind {
  const found = catalogue[name];
  if (!found) throw new Error(`no kind ${name}`);
  return found;
}

describe('a rule as it is edited', () => {
  it('an untouched draft is the same rule', () => {
    const severity = fc.constantFrom('critical' as const, 'warning' as const, 'info' as const);
    const base = { column: fc.string({ minLength: 1 }), severity, mostly: fc.integer({ min: 0, max: 1000 }).map((share) => share / 1000) };
    const word = fc.stringMatching(/^[a-z][a-z ]{0,8}[a-z]$/);
    const bounded = fc.record({ check: fc.constant('range'), ...base, args: fc.record({ min: fc.integer(), max: fc.integer() }) });
    const listed = fc.record({ check: fc.constant('one-of'), ...base, args: fc.record({ values: fc.array(fc.oneof(word, fc.integer()), { minLength: 1 }) }) });
    const plain = fc.record({ check: fc.constantFrom('not-null', 'unique'), ...base });
    fc.assert(
      fc.property(fc.oneof(bounded, listed, plain), (rule) => {
        const check = checkSchema.parse(rule);
        const back = checkOf(draftOf(check, []), kindNamed(check.check), check);
        expect(back && ruleText(back)).toBe(ruleText(check));
      }),
    );
  });

  it('is no rule while something is missing or no number', () => {
    const blank = draftOf(null, ['a']);
    expect(checkOf({ ...blank, kind: 'one-of' }, kindNamed('one-of'), null)).toBeNull();
    expect(checkOf({ ...blank, kind: 'pattern' }, kindNamed('pattern'), null)).toBeNull();
    expect(checkOf({ ...blank, kind: 'length', args: { min: 'ten' } }, kindNamed('length'), null)).toBeNull();
    expect(checkOf({ ...blank, kind: 'not-null', allow: '150' }, kindNamed('not-null'), null)).toBeNull();
  });

  it('says which fields are still needed', () => {
    const blank = draftOf(null, []);
    expect(unreadFields({ ...blank, kind: 'one-of', allow: 'x' }, kindNamed('one-of'))).toEqual(['columns', 'values', 'allow']);
    expect(unreadFields({ ...blank, columns: ['a'] }, kindNamed('pair-greater'))).toEqual(['columns']);
    expect(unreadFields(blank, kindNamed('row-count'))).toEqual([]);
  });

  it('values that were there stay what they are: codes as text, numbers as numbers', () => {
    const check = checkSchema.parse({ check: 'one-of', column: 'a', args: { values: ['1', 2, '007', 'S'] } });
    const draft = draftOf(check, []);
    expect(checkOf({ ...draft, args: { values: `${draft.args['values'] ?? ''}\n3\n08` } }, kindNamed('one-of'), check)?.args).toEqual({ values: ['1', 2, '007', 'S', 3, '08'] });
  });

  it('a condition, missing cells and a note are part of it, and can be taken away', () => {
    const check = checkSchema.parse({ check: 'unique', column: 'a', nulls: 'fail', note: 'why', condition: { column: 'b', operator: 'present' }, evidence: 'seen' });
    const draft = draftOf(check, []);
    expect(checkOf(draft, kindNamed('unique'), check)).toEqual(check);
    expect(checkOf({ ...draft, condition: null, note: ' ', nulls: 'pass' }, kindNamed('unique'), check)).toEqual(checkSchema.parse({ check: 'unique', column: 'a', evidence: 'seen' }));
  });

  it('another kind keeps the arguments both have', () => {
    const draft = { ...draftOf(null, ['a', 'b']), kind: 'range', args: { min: '1', max: '5' } };
    expect(withKind(draft, kindNamed('length'))).toMatchObject({ kind: 'length', args: { min: '1' }, columns: ['a'] });
  });

  it('one bound is enough; dates stay text; a decimal comma is understood', () => {
    const blank = { ...draftOf(null, ['a']), kind: 'range' };
    expect(checkOf({ ...blank, args: { max: '5,5' } }, kindNamed('range'), null)).toMatchObject({ args: { max: 5.5 } });
    expect(checkOf({ ...blank, args: { min: '2020-01-01' } }, kindNamed('range'), null)).toMatchObject({ args: { min: '2020-01-01' } });
  });

  it('checks of two columns and of the table name as many columns as they take', () => {
    const blank = draftOf(null, ['a']);
    expect(checkOf({ ...blank, kind: 'pair-greater', columns: ['a', 'b'] }, kindNamed('pair-greater'), null)).toMatchObject({ columns: ['a', 'b'] });
    expect(checkOf({ ...blank, kind: 'row-count', args: { min: '10' } }, kindNamed('row-count'), null)).toMatchObject({ check: 'row-count', args: { min: 10 } });
  });
});

it('only kinds that judge groups keep a group', () => {
  const figure: CheckKind = { ...kind('mean', 'column', []), rows: false, perGroup: true };
  const check = checkSchema.parse({ check: 'mean', column: 'price', by: 'size' });
  expect(checkOf(draftOf(check, []), figure, check)).toEqual(check);
  expect(checkOf({ ...draftOf(check, []), by: '' }, figure, check)?.by).toBeUndefined();
  expect(checkOf(draftOf(check, []), { ...figure, perGroup: false }, check)?.by).toBeUndefined();
});
