/** The shared folder as a drive behaves: held by others for a moment, read-only, inside a sync service, or in the wrong place. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import type * as FilePromises from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { sha256Hex } from '@engine/kernel/hashing';
import { openFolder } from '@engine/sync/folderFiles';
import { assertApart, cloudServiceOf } from '@engine/sync/sharedFolder';
import { temporaryFolder } from '../../../helpers/temporary';

/** Codes with which the next renames fail, as where a virus scanner holds the file. */
const held: string[] = [];

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FilePromises>();
  return {
    ...real,
    rename: (from: string, to: string) => {
      const code = held.shift();
      return code === undefined ? real.rename(from, to) : Promise.reject(Object.assign(new Error(`${code}: held by another program`), { code }));
    },
  };
});

afterEach(() => {
  held.length = 0;
});

const device = '0123456789abcdef';
const bytes = Buffer.from('one list of changes');
const put = (root: string): Promise<void> => openFolder(root, () => device).put('log/x/one', bytes, sha256Hex(bytes));

test('a rename that is held for a moment is tried again, later each time', async () => {
  const root = temporaryFolder();
  held.push('EBUSY', 'EPERM', 'EACCES');
  const start = performance.now();
  await put(root);
  expect(performance.now() - start).toBeGreaterThanOrEqual(590);
  expect(readFileSync(join(root, 'log/x/one'))).toEqual(bytes);
  expect(readdirSync(join(root, 'log/x'))).toEqual(['one']);
});

test('a rename that stays held ends with a plain word, and leaves nothing half', async () => {
  const root = temporaryFolder();
  held.push(...Array<string>(6).fill('EBUSY'));
  await expect(put(root)).rejects.toMatchObject({ code: 'invalid-input', retryable: true, message: expect.stringMatching(/cannot be written to \(EBUSY.*What arrived from others is kept; what is to be sent waits here/) as unknown });
  expect(held).toEqual([]);
  expect(readdirSync(join(root, 'log/x'))).toEqual([]);
  await put(root);
  expect(readdirSync(join(root, 'log/x'))).toEqual(['one']);
}, 15_000);

test('an error that waiting cannot mend is said at once', async () => {
  const root = temporaryFolder();
  held.push('ENOSPC');
  await expect(put(root)).rejects.toMatchObject({ message: expect.stringContaining('is full') as unknown });
});

test.skipIf(process.platform === 'win32')('a folder that may only be read is read, and says that it cannot be written to', async () => {
  const root = temporaryFolder();
  await put(root);
  for (const folder of [root, join(root, 'log'), join(root, 'log/x')]) chmodSync(folder, 0o555);
  // The superuser may write everywhere: for the time of the look the test is an ordinary user.
  const wasRoot = process.geteuid?.() === 0;
  if (wasRoot) process.seteuid?.(65_534);
  try {
    const share = openFolder(root, () => device);
    expect(await share.read('log/x/one', 1000)).toEqual(bytes);
    const other = Buffer.from('another');
    await expect(share.put('log/x/two', other, sha256Hex(other))).rejects.toMatchObject({ code: 'invalid-input', retryable: true, message: expect.stringMatching(/cannot be written to \(EACCES.*Ask for the right to write there/) as unknown });
  } finally {
    if (wasRoot) process.seteuid?.(0);
    for (const folder of [root, join(root, 'log'), join(root, 'log/x')]) chmodSync(folder, 0o755);
  }
  expect(readdirSync(join(root, 'log/x'))).toEqual(['one']);
});

test.each([
  ['/home/ann/Dropbox/shop', 'Dropbox'],
  ['C:\\Users\\ann\\OneDrive - Shop\\almanac', 'OneDrive'],
  ['/Users/ann/Library/Mobile Documents/shop', 'iCloud'],
  ['/home/ann/Google Drive/shop', 'Google Drive'],
  ['/home/ann/Nextcloud/shop', 'Nextcloud'],
  ['/home/ann/boxes/shop', null],
  ['/home/ann/projects/shop', null],
])('a project in %s: the service is %s', (path, service) => {
  expect(cloudServiceOf(path)).toBe(service);
});

test('project and shared folder lie apart, both ways and through links', () => {
  const outer = temporaryFolder();
  const [project, inside, apart, link] = ['project', 'project/share', 'project share', 'link'].map((name) => join(outer, name)) as [string, string, string, string];
  for (const folder of [project, inside, apart]) mkdirSync(folder);
  symlinkSync(inside, link);
  expect(() => assertApart(project, dirname(project))).toThrow('The project itself lies in this folder');
  expect(() => assertApart(project, project)).toThrow('The project itself lies in this folder');
  expect(() => assertApart(project, inside)).toThrow('This folder lies inside the project');
  expect(() => assertApart(project, link)).toThrow('This folder lies inside the project');
  expect(() => assertApart(project, apart)).not.toThrow();
});
