/** DVC's files against vectors of DVC itself. */
import { expect, it } from 'vitest';
import { cachePath, directoryObject, writeDvcFile } from '@engine/interop/dvc/dvcFiles';

it('names a folder as DVC does (sample of its manual, "internal files")', () => {
  const { id, text } = directoryObject([
    { md5: '402e97968614f583ece3b35555971f64', relpath: 'index.jpeg' },
    { md5: 'de7371b0119f4f75f9de703c7c3bac16', relpath: 'cat.jpeg' },
  ]);
  expect(id).toBe('6fdb5336fce0dbfd669f83065f107551.dir');
  expect(text).toBe('[{"md5": "de7371b0119f4f75f9de703c7c3bac16", "relpath": "cat.jpeg"}, {"md5": "402e97968614f583ece3b35555971f64", "relpath": "index.jpeg"}]');
});

it('escapes names as Python 3.11 json.dumps does', () => {
  expect(directoryObject([{ md5: 'a', relpath: 'ö/😀"\\\u007f' }]).text).toBe('[{"md5": "a", "relpath": "\\u00f6/\\ud83d\\ude00\\"\\\\\\u007f"}]');
});

it('writes keys in the order of DVC 3', () => {
  expect(writeDvcFile({ md5: 'd8e8fca2dc0f896fd7cb4cb0031ba249', sizeBytes: 5, path: 'a b.csv' }, 'Shop', { almanac: { version: 1 } })).toBe(
    'outs:\n  - md5: d8e8fca2dc0f896fd7cb4cb0031ba249\n    size: 5\n    hash: md5\n    path: a b.csv\ndesc: Shop\nmeta:\n  almanac:\n    version: 1\n',
  );
  expect(cachePath('d8e8fca2dc0f896fd7cb4cb0031ba249')).toBe('files/md5/d8/e8fca2dc0f896fd7cb4cb0031ba249');
});

it('quotes a hash that YAML 1.1 would read as a number', () => {
  expect(writeDvcFile({ md5: '12345678901234567890123456789012', sizeBytes: 5, path: 'yes' }, '', {})).toContain('md5: "12345678901234567890123456789012"');
  expect(writeDvcFile({ md5: 'a', sizeBytes: 5, path: 'yes' }, '', {})).toContain('path: "yes"');
});
