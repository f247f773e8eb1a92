import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '@shared/areas/datasets';
import { readAs } from '../../../../../src/renderer/features/data/readAs';

type Signs = Pick<Reading, 'decimal' | 'dateOrder' | 'nullTokens' | 'twoDigitYears'>;
const dot: Signs = { decimal: '.', dateOrder: 'ymd', nullTokens: ['NA'] };
const comma: Signs = { decimal: ',', dateOrder: 'dmy', nullTokens: [] };
const textOf = (read: ReturnType<typeof readAs>): string => (read.kind === 'value' ? read.text : read.kind);

describe('text in the file beside the value as read', () => {
  it('the empty cell and the null words are missing', () => {
    expect([textOf(readAs('', 'integer', dot)), textOf(readAs('NA', 'text', dot)), textOf(readAs('NA', 'text', comma))]).toEqual(['missing', 'missing', 'NA']);
  });
  it('the decimal sign decides what a point is', () => {
    expect(textOf(readAs('1.234', 'decimal', dot))).toMatch(/^1.234$/);
    expect(textOf(readAs('1.234', 'decimal', comma))).toMatch(/^1\D?234$/);
    expect(textOf(readAs('5,79', 'decimal', comma))).toMatch(/^5.79$/);
    expect(textOf(readAs('5,79', 'decimal', dot))).toBe('no-fit');
  });
  it('says so where the text is no such value', () => {
    expect([textOf(readAs('S.', 'integer', dot)), textOf(readAs('2.5', 'integer', dot)), textOf(readAs('maybe', 'boolean', dot)), textOf(readAs('2020-02-30', 'date', dot))]).toEqual(['no-fit', 'no-fit', 'no-fit', 'no-fit']);
  });
  it('dates follow the order of the file and come out as ISO days', () => {
    expect(textOf(readAs('03.04.2020', 'date', comma))).toBe('2020-04-03');
    expect(textOf(readAs('03/04/2020', 'date', { ...dot, dateOrder: 'mdy' }))).toBe('2020-03-04');
    expect(textOf(readAs('2020-08-01 14:05', 'datetime', dot))).toBe('2020-08-01 14:05');
  });
  it('numbers in dress and dates in words read as the engine reads them', () => {
    expect([textOf(readAs('€ 1.234,50', 'decimal', comma)), textOf(readAs('12,5 %', 'decimal', comma)), textOf(readAs('5.00-', 'decimal', dot)), textOf(readAs('(5.00)', 'decimal', dot)), textOf(readAs('5 kg', 'decimal', dot))]).toEqual(['1,234.5', '12.5', '−5', '−5', 'no-fit']);
    expect([textOf(readAs('3. März 2024', 'date', dot)), textOf(readAs('2024-W05', 'date', dot)), textOf(readAs('2024Q3', 'date', dot)), textOf(readAs('20240131', 'date', dot)), textOf(readAs('31 Feb 2024', 'date', dot))]).toEqual(['2024-03-03', '2024-01-29', '2024-07-01', '2024-01-31', 'no-fit']);
    expect([textOf(readAs('3-Mar-99', 'date', dot)), textOf(readAs('3-Mar-24', 'date', dot)), textOf(readAs('03-04-49', 'date', { ...comma, twoDigitYears: 'to-2029' })), textOf(readAs('03-04-49', 'date', comma))]).toEqual(['1999-03-03', '2024-03-03', '1949-04-03', '2049-04-03']);
  });
  it('text, categories and identifiers stay letter by letter', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (raw) => textOf(readAs(raw, 'id', comma)) === raw));
  });
  it('never fails, whatever stands in the cell', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('integer', 'decimal', 'boolean', 'date', 'datetime', 'category', 'text', 'id'), (raw, type) => {
        expect(['value', 'missing', 'no-fit']).toContain(readAs(raw, type, dot).kind);
      }),
    );
  });
});
