/** CSV as Almanac writes it. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import Papa from 'papaparse';
import { toCsvLine } from '@engine/tracking/csv';

describe('CSV lines', () => {
  it('keeps formulas as text and numbers as numbers', () => {
    expect(toCsvLine(['=1+1', '+cmd', '-x', '@SUM(A1)', '\tx', -5, '-5', '+1.5', 'a=b'])).toBe("'=1+1,'+cmd,'-x,'@SUM(A1),'\tx,-5,-5,+1.5,a=b\n");
  });

  it('writes doubles so that they read back the same', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => Number(toCsvLine([value]).trim()) === value));
  });

  it('reads back any text that needs no protection', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), (cells) => {
        const read = Papa.parse<string[]>(toCsvLine(cells), { delimiter: ',', newline: '\n' }).data[0];
        expect(read?.map((cell, i) => (cells[i] !== cell ? cell.slice(1) : cell))).toEqual(cells);
      }),
    );
  });
});
