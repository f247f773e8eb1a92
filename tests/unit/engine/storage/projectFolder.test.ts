import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFiles } from '@engine/kernel/files';
import { openManifest, projectFolder, sweepTemp } from '@engine/storage/projectFolder';
import { takeProjectLock } from '@engine/storage/projectLock';
import { temporaryFolder } from '../../../helpers/temporary';

test('a new project names itself by its folder and keeps its id', () => {
  const folder = projectFolder(join(temporaryFolder(), 'Summer'));
  const made = openManifest(folder, () => 'one');
  expect(made).toEqual({ format: 'almanac-project', formatVersion: 1, id: 'one', name: 'Summer' });
  expect(openManifest(folder, () => 'two')).toEqual(made);
});

test('a folder with other files is refused and left alone', () => {
  const folder = projectFolder(temporaryFolder());
  writeFileSync(join(folder.dir, 'letter.txt'), 'mine');
  expect(() => openManifest(folder, () => 'one')).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  expect(readdirSync(folder.dir)).toEqual(['letter.txt']);
});

test.each([
  ['a newer format', '{"format":"almanac-project","formatVersion":2,"id":"x","name":"y"}', 'too-new'],
  ['text that is not JSON', 'oops', 'corrupt-store'],
  ['another document', '{"format":"other"}', 'corrupt-store'],
])('%s is refused by code', (_, text, code) => {
  const folder = projectFolder(temporaryFolder());
  writeFileSync(join(folder.dir, 'almanac.json'), text);
  expect(() => openManifest(folder, () => 'one')).toThrow(expect.objectContaining({ code }));
});

test('two engines cannot hold one project, and a released lock is free again', () => {
  const path = join(temporaryFolder(), 'engine.lock');
  const lock = takeProjectLock(path);
  expect(() => takeProjectLock(path)).toThrow(expect.objectContaining({ code: 'project-in-use', retryable: true }));
  lock.release();
  takeProjectLock(path).release();
});

test('the sweep removes leftovers but keeps what an interrupted import still needs', () => {
  const folder = projectFolder(temporaryFolder());
  mkdirSync(folder.tempDir, { recursive: true });
  const files = createFiles(folder.tempDir);
  const [needed, other] = ['needed.upload', 'other.upload'].map((name) => {
    writeFileSync(join(folder.tempDir, name), 'a,b');
    return files.grant(join(folder.tempDir, name), 'shop.csv');
  });
  writeFileSync(join(folder.tempDir, 'half.parquet'), 'half');

  const later = createFiles(folder.tempDir);
  sweepTemp(folder, later.keepOnly((ticket) => ticket === needed?.ticket));
  expect(readdirSync(folder.tempDir).sort()).toEqual(['grants.json', 'needed.upload']);
  expect(later.resolve(needed?.ticket ?? '').name).toBe('shop.csv');
  expect(() => later.resolve(other?.ticket ?? '')).toThrow(expect.objectContaining({ code: 'not-found' }));
});

test('saving an output replaces the file whole and says where it cannot write', () => {
  const dir = temporaryFolder();
  const files = createFiles(join(dir, 'tmp'));
  const output = files.offerBytes('report.html', Buffer.from('<p>new</p>'));
  writeFileSync(join(dir, 'report.html'), 'old');
  files.save(output.ticket, join(dir, 'report.html'));
  expect(readdirSync(dir).sort()).toEqual(['report.html', 'tmp']);
  expect(() => files.save(output.ticket, join(dir, 'nowhere', 'report.html'))).toThrow(/could not be written/);
  expect(existsSync(join(dir, 'nowhere'))).toBe(false);
});
