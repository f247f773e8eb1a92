/** What the window and the command line get where a file cannot be had, changes under their hands, or the project may not be written. */
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Job } from '@shared/areas/jobs';
import { holdingsOf } from '../helpers/holdings';
import { makeEngine } from '../helpers/makeEngine';
import { oddFiles } from '../helpers/oddFiles';
import { smallDrive, whyNoSmallDrive } from '../helpers/smallDrive';
import { temporaryFolder } from '../helpers/temporary';

const table = 'id,n\na,1\nb,2\n';

function openProject() {
  const folder = temporaryFolder();
  const made = makeEngine({ projectDir: join(folder, 'project') });
  const path = join(folder, 'shop.csv');
  writeFileSync(path, table);
  const grant = async (granted = path): Promise<string> => (await made.client.call('files.grant', { path: granted })).ticket;
  const importTicket = async (ticket: string): Promise<Job> => made.finished((await made.client.call('datasets.import', { ticket })).jobId);
  const inspect = (ticket: string) => made.client.call('datasets.inspect', { ticket });
  return { ...made, folder, path, grant, importTicket, inspect };
}

test('what is no file to import is named, holds nothing up, and stores nothing', async () => {
  const { folder, projectDir, grant, importTicket } = openProject();
  const before = holdingsOf(projectDir);
  for (const { name, path, code, message } of await oddFiles(folder, projectDir)) {
    const refused = await grant(path).then(importTicket).then(({ error }) => error, (error: unknown) => error);
    expect(refused, name).toMatchObject({ code, message: expect.stringMatching(message) as string });
  }
  expect(holdingsOf(projectDir)).toEqual(before);
});

test('files that Almanac keeps the project in are known by any way that leads to them, and a file beside them is not one', async () => {
  const { folder, projectDir, grant, importTicket, client } = openProject();
  await importTicket(await grant());
  const [object] = holdingsOf(projectDir).files;
  const stored = join(projectDir, object?.split(' ')[0] ?? '');
  symlinkSync(projectDir, join(folder, 'way'));
  for (const path of [stored, join(folder, 'way', object?.split(' ')[0] ?? ''), join(projectDir, 'logs', '..', 'almanac.db')]) await expect(grant(path)).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(/keeps the project in/) as string });
  writeFileSync(join(projectDir, 'beside.csv'), 'a,b\n1,2\n');
  expect((await importTicket(await grant(join(projectDir, 'beside.csv')))).state).toBe('succeeded');
  expect(await client.call('datasets.list', {})).toHaveLength(2);
});

