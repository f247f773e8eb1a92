/** Space, back-ups and diagnostics on a real engine: nothing that is used goes, every restore can be undone, no word of the data leaks. */
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EngineClient } from '@shared/contract/client';
import { backUpDaily, listBackups } from '@engine/storage/backups';
import { openDatabase } from '@engine/storage/database';
import { migrate } from '@engine/storage/migrate';
import { migrations } from '@engine/storage/migrations';
import { projectFolder } from '@engine/storage/projectFolder';
import { createFileLog } from '@main/log/fileLog';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { steadyClock, temporaryFolder } from '../../../helpers/temporary';

const day = 86_400_000;
/** Words that stand in cells, in heads and in names, and nowhere else. */
const canaries = ['Zibeline', 'Kwartelveld', 'geheimnisvoll', 'Quetzalsock', '73019.25'];

async function importCsv({ client, finished }: TestEngine, name = 'geheimnisvoll-shop'): Promise<string> {
  const path = join(temporaryFolder(), `${name}.csv`);
  writeFileSync(path, `Kwartelveld,price,units\n${Array.from({ length: 40 }, (_, i) => `Zibeline${i},${73_019.25 + i},${i % 7}`).join('\n')}\n`);
  const { ticket } = await client.call('files.grant', { path });
  const job = await finished((await client.call('datasets.import', { ticket, name })).jobId);
  expect(job.error).toBeNull();
  return (job.result as { snapshot: { id: string } }).snapshot.id;
}

const nameOf = async (client: EngineClient): Promise<string | undefined> => (await client.call('datasets.list', {}))[0]?.name;

