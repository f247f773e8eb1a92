import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check } from '@shared/areas/quality';
import { ruleText } from '../../../../../src/renderer/features/quality/checkGroups';
import { checkOf, draftOf } from '../../../../../src/renderer/features/quality/ruleDraft';

const first = { name: 'a', type: 'integer' } as const;

describe('a rule as it is edited', () => {
  it('an untouched draft is the same rule', () => {
    const severity = fc.constantFrom('critical', 'warning', 'info');
    const base = { column: fc.string({ minLength: 1 }), severity, allow: fc.integer({ min: 0, max: 1000 }).map((share) => share / 1000) };
    const bounded = fc.record({ check: fc.constant('range'), ...base, min: fc.integer(), max: fc.integer() });
    const listed = fc.record({ check: fc.constant('one-of'), ...base, values: fc.array(fc.string(), { minLength: 1 }) });
    const plain = fc.record({ check: fc.constantFrom('not-null', 'unique'), ...base });
    fc.assert(
      fc.property(fc.oneof(bounded, listed, plain), (rule) => {
        const check = rule as Check;
        const back = checkOf(draftOf(check, first), 'integer', undefined);
        expect(back && ruleText(back)).toBe(ruleText(check));
      }),
    );
  });

  it('is no rule while something is missing or no number', () => {
    const blank = draftOf(null, first);
    expect(checkOf({ ...blank, kind: 'range' }, 'integer', undefined)).toBeNull();
    expect(checkOf({ ...blank, kind: 'range', min: 'ten' }, 'integer', undefined)).toBeNull();
    expect(checkOf({ ...blank, kind: 'one-of' }, 'category', undefined)).toBeNull();
    expect(checkOf({ ...blank, kind: 'pattern' }, 'text', undefined)).toBeNull();
    expect(checkOf({ ...blank, allow: '150' }, 'integer', undefined)).toBeNull();
  });

  it('one bound is enough; dates stay text; a decimal comma is understood', () => {
    const blank = { ...draftOf(null, first), kind: 'range' as const };
    expect(checkOf({ ...blank, max: '5,5' }, 'decimal', undefined)).toMatchObject({ max: 5.5 });
    expect(checkOf({ ...blank, min: '2020-01-01' }, 'date', undefined)).toMatchObject({ min: '2020-01-01' });
  });
});
