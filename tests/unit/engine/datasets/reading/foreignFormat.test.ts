import { describe, expect, test } from 'vitest';
import { foreignFormat } from '@engine/datasets/reading/foreignFormat';

describe('files that hold no delimited text are told by their first bytes', () => {
  test.each<[string, string | Buffer]>([
    ['a web page (HTML)', '<html><body><table><tr><td>a</td></tr></table>'],
    ['a web page (HTML)', '\uFEFF\r\n<!DOCTYPE html>\n<html>'],
    ['a web page (HTML)', '<table border="1"><tr>'],
    ['an XML document', '<?xml version="1.0"?>\n<orders>'],
    ['JSON', '{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n'],
    ['JSON', '[\n  {"a": 1}\n]'],
    ['JSON', '{\n  "orders": [\n'],
    ['JSON', '{"orders": [\n  1'],
    ['JSON', '[{"a":1},{"a":2}]'],
    ['JSON', '{"values":[1,2,'],
    ['JSON', '{}'],
    ['a document of a word processor', '{\\rtf1\\ansi'],
    ['an Arrow or Feather file', 'ARROW1\0\0'],
    ['a packed archive', Buffer.from('28b52ffd0400', 'hex')],
    ['a packed archive', Buffer.from('377abcaf271c0004', 'hex')],
  ])('%s', (format, head) => {
    expect(foreignFormat(Buffer.from(head as string))).toBe(format);
  });
});

test.each([
  'a,b\n1,2\n',
  '[id],[name]\n1,2\n',
  '{id},{name}\n1,2\n',
  '{"a":1},5\n{"a":2},6\n',
  '"{""a"":1}",5\n',
  '<5,>5\n1,2\n',
  '<id>,name\n1,2\n',
  'tag\n<b>\n<html>\n',
  'PK,sku\n1,2\n',
  '',
])('%j may be a table', (head) => {
  expect(foreignFormat(Buffer.from(head))).toBeNull();
});