describe('storage', () => {
  test('counts what is there by what it is for; the parts add up', async () => {
    const engine = makeEngine();
    await importCsv(engine);
    const storage = await engine.client.call('upkeep.storage', {});
    const bytesOf = (part: string): number => storage.parts.find((each) => each.part === part)?.bytes ?? 0;
    expect(bytesOf('data')).toBeGreaterThan(0);
    expect(bytesOf('sources')).toBeGreaterThan(0);
    expect(bytesOf('unused')).toBe(0);
    expect(storage.totalBytes).toBe(storage.parts.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(storage.datasets).toEqual([{ datasetId: expect.any(String) as string, name: 'geheimnisvoll-shop', versions: 1, bytes: bytesOf('data') + bytesOf('sources') }]);
  });

  test('clears only what nothing refers to, also not a back-up or a stored list', async () => {
    const engine = makeEngine();
    await importCsv(engine);
    const { blobs } = engine.engine;
    const inList = blobs.putBytes(Buffer.from('part of a list'));
    const list = blobs.putBytes(Buffer.from(JSON.stringify({ parts: [inList.sha256] })));
    await engine.client.call('project.rename', { name: 'Kept' });
    const inBackup = blobs.putBytes(Buffer.from('needed by a back-up only'));
    const loose = blobs.putBytes(Buffer.from('needed by nobody'));
    const db = openDatabase(join(engine.projectDir, 'almanac.db'));
    const point = db.prepare('update datasets set name = ?');
    point.run(inBackup.sha256);
    await engine.client.call('upkeep.backUp', {});
    point.run(list.sha256);
    db.close();

    expect(await engine.client.call('upkeep.free', { dryRun: true })).toMatchObject({ files: 1, bytes: loose.sizeBytes, dryRun: true, items: [{ kind: 'results', files: 1 }] });
    expect(blobs.has(loose.sha256)).toBe(true);
    expect(await engine.client.call('upkeep.free', {})).toMatchObject({ files: 1 });
    expect([loose, inBackup, list, inList].map(({ sha256 }) => blobs.has(sha256))).toEqual([false, true, true, true]);
    expect((await engine.client.call('datasets.verify', { deep: true })).ok).toBe(true);
  });

  test('clears nothing while a job runs', async () => {
    const engine = makeEngine();
    const { jobId } = await engine.client.call('project.loadSamples', {});
    await expect(engine.client.call('upkeep.free', {})).rejects.toMatchObject({ code: 'conflict' });
    await engine.finished(jobId);
    expect(await engine.client.call('upkeep.free', {})).toMatchObject({ files: 0 });
  });
});

describe('back-ups', () => {
  test('a restore takes the project back, and its undo brings the later state again', async () => {
    const first = makeEngine();
    await importCsv(first);
    const backup = await first.client.call('upkeep.backUp', {});
    expect(backup).toMatchObject({ reason: 'manual' });
    const [{ id: datasetId } = { id: '' }] = await first.client.call('datasets.list', {});
    await first.client.call('datasets.rename', { datasetId, name: 'later name' });
    const { undo } = await first.client.call('upkeep.planRestore', { name: backup.name });
    expect(await nameOf(first.client)).toBe('later name');
    await first.close();

    const second = makeEngine({ projectDir: first.projectDir });
    expect(await nameOf(second.client)).toBe('geheimnisvoll-shop');
    expect((await second.client.call('upkeep.backups', {})).restored).toMatchObject({ from: { name: backup.name }, undo });
    expect((await second.client.call('datasets.verify', { deep: true })).ok).toBe(true);
    await second.client.call('upkeep.planRestore', { name: undo });
    await second.close();

    const third = makeEngine({ projectDir: first.projectDir });
    expect(await nameOf(third.client)).toBe('later name');
  });

  test('a damaged copy is refused, and the project stays as it is', async () => {
    const engine = makeEngine();
    await importCsv(engine);
    const { name } = await engine.client.call('upkeep.backUp', {});
    truncateSync(join(engine.projectDir, 'backups', name), 9_000);
    await expect(engine.client.call('upkeep.planRestore', { name })).rejects.toMatchObject({ code: 'corrupt-store' });
    await engine.close();
    expect(await nameOf(makeEngine({ projectDir: engine.projectDir }).client)).toBe('geheimnisvoll-shop');
  });

  test('a copy damaged between the wish and the start is left alone', async () => {
    const engine = makeEngine();
    await importCsv(engine);
    const { name } = await engine.client.call('upkeep.backUp', {});
    await engine.client.call('upkeep.planRestore', { name });
    await engine.close();
    writeFileSync(join(engine.projectDir, 'backups', name), 'no database');
    const next = makeEngine({ projectDir: engine.projectDir });
    expect(await nameOf(next.client)).toBe('geheimnisvoll-shop');
    expect((await next.client.call('upkeep.backups', {})).restored).toBeNull();
  });

  test.each(['../almanac.db', 'almanac.db/../../x.db', 'restore.json', 'almanac-manual-1.db'])('the name %s reaches no file', async (name) => {
    const { client } = makeEngine();
    await expect(client.call('upkeep.planRestore', { name })).rejects.toMatchObject({ code: name === 'almanac-manual-1.db' ? 'not-found' : 'invalid-input' });
    await expect(client.call('upkeep.deleteBackup', { name })).rejects.toMatchObject({ code: name === 'almanac-manual-1.db' ? 'not-found' : 'invalid-input' });
  });

  test('a window cannot plan a restore, only the shell can', async () => {
    const engine = makeEngine();
    await expect(engine.connect('window').call('upkeep.planRestore', { name: 'almanac-manual-1.db' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('one a day is made where something was written, and three are kept', () => {
    const folder = projectFolder(join(temporaryFolder(), 'project'));
    const db = openDatabase(join(temporaryFolder(), 'other.db'));
    migrate(db, migrations, folder.backupsDir);
    const { now } = steadyClock(Date.now() - 5 * day);
    const files = (): string[] => listBackups(folder).filter(({ reason }) => reason === 'daily').map(({ name }) => name);
    mkdirSync(folder.tempDir, { recursive: true });
    expect(backUpDaily(db, folder, now())).not.toBeNull();
    expect(backUpDaily(db, folder, now() + day / 2)).toBeNull();
    // The file of the project itself says when something was written last; here there is none yet.
    expect(backUpDaily(db, folder, now() + 2 * day)).toBeNull();
    writeFileSync(folder.databasePath, '');
    for (const days of [2, 3, 4, 5]) expect(backUpDaily(db, folder, now() + days * day), `day ${days}`).not.toBeNull();
    expect(files()).toHaveLength(3);
    expect(files()[0]).toContain(String(now() + 5 * day));
    db.close();
  });
});

describe('what goes into a report of a fault', () => {
  test('diagnostics count and never quote: no cell, no name, no folder, also after failures that do', async () => {
    const engine = makeEngine();
    await importCsv(engine);
    await engine.client.call('project.rename', { name: 'Quetzalsock' });
    const broken = join(temporaryFolder(), 'Quetzalsock.csv');
    writeFileSync(broken, 'Kwartelveld\nZibeline\n');
    const { ticket } = await engine.client.call('files.grant', { path: broken });
    rmSync(broken);
    const failed = await engine.finished((await engine.client.call('datasets.import', { ticket, name: 'Quetzalsock' })).jobId);
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'not-found', message: expect.stringContaining('Quetzalsock') as string } });
    const { text } = await engine.client.call('upkeep.diagnostics', {});
    for (const canary of [...canaries, engine.projectDir, temporaryFolder().split('/').at(-1) ?? '', process.env['HOME'] ?? '/root/']) expect(text).not.toContain(canary);
    expect(text).toContain('datasets.import: not-found');
    expect(text).toMatch(/^ {2}datasets: 1$/m);
    expect(text).toMatch(/Engine: Node \d+\.\d+\.\d+, SQLite 3\.\d+\.\d+, DuckDB v\d/);
  });

  test('the log keeps codes and places, and leaves out what could be data', async () => {
    const logs = temporaryFolder();
    const engine = makeEngine({ ports: { log: createFileLog(logs, 'engine') } });
    await importCsv(engine);
    const [{ versions: [{ snapshotId } = { snapshotId: '' }] } = { versions: [] }] = await engine.client.call('datasets.list', {});
    // The stored table is overwritten, so that DuckDB fails with words of its own about files and what stands in them.
    const objects = join(engine.projectDir, 'objects');
    for (const folder of readdirSync(objects)) {
      for (const file of readdirSync(join(objects, folder))) {
        rmSync(join(objects, folder, file));
        writeFileSync(join(objects, folder, file), canaries.join(' ').repeat(20));
      }
    }
    const failure = await engine.client.call('datasets.page', { snapshotId, offset: 0, limit: 5 }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'internal', details: { cause: expect.stringContaining(objects) as string } });
    const text = readFileSync(join(logs, 'engine.log'), 'utf8');
    expect(text).toMatch(/"message":"Unexpected error","where":"datasets\.page"/);
    for (const canary of [...canaries, engine.projectDir]) expect(text).not.toContain(canary);
  });
});
