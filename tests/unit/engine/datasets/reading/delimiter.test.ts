import { describe, expect, test } from 'vitest';
import { guessDelimiter } from '@engine/datasets/reading/delimiter';

const guess = (text: string): { readonly delimiter: string; readonly rivals: readonly string[] } => {
  const { delimiter, rivals } = guessDelimiter(text, true, '"', undefined);
  return { delimiter, rivals: rivals.map((rival) => rival.delimiter) };
};

describe('one delimiter stands alone', () => {
  test.each<[string, string, string]>([
    ['decimal commas under a header without', 'sku;price\na;1,5\nb;2,5\n', ';'],
    ['a list with semicolons in one column', 'id,tags\n1,a;b\n2,c;d\n', ','],
    ['the wider table, whose cells look more like values', 'size|colour,price,units\ns|red,1.5,3\nm|blue,2.5,4\n', ','],
    ['no delimiter at all', 'a\nb\n', ','],
    ['tabs beside commas in the names', 'a, b\tc\n1\t2\n3\t4\n', '\t'],
  ])('%s', (_, text, delimiter) => {
    expect(guess(text)).toEqual({ delimiter, rivals: [] });
  });
});

describe('where two divide as evenly, neither is taken in silence', () => {
  test.each<[string, string, readonly string[]]>([
    ['a comma in a name and in every number', 'sku|a,b\n397,04|=cmd\n358,50|=x\n', [',', '|']],
    ['decimal commas without a header', '1,5;2,75;3,1\n4,5;5,25;6,1\n', [';', ',']],
    ['pairs of words', 'a;b,c\nd;e,f\n', [',', ';']],
  ])('%s', (_, text, rivals) => {
    expect(guess(text).rivals).toEqual(rivals);
  });
});
