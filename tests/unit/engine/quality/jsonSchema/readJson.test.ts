/** What json.loads of Python 3.11 takes. */
import { expect, test } from 'vitest';
import { readJson } from '@engine/quality/jsonSchema/readJson';

test.each(['{"a":1}', '[1, 2]', '3', '"x"', 'null', ' true ', 'NaN', '[-Infinity, "NaN"]', '{"a": Infinity}'])('%s is JSON', (text) => expect(readJson(text)).not.toBeNull());
test.each(['', 'nope', '{a:1}', "{'a': 1}", '[1,]', '01', 'Nan', '"open', '{"a":1} x', 'aNaN', '+1'])('%s is none', (text) => expect(readJson(text)).toBeNull());

test.each([['open quotes', `"${'\\"'.repeat(500_000)}`], ['words', 'NaN '.repeat(300_000)]])('a hostile text of %s takes no long time', (_, text) => {
  const from = performance.now();
  expect(readJson(text)).toBeNull();
  expect(performance.now() - from).toBeLessThan(2000);
});
