import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, normaliseAddress, parseAddress } from '../../../../src/renderer/app/router';

describe('addresses of the window', () => {
  it('an empty address is Home', () => {
    expect(parseAddress('').room).toBe('home');
    expect(parseAddress('#/').room).toBe('home');
  });

  it('reads room, parts and query, with and without the leading sign', () => {
    const address = parseAddress('#/models/race/e1?view=table');
    expect([address.room, address.parts, address.query.get('view')]).toEqual(['models', ['race', 'e1'], 'table']);
    expect(parseAddress('/data/abc').parts).toEqual(['abc']);
  });

  it('leaves out empty query values', () => {
    expect(formatAddress('data', ['x'], { sort: null, search: '', column: undefined, page: 0 })).toBe('#/data/x?page=0');
  });

  it('a broken escape stays as it is instead of failing', () => {
    expect(parseAddress('#/data/100%').parts).toEqual(['100%']);
  });

  it('accepts addresses of the engine with or without the sign', () => {
    expect(normaliseAddress('/quality/a')).toBe('#/quality/a');
    expect(normaliseAddress('#/quality/a')).toBe('#/quality/a');
    expect(normaliseAddress('quality/a')).toBe('#/quality/a');
  });

  it('any parts and query values come back as they went in', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 4 }), fc.string({ minLength: 1, unit: 'grapheme' }), (parts, value) => {
        const address = parseAddress(formatAddress('data', parts, { column: value }));
        expect(address.parts).toEqual(parts);
        expect(address.query.get('column')).toBe(value);
      }),
    );
  });
});
