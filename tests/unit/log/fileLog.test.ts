/** The log file: it turns over when it is full, survives a drive that refuses, and takes no word of the data. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFileLog, factsOfError } from '@main/log/fileLog';
import { temporaryFolder } from '../../helpers/temporary';

const read = (folder: string, name = 'engine.log'): string => readFileSync(join(folder, name), 'utf8');

test('turns over when it is full and keeps one older file', () => {
  const folder = temporaryFolder();
  const log = createFileLog(folder, 'engine', { largestBytes: 600 });
  for (let i = 0; i < 40; i++) log.info('Counted', { i });
  expect(readdirSync(folder).sort()).toEqual(['engine.log', 'engine.old.log']);
  for (const name of ['engine.log', 'engine.old.log']) expect(read(folder, name).length).toBeLessThanOrEqual(600);
  expect(read(folder)).toContain('"i":39');
  for (const line of read(folder).trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
});

test('where nothing can be written, work goes on', () => {
  const file = join(temporaryFolder(), 'a file');
  writeFileSync(file, '');
  expect(() => createFileLog(file, 'engine').error('Said', { code: 'internal' })).not.toThrow();
  expect(existsSync(join(file, 'engine.log'))).toBe(false);
});

test.each([
  ['a cell', 'blue dress, size M'],
  ['a path', '/home/ada/projects/shop.csv'],
  ['a path of Windows', 'C:\\Users\\ada\\shop.csv'],
  ['a path of Windows with slashes', 'C:/Users/ada'],
  ['a home', '~/shop.csv'],
  ['two lines', 'a\nb'],
  ['quoted text', '"x"'],
  ['an object', { column: 'retail price' }],
  ['a long word', 'x'.repeat(200)],
])('%s is left out', (_, value) => {
  const folder = temporaryFolder();
  createFileLog(folder, 'engine').warn('Seen', { value, list: [value] });
  expect(JSON.parse(read(folder))).toMatchObject({ level: 'warn', message: 'Seen', value: '(left out)', list: ['(left out)'] });
});

test('codes, numbers, endpoints and places stay', () => {
  const folder = temporaryFolder();
  const facts = { code: 'corrupt-store', count: 3, ok: false, where: 'datasets.import', at: ['serveProject-B1HNHkak.cjs:11183:9'], nothing: null };
  createFileLog(folder, 'engine').error('Failed', facts);
  expect(JSON.parse(read(folder))).toMatchObject(facts);
});

test('of an error, kind and places are told, never its message or the folders of its stack', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4 }).filter((text) => /[^\w\s.:@-]/.test(text)), (secret) => {
      const error = new TypeError(`could not read ${secret}`);
      error.stack = `TypeError: could not read ${secret}\n    at readCell (${homedir()}/almanac/out/main/engine.cjs:10:7)\n    at ${homedir()}/almanac/node_modules/x/y.js:1:2`;
      const folder = temporaryFolder();
      createFileLog(folder, 'engine').error('Unexpected error', factsOfError(error));
      const line = read(folder);
      expect(JSON.parse(line)).toMatchObject({ error: 'TypeError', at: ['engine.cjs:10:7', 'y.js:1:2'] });
      expect(line).not.toContain(homedir());
    }),
    { numRuns: 30, seed: 1 },
  );
});
