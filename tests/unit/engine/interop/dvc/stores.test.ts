/** Remotes and caches by themselves, through a real engine: written once and never again, read by hash, and never outside. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { importReportSchema, type Snapshot } from '@shared/areas/datasets';
import { dataImportSchema, exportResultSchema, type DataImport, type ExportResult, type ExportSubject } from '@shared/areas/interop';
import { makeEngine, type TestEngine } from '../../../../helpers/makeEngine';
import { temporaryFolder } from '../../../../helpers/temporary';

const table = (name: string): string => `name,units\n${name},1\n${name}2,2\n`;
const md5 = (text: string | Buffer): string => createHash('md5').update(text).digest('hex');
const objectPath = (id: string): string => `files/md5/${id.slice(0, 2)}/${id.slice(2)}`;

async function resultOf(engine: TestEngine, { jobId }: { jobId: string }): Promise<unknown> {
  const job = await engine.finished(jobId);
  if (job.state !== 'succeeded') throw Object.assign(new Error(job.error?.message ?? job.state), { code: job.error?.code });
  return job.result;
}

const folderTicket = async (engine: TestEngine, path: string): Promise<string> => (await engine.client.call('files.grantFolder', { path })).ticket;

async function addVersion(engine: TestEngine, text: string | Buffer, reading: object = {}): Promise<Snapshot> {
  const path = join(temporaryFolder(), 'shop.csv');
  writeFileSync(path, text);
  const { ticket } = await engine.client.call('files.grant', { path });
  return importReportSchema.parse(await resultOf(engine, await engine.client.call('datasets.import', { ticket, reading }))).snapshot!;
}

async function exportDvc(engine: TestEngine, subject: ExportSubject, folder: string | null, remote: string | null): Promise<ExportResult> {
  const places = { ...(folder !== null && { folder: await folderTicket(engine, folder) }), ...(remote !== null && { remote: await folderTicket(engine, remote) }) };
  return exportResultSchema.parse(await resultOf(engine, await engine.client.call('interop.export', { subject, format: 'dvc', ...places })));
}

async function importDvc(engine: TestEngine, path: string, objects?: string[], earlier = false): Promise<DataImport> {
  const folder = path.endsWith('.dvc') ? (await engine.client.call('files.grant', { path })).ticket : await folderTicket(engine, path);
  return dataImportSchema.parse(await resultOf(engine, await engine.client.call('interop.importData', { from: 'dvc', folder, ...(objects && { objects }), earlier })));
}

const noteOf = async ({ client }: TestEngine, ref: string): Promise<string | undefined> => (await client.call('datasets.snapshot', { ref })).note;

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

it('puts the contents into the remote once, and only what points to them into the repository', async () => {
  const engine = makeEngine();
  const [repository, remote] = [temporaryFolder(), temporaryFolder()];
  const first = await addVersion(engine, table('a'));
  expect((await exportDvc(engine, { snapshotId: first.id }, repository, remote)).files).toEqual(['.dvc/.gitignore', '.dvc/config', '.dvcignore', 'shop-v1.csv.dvc']);
  const object = join(remote, objectPath(md5(table('a'))));
  expect(readFileSync(object, 'utf8')).toBe(table('a'));
  expect(statSync(object).mode & 0o777).toBe(0o444);
  expect(readFileSync(join(repository, '.dvc/config'), 'utf8')).toContain(`url = ${remote}\n`);
  const before = statSync(object).ino;
  await addVersion(engine, table('b'));
  await exportDvc(engine, { datasetId: first.datasetId }, repository, remote);
  expect(statSync(object).ino).toBe(before);
  expect(readdirSync(repository).filter((name) => name.endsWith('.dvc')).sort()).toEqual(['.dvc', 'shop-v1.csv.dvc', 'shop-v2.csv.dvc']);
  expect(readFileSync(join(remote, objectPath(md5(table('b')))), 'utf8')).toBe(table('b'));
});

it('never writes over a damaged object, and says which it is', async () => {
  const engine = makeEngine();
  const [repository, remote] = [temporaryFolder(), temporaryFolder()];
  const { id } = await addVersion(engine, table('a'));
  const path = objectPath(md5(table('a')));
  write(remote, { [path]: 'damaged' });
  await expect(exportDvc(engine, { snapshotId: id }, repository, remote)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(path) as string });
  expect(readFileSync(join(remote, path), 'utf8')).toBe('damaged');
  expect(readdirSync(repository)).toEqual([]);
});

it('keeps the settings of a repository, and leaves all as it was where they name another folder', async () => {
  const engine = makeEngine();
  const [repository, remote] = [temporaryFolder(), temporaryFolder()];
  const { id } = await addVersion(engine, table('a'));
  const settings = "[core]\n    remote = own\n['remote \"own\"']\n    url = s3://bucket\n";
  write(repository, { '.dvc/config': settings });
  const { notExpressible } = await exportDvc(engine, { snapshotId: id }, repository, remote);
  expect(notExpressible.join()).toContain('dvc pull -r almanac');
  expect(readFileSync(join(repository, '.dvc/config'), 'utf8')).toBe(`${settings}['remote "almanac"']\n    url = ${remote}\n`);
  const other = temporaryFolder();
  await expect(exportDvc(engine, { snapshotId: id }, repository, other)).rejects.toMatchObject({ code: 'conflict' });
});

it('writes a relative address where repository and remote lie in one another, and an archive for a window', async () => {
  const engine = makeEngine();
  const share = temporaryFolder();
  mkdirSync(join(share, 'repository'));
  const { id } = await addVersion(engine, table('a'));
  await exportDvc(engine, { snapshotId: id }, join(share, 'repository'), share);
  expect(readFileSync(join(share, 'repository/.dvc/config'), 'utf8')).toContain('url = ../..\n');
  const { archive, files } = await exportDvc(engine, { snapshotId: id }, null, share);
  expect(Object.keys(unzipSync(readFileSync(engine.engine.files.resolve(archive!.ticket).path))).sort()).toEqual(files);
  const { jobId } = await engine.client.call('interop.export', { subject: { project: true }, format: 'mlflow', remote: await folderTicket(engine, share) });
  expect(await engine.finished(jobId)).toMatchObject({ state: 'failed', error: { code: 'invalid-input' } });
});

it.skipIf(process.getuid?.() === 0)('names a remote that cannot be written to', async () => {
  const engine = makeEngine();
  const [repository, remote] = [temporaryFolder(), temporaryFolder()];
  const { id } = await addVersion(engine, table('a'));
  chmodSync(remote, 0o555);
  await expect(exportDvc(engine, { snapshotId: id }, repository, remote)).rejects.toMatchObject({ code: 'invalid-input' });
  expect(readdirSync(repository)).toEqual([]);
});

it('brings back all versions in their order, read as they were, from a repository whose contents are in the remote', async () => {
  const engine = makeEngine();
  const [repository, remote] = [temporaryFolder(), temporaryFolder()];
  const texts = [...Array.from({ length: 11 }, (_, i) => table(`v${i}`)), 'day;units\n01/02/2026;1,5\n03/04/2026;2,5\n'];
  const versions: Snapshot[] = [];
  for (const text of texts) versions.push(await addVersion(engine, text, { onAmbiguous: 'guess' }));
  await exportDvc(engine, { datasetId: versions[0]!.datasetId }, repository, remote);
  const other = makeEngine();
  const { snapshots, skipped } = await importDvc(other, repository);
  expect(skipped).toEqual([]);
  expect(snapshots.map(({ snapshotId, dataset, number }) => ({ snapshotId, dataset, number }))).toEqual(versions.map(({ id, number }) => ({ snapshotId: id, dataset: 'shop', number })));
  expect(existsSync(join(repository, 'shop-v1.csv'))).toBe(false);
});

it('takes what changed after Almanac wrote about it for what it is', async () => {
  const engine = makeEngine();
  const [repository, remote] = [temporaryFolder(), temporaryFolder()];
  const { id } = await addVersion(engine, table('a'));
  await exportDvc(engine, { snapshotId: id }, repository, remote);
  const changed = 'other,columns\nx,1\ny,2\n';
  const pointer = join(repository, 'shop-v1.csv.dvc');
  writeFileSync(pointer, readFileSync(pointer, 'utf8').replace(md5(table('a')), md5(changed)));
  write(remote, { [objectPath(md5(changed))]: changed });
  expect(await importDvc(makeEngine(), repository)).toMatchObject({ snapshots: [{ dataset: 'shop', number: 1, alreadyThere: false }], skipped: [] });
});

it('finds contents in a cache elsewhere, and tries the next place where one is damaged', async () => {
  const [root, cache, share] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const pointer = (text: string, path: string): string => `outs:\n- md5: ${md5(text)}\n  hash: md5\n  path: ${path}\n  desc: daily sales\n  labels: [sales, raw]\n`;
  write(root, {
    '.dvc/config': `[cache]\n    dir = ${cache}\n['remote "share"']\n    url = ${share}\n['remote "cloud"']\n    url = s3://bucket\n`,
    'one.csv.dvc': pointer(table('one'), 'one.csv'),
    'two.csv.dvc': pointer(table('two'), 'two.csv'),
    'three.csv.dvc': pointer(table('three'), 'three.csv'),
    'linked.csv.dvc': pointer(table('secret'), 'linked.csv'),
  });
  write(cache, { [objectPath(md5(table('one')))]: table('one'), [objectPath(md5(table('two')))]: 'damaged' });
  write(share, { [objectPath(md5(table('two')))]: table('two') });
  const secret = join(temporaryFolder(), 'secret');
  writeFileSync(secret, table('secret'));
  mkdirSync(join(cache, dirname(objectPath(md5(table('secret'))))), { recursive: true });
  symlinkSync(secret, join(cache, objectPath(md5(table('secret')))));
  const { snapshots, skipped } = await importDvc(makeEngine(), root);
  expect(snapshots.map(({ path, told }) => [path, told])).toEqual([['one.csv', 'daily sales; sales, raw'], ['two.csv', 'daily sales; sales, raw']]);
  expect(skipped.map(({ path }) => path).sort()).toEqual(['linked.csv', 'three.csv']);
  expect(skipped.find(({ path }) => path === 'linked.csv')?.reason).toContain('link');
});

it('does not follow a linked folder out of the repository', async () => {
  const [root, outside] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(outside, 'data.csv'), table('x'));
  symlinkSync(outside, join(root, 'sub'));
  write(root, { 'data.csv.dvc': `outs:\n- md5: ${md5(table('x'))}\n  hash: md5\n  path: sub/data.csv\n` });
  expect(await importDvc(makeEngine(), root)).toMatchObject({ snapshots: [], skipped: [{ path: 'sub/data.csv', reason: expect.stringContaining('link') as string }] });
});

it('lists what a bare store holds, and imports all tables or the chosen ones', async () => {
  const store = temporaryFolder();
  const listing = `[{"md5": "${md5(table('named'))}", "relpath": "part/named.csv"}]`;
  const old = 'name,units\r\nold,1\r\n';
  write(store, {
    [objectPath(md5(table('named')))]: table('named'),
    [objectPath(`${md5(listing)}.dir`)]: listing,
    [objectPath(md5(table('plain')))]: table('plain'),
    [objectPath(md5('\0\x01model'))]: '\0\x01model',
    [objectPath(md5('just a line'))]: 'just a line',
    [objectPath(md5('expected'))]: table('damaged'),
    [`${md5(old.replaceAll('\r\n', '\n')).slice(0, 2)}/${md5(old.replaceAll('\r\n', '\n')).slice(2)}`]: old,
    'files/md5/zz/notes.txt': 'x',
  });
  const hard = join(temporaryFolder(), 'linked twice');
  linkSync(join(store, objectPath(md5(table('plain')))), hard);
  const engine = makeEngine();
  const found = (await engine.client.call('interop.dataObjects', { from: 'dvc', folder: await folderTicket(engine, store) }))!;
  expect(found.notListed).toBe(0);
  expect(found.tables.map(({ md5: id, named }) => [id, named]).sort()).toEqual([[md5('expected'), false], [md5(old.replaceAll('\r\n', '\n')), false], [md5(table('plain')), false], [md5(table('named')), true]].sort());
  expect(found.tables.find(({ named }) => named)).toMatchObject({ path: 'part/named.csv', sizeBytes: table('named').length, cells: [['name', 'units'], ['named', '1'], ['named2', '2']] });

  const chosen = await importDvc(engine, store, [md5(table('plain')), md5('absent')]);
  expect(chosen.snapshots).toMatchObject([{ md5: md5(table('plain')), dataset: `DVC ${md5(table('plain')).slice(0, 8)}` }]);
  expect(chosen.skipped).toMatchObject([{ path: md5('absent') }]);
  const all = await importDvc(engine, store);
  expect(all.snapshots.length).toBe(3);
  expect(all.skipped.map(({ path }) => path)).toContain(objectPath(md5('expected')));
  rmSync(hard);
});

it('answers null for a repository, and refuses what is nothing of DVC', async () => {
  const engine = makeEngine();
  const [root, nothing] = [temporaryFolder(), temporaryFolder()];
  write(root, { 'a.csv.dvc': 'outs: []\n' });
  expect(await engine.client.call('interop.dataObjects', { from: 'dvc', folder: await folderTicket(engine, root) })).toBeNull();
  await expect(engine.client.call('interop.dataObjects', { from: 'dvc', folder: await folderTicket(engine, nothing) })).rejects.toMatchObject({ code: 'invalid-input' });
});

it('names a listing that is none, and one that is too large to be one', async () => {
  const root = temporaryFolder();
  const [broken, large] = ['[{"md5": 1', `"${'x'.repeat(17 << 20)}"`];
  write(root, {
    'broken.dvc': `outs:\n- md5: ${md5(broken)}.dir\n  hash: md5\n  path: broken\n`,
    'large.dvc': `outs:\n- md5: ${md5(large)}.dir\n  hash: md5\n  path: large\n`,
    [`.dvc/cache/${objectPath(`${md5(broken)}.dir`)}`]: broken,
    [`.dvc/cache/${objectPath(`${md5(large)}.dir`)}`]: large,
  });
  const { snapshots, skipped } = await importDvc(makeEngine(), root);
  expect(snapshots).toEqual([]);
  expect(skipped.map(({ path, reason }) => [path, reason.includes('too large')])).toEqual([['broken', false], ['large', true]]);
});

it('takes workbooks and Parquet files, also of a folder that DVC tracks and from a remote by itself, where they have no names', async () => {
  const [root, share] = [temporaryFolder(), temporaryFolder()];
  const files = new Map(['ugly.xlsx', 'twoSheets.xlsx', 'pandas.parquet'].map((name) => [name, readFileSync(join('tests/fixtures/inputs', name))]));
  const place = (id: string, bytes: Buffer | string): void => {
    mkdirSync(dirname(join(share, objectPath(id))), { recursive: true });
    writeFileSync(join(share, objectPath(id)), bytes);
  };
  for (const bytes of files.values()) place(md5(bytes), bytes);
  place(md5('PAR1 of no table'), 'PAR1 of no table');
  const listing = `[${[...files].map(([name, bytes]) => `{"md5": "${md5(bytes)}", "relpath": "in/${name}"}`).join(', ')}]`;
  place(`${md5(listing)}.dir`, listing);
  write(root, { '.dvc/config': `['remote "share"']\n    url = ${share}\n`, 'parts.dvc': `outs:\n- md5: ${md5(listing)}.dir\n  hash: md5\n  path: parts\n` });
  const named = await importDvc(makeEngine(), root);
  expect(named.snapshots.map(({ path, dataset }) => [path, dataset])).toEqual([['parts/in/pandas.parquet', 'pandas']]);
  expect(named.skipped.map(({ path, reason }) => [path, reason.slice(0, 27)])).toEqual([['parts/in/twoSheets.xlsx', 'reading it needs a decision'], ['parts/in/ugly.xlsx', 'reading it needs a decision']]);
  rmSync(join(share, objectPath(`${md5(listing)}.dir`)));
  const bare = makeEngine();
  const parquet = md5(files.get('pandas.parquet') ?? '');
  expect(await importDvc(bare, share, [parquet])).toMatchObject({ snapshots: [{ md5: parquet, dataset: `DVC ${parquet.slice(0, 8)}` }], skipped: [] });
  expect(await bare.client.call('datasets.snapshot', { ref: `DVC ${parquet.slice(0, 8)}` })).toMatchObject({ sourceName: `${parquet}.parquet` });
});

it('keeps what DVC says of a table as the note of its version, and never writes over a note', async () => {
  const root = temporaryFolder();
  write(root, {
    '.dvc/config': '',
    'shop.csv': table('a'),
    'shop.csv.dvc': `outs:\n- md5: ${md5(table('a'))}\n  hash: md5\n  path: shop.csv\n  desc: as the till wrote it\n  type: sales\n  labels: [raw, 2026]\n  meta: {owner: Ann}\ndesc: daily sales\nmeta:\n  source: crawl\n  rows: [1, 2]\n`.replace('[raw, 2026]', '[raw, "2026"]'),
  });
  const engine = makeEngine();
  await importDvc(engine, root);
  expect(await noteOf(engine, 'shop')).toBe('daily sales\nas the till wrote it\nType: sales\nLabels: raw, 2026\nsource: crawl\nrows: [1,2]\nowner: Ann');
  const { id } = await engine.client.call('datasets.snapshot', { ref: 'shop' });
  await engine.client.call('datasets.setNote', { snapshotId: id, note: 'Checked by Ben' });
  expect((await importDvc(engine, root)).snapshots).toMatchObject([{ alreadyThere: true }]);
  expect(await noteOf(engine, 'shop')).toBe('Checked by Ben');
  const [repository, remote] = [temporaryFolder(), temporaryFolder()];
  await exportDvc(engine, { snapshotId: id }, repository, remote);
  const other = makeEngine();
  await importDvc(other, repository);
  expect(await noteOf(other, 'shop')).toBe('Checked by Ben');
});

it('takes one .dvc file for itself, from anywhere in its repository; one without a repository is refused', async () => {
  const root = temporaryFolder();
  const pointer = (text: string, path: string): string => `outs:\n- md5: ${md5(text)}\n  hash: md5\n  path: ${path}\n`;
  write(root, { '.dvc/config': '', 'deep/a.csv': table('a'), 'deep/a.csv.dvc': pointer(table('a'), 'a.csv'), 'b.csv': table('b'), 'b.csv.dvc': pointer(table('b'), 'b.csv') });
  expect((await importDvc(makeEngine(), join(root, 'deep/a.csv.dvc'))).snapshots.map(({ path }) => path)).toEqual(['deep/a.csv']);
  const alone = join(temporaryFolder(), 'b.csv.dvc');
  writeFileSync(alone, pointer(table('b'), 'b.csv'));
  await expect(importDvc(makeEngine(), alone)).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('lies in no DVC repository') as string });
});

it.skipIf(spawnSync('git', ['--version']).status !== 0)('brings back the versions that git remembers, oldest first, with message and tag; tells those whose contents are gone', async () => {
  const root = temporaryFolder();
  const git = (...args: string[]): void => {
    const date = { GIT_AUTHOR_DATE: '2026-03-04T05:06:07Z', GIT_COMMITTER_DATE: '2026-03-04T05:06:07Z' };
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.invalid', '-c', 'commit.gpgsign=false', ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, ...date } });
    if (status !== 0) throw new Error(stderr);
  };
  git('init', '-q');
  const texts = [table('one'), table('two'), table('lost'), table('three')];
  for (const [i, text] of texts.entries()) {
    write(root, { '.dvc/config': '', 'shop.csv': text, 'shop.csv.dvc': `outs:\n- md5: ${md5(text)}\n  hash: md5\n  path: shop.csv\n` });
    if (i !== 2) write(root, { [`.dvc/cache/${objectPath(md5(text))}`]: text });
    git('add', 'shop.csv.dvc', '.dvc/config');
    git('commit', '-q', '-m', `Prices ${i + 1}`);
    if (i === 1) git('tag', 'v2');
  }
  const engine = makeEngine();
  const folder = await folderTicket(engine, root);
  expect(await engine.client.call('interop.dataVersions', { from: 'dvc', folder })).toEqual({ tables: 1, earlier: 3 });
  const { snapshots, skipped } = await importDvc(engine, root, undefined, true);
  expect(snapshots.map(({ dataset, number, md5: id }) => [dataset, number, id])).toEqual([['shop', 1, md5(texts[0]!)], ['shop', 2, md5(texts[1]!)], ['shop', 3, md5(texts[3]!)]]);
  expect(skipped).toMatchObject([{ path: 'shop.csv of 2026-03-04 ("Prices 3")', reason: expect.stringContaining('not in the cache') as string }]);
  expect(await noteOf(engine, 'shop@2')).toMatch(/^Commit [0-9a-f]{7} of 2026-03-04 by Ann: Prices 2\nTag: v2$/);
  expect(await noteOf(engine, 'shop@3')).toMatch(/: Prices 4$/);
  const present = makeEngine();
  expect((await importDvc(present, root)).snapshots).toHaveLength(1);
  expect(await noteOf(present, 'shop')).toMatch(/: Prices 4$/);
});
