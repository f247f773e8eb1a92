import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { openZipArchive } from '@engine/storage/zipArchive';
import { temporaryFolder } from '../../../helpers/temporary';

function written(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'archive.zip');
  writeFileSync(path, bytes);
  return path;
}

test('files come out as they went in', async () => {
  const archive = await openZipArchive(written(zipSync({ 'a.csv': strToU8('a\n1\n'), folder: { 'ü.csv': [strToU8('b\n'.repeat(5000)), { level: 9 }] } })));
  expect(archive.entries).toEqual([{ name: 'a.csv', sizeBytes: 4 }, { name: 'folder/ü.csv', sizeBytes: 10_000 }]);
  const chunks: Buffer[] = [];
  for await (const chunk of await archive.open('folder/ü.csv')) chunks.push(Buffer.from(chunk));
  expect(Buffer.concat(chunks).toString()).toBe('b\n'.repeat(5000));
  await expect(archive.open('other.csv')).rejects.toMatchObject({ code: 'unreadable-file' });
  archive.close();
});

const link = { os: 3, attrs: (0o120777 << 16) >>> 0 };

test.each<[string, Parameters<typeof zipSync>[0], string]>([
  ['an absolute name', { '/etc/x.csv': strToU8('x') }, 'zip-slip'],
  ['a drive', { 'C:x.csv': strToU8('x') }, 'zip-slip'],
  ['a way out', { 'a/../../x.csv': strToU8('x') }, 'zip-slip'],
  ['a backslash', { '..\\x.csv': strToU8('x') }, 'zip-slip'],
  ['a control character', { 'a\u0001.csv': strToU8('x') }, 'zip-slip'],
  ['a link', { l: [strToU8('/etc'), link] }, 'zip-link'],
  ['one name in two cases', { 'Ä.csv': strToU8('x'), 'ä.csv': strToU8('y') }, 'zip-duplicate'],
  ['much from little', { 'a.csv': [new Uint8Array(3 << 20), { level: 9 }] }, 'zip-bomb'],
])('refused before anything is unpacked: %s', async (_, files, reason) => {
  await expect(openZipArchive(written(zipSync(files)))).rejects.toMatchObject({ code: 'unreadable-file', details: { reason } });
});

test('too many files, and a size that lies', async () => {
  const many = zipSync(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}.csv`, new Uint8Array(0)])), { level: 0 });
  await expect(openZipArchive(written(many))).rejects.toMatchObject({ details: { reason: 'zip-bomb' } });

  const lying = zipSync({ 'a.csv': [new Uint8Array(200_000).map((_, i) => i), { level: 9 }] });
  const directory = Buffer.from(lying).lastIndexOf(Buffer.from('504b0102', 'hex'));
  new DataView(lying.buffer, lying.byteOffset).setUint32(directory + 24, 100, true);
  const archive = await openZipArchive(written(lying));
  const read = async (): Promise<void> => {
    for await (const _ of await archive.open('a.csv'));
  };
  await expect(read()).rejects.toThrow();
  archive.close();
});

test('bytes that only begin like an archive are damaged', async () => {
  await expect(openZipArchive(written(readFileSync('tests/fixtures/inputs/ugly.xlsx').subarray(0, 2000)))).rejects.toMatchObject({ code: 'unreadable-file', details: { reason: 'zip-broken' } });
});
