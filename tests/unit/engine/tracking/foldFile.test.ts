/** Folds taken from a file. */
import { describe, expect, it } from 'vitest';
import { parseFoldFile } from '@engine/tracking/foldFile';

describe('fold file', () => {
  it('takes columns in any order', () => {
    expect(parseFoldFile('\uFEFFfold,row,repeat\r\n2,3,1\r\n1,"1",1\r\n\r\n1,1,2\r\n')).toEqual([
      { row: 3, repeat: 1, fold: 2 },
      { row: 1, repeat: 1, fold: 1 },
      { row: 1, repeat: 2, fold: 1 },
    ]);
  });

  it.each([
    ['a,b,c\n1,1,1', /line 1 has no such header/],
    ['row,repeat,fold\n1,1,x', /line 2 holds "x"/],
    ['row,repeat,fold\n0,1,1', /line 2 names row 0/],
    ['row,repeat,fold\n1,1', /line 2 holds ""/],
    ['row,repeat,fold\n', /holds no folds/],
  ])('refuses %j in plain words', (text, words) => {
    expect(() => parseFoldFile(text)).toThrow(words);
  });
});
