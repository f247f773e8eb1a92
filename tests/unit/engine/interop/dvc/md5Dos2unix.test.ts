/** The hash of DVC 2 against dvc-data 3.18.3: `fobj_md5(io.BytesIO(bytes), name='md5-dos2unix')`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { md5Dos2unix } from '@engine/interop/dvc/md5Dos2unix';
import { temporaryFolder } from '../../../../helpers/temporary';

const block = 1 << 20;
const line = Buffer.from('12345,abc\r\n');
const lines = (bytes: number): Buffer => Buffer.alloc(bytes, line);

it.each<[string, Buffer, string]>([
  ['nothing', Buffer.alloc(0), 'd41d8cd98f00b204e9800998ecf8427e'],
  ['a short text', Buffer.from('a,b\r\n1,2\r\n'), 'e5ebd4c02cefbe7955977c67ada242b7'],
  ['a text over two blocks', lines((Math.floor(block / line.length) + 100) * line.length), '70137d49446e53e93af5c3923bf38233'],
  ['a line end that two blocks share', Buffer.concat([Buffer.alloc(block - 1, 'x'), Buffer.from('\r\ny\r\n')]), 'e1825541a28894307881fc219afcc49f'],
  ['what is no text', Buffer.concat([...Array.from({ length: 8 }, () => Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))), Buffer.from('\r\n')]), '46bb5753fc7a80038447cac3a114e5f9'],
  ['a text whose second block is none', Buffer.concat([lines(block), Buffer.from('\0\x01\r\n')]), 'd8cd75fd5feff512100f02e7045521bf'],
  ['German', Buffer.from('größe;preis\r\n'.repeat(50)), 'b516266c5b35091965e55f2b8c5b2468'],
  ['Chinese, which DVC takes for no text', Buffer.from('价格,销量\r\n'.repeat(50)), '2aaa7d7a8d9eaa5d13333c33bd0b6554'],
])('%s', async (_, bytes, md5) => {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, bytes);
  expect(await md5Dos2unix(path, new AbortController().signal)).toBe(md5);
});