describe('a file that changes', () => {
  test('deleted after the look, it is said to be gone', async () => {
    const { path, grant, inspect, importTicket, projectDir } = openProject();
    const ticket = await grant();
    expect((await inspect(ticket)).rowsRead).toBe(2);
    rmSync(path);
    const before = holdingsOf(projectDir);
    expect((await importTicket(ticket)).error).toMatchObject({ code: 'not-found', message: expect.stringMatching(/shop\.csv is no longer where it was\. Nothing was stored\. Choose it again\./) as string });
    await expect(inspect(ticket)).rejects.toMatchObject({ code: 'not-found' });
    expect(holdingsOf(projectDir)).toEqual(before);
  });

  test.each<[string, (path: string) => void, RegExp]>([
    ['longer', (path) => appendFileSync(path, 'c,3\n'), /it had 13 bytes then and has 17 bytes now/],
    ['shorter', (path) => writeFileSync(path, 'id,n\na,1\n'), /it had 13 bytes then and has 9 bytes now/],
    ['other cells of the same size', (path) => {
      writeFileSync(path, table.replace('2', '9'));
      utimesSync(path, new Date(), new Date(Date.now() + 5000));
    }, /it was written again since/],
  ])('%s after the look, the import refuses until it is looked at again', async (_, change, message) => {
    const { path, grant, inspect, importTicket, projectDir } = openProject();
    const ticket = await grant();
    await inspect(ticket);
    change(path);
    const before = holdingsOf(projectDir);
    expect((await importTicket(ticket)).error).toMatchObject({ code: 'conflict', message: expect.stringMatching(message) as string });
    expect(holdingsOf(projectDir)).toEqual(before);
    await inspect(ticket);
    expect((await importTicket(ticket)).state).toBe('succeeded');
  });

  test('replaced by a pipe after the look, it holds nothing up', async () => {
    const { path, folder, grant, inspect, importTicket } = openProject();
    const ticket = await grant();
    await inspect(ticket);
    rmSync(path);
    mkdirSync(path);
    expect((await importTicket(ticket)).error).toMatchObject({ code: 'invalid-input', message: expect.stringMatching(/is a folder/) as string });
    rmSync(path, { recursive: true });
    symlinkSync(join(folder, 'project', 'almanac.db'), path);
    expect((await importTicket(ticket)).error?.code).toBe('conflict');
  });

  test('while it is read, its import stores nothing, and the next one does', async () => {
    const { path, grant, client, finished, importTicket, projectDir } = openProject();
    writeFileSync(path, `id,n\n${'a,1\n'.repeat(4_000_000)}`);
    const before = holdingsOf(projectDir);
    const ticket = await grant();
    const { jobId } = await client.call('datasets.import', { ticket });
    const changed = new Promise<void>((done) => {
      const stop = client.on('jobProgress', () => {
        stop();
        appendFileSync(path, 'b,2\n');
        done();
      });
    });
    const job = await finished(jobId);
    await changed;
    expect(job.error).toMatchObject({ code: 'conflict', message: expect.stringMatching(/shop\.csv was changed while it was read\. Nothing was stored\. Wait until/) as string });
    expect(holdingsOf(projectDir)).toEqual(before);
    writeFileSync(path, table);
    expect((await importTicket(await grant())).state).toBe('succeeded');
  });

  test('deleted while it is read, it is stored whole or said to be gone', async () => {
    const { path, grant, client, finished, projectDir } = openProject();
    writeFileSync(path, `id,n\n${'a,1\n'.repeat(1_000_000)}`);
    const before = holdingsOf(projectDir);
    const { jobId } = await client.call('datasets.import', { ticket: await grant() });
    const stop = client.on('jobProgress', () => {
      stop();
      rmSync(path);
    });
    const { state, error } = await finished(jobId);
    // What is open can be read to its end, on systems that let it go at all.
    if (state === 'failed') expect([error?.code, holdingsOf(projectDir)]).toEqual(['not-found', before]);
    else expect((await client.call('datasets.list', {}))[0]?.versions[0]?.rows).toBe(1_000_000);
    expect(await client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
  });

  test('one of several files that becomes one is gone or changed: nothing is left behind', async () => {
    const { folder, path, grant, client, projectDir } = openProject();
    const other = join(folder, 'other.csv');
    writeFileSync(other, table);
    const tickets = [await grant(), await grant(other)];
    rmSync(other);
    const before = holdingsOf(projectDir);
    await expect(client.call('datasets.combine', { tickets })).rejects.toMatchObject({ code: 'not-found' });
    expect(holdingsOf(projectDir)).toEqual(before);
    expect(readFileSync(path, 'utf8')).toBe(table);
  });
});

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a file without permission is named', async () => {
  const { path, grant } = openProject();
  chmodSync(path, 0);
  await expect(grant()).rejects.toMatchObject({ code: 'unreadable-file', message: expect.stringMatching(/may not be read: you have no permission/) as string });
});

test.skipIf(whyNoSmallDrive() !== null)('a drive that becomes read-only refuses by name what writes, and keeps what it holds', async () => {
  const drive = smallDrive(8 << 20);
  const made = makeEngine({ projectDir: join(drive.folder, 'project') });
  const path = join(temporaryFolder(), 'shop.csv');
  writeFileSync(path, table);
  const { ticket } = await made.client.call('files.grant', { path });
  const stored = await made.finished((await made.client.call('datasets.import', { ticket })).jobId);
  expect(stored.state).toBe('succeeded');
  await made.close();
  const before = holdingsOf(made.projectDir);
  drive.setReadOnly(true);
  const message = expect.stringMatching(/may not write to .*project: it is read-only, or it belongs to somebody else\. Nothing was changed\. Make it writable/) as string;
  expect(() => makeEngine({ projectDir: made.projectDir })).toThrow(expect.objectContaining({ code: 'no-access', message }));
  expect(() => makeEngine({ projectDir: join(drive.folder, 'new') })).toThrow(expect.objectContaining({ code: 'no-access' }));
  drive.setReadOnly(false);
  expect(holdingsOf(made.projectDir)).toEqual(before);
  const again = makeEngine({ projectDir: made.projectDir });
  expect(await again.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
});
