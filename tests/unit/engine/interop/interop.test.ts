/** Ways out and back through a real engine: what leaves comes back equal, and what is no store, or a hostile one, changes nothing. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { dataImportSchema, exportResultSchema, runImportSchema, type ExportFormat, type ExportResult, type ExportSubject } from '@shared/areas/interop';
import { repairResultSchema } from '@shared/areas/qualityRepairs';
import { repairsSchema } from '@shared/areas/repairs';
import { importReportSchema } from '@shared/areas/datasets';
import { trainResultSchema } from '@shared/areas/tracking';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { temporaryFolder } from '../../../helpers/temporary';

interface Project extends TestEngine {
  readonly snapshotId: string;
  readonly runIds: readonly string[];
}

const products = Array.from({ length: 60 }, (_, i) => `p${i},${i % 7},${['red', 'blue', ''][i % 3] ?? ''},${10 + ((i * 37) % 50)}`);
const csv = `id,price,colour,units\r\n${products.join('\r\n')}\r\n`;

async function makeProject(): Promise<Project> {
  const engine = makeEngine();
  const path = join(temporaryFolder(), 'my shop.csv');
  writeFileSync(path, csv);
  const { ticket } = await engine.client.call('files.grant', { path });
  const { snapshot } = importReportSchema.parse(await resultOf(engine, await engine.client.call('datasets.import', { ticket })));
  const { runIds } = trainResultSchema.parse(await resultOf(engine, await engine.client.call('tracking.train', { snapshotId: snapshot!.id, target: 'units', models: ['mean', 'ridge', 'random-forest'], folds: 3, parameters: { 'random-forest': { trees: 5 } } })));
  return { ...engine, snapshotId: snapshot!.id, runIds };
}

async function resultOf(engine: TestEngine, { jobId }: { jobId: string }): Promise<unknown> {
  const job = await engine.finished(jobId);
  if (job.state !== 'succeeded') throw Object.assign(new Error(job.error?.message ?? job.state), { code: job.error?.code });
  return job.result;
}

async function exportTo(engine: TestEngine, subject: ExportSubject, format: ExportFormat, path: string | null): Promise<ExportResult> {
  const folder = path === null ? undefined : (await engine.client.call('files.grantFolder', { path })).ticket;
  return exportResultSchema.parse(await resultOf(engine, await engine.client.call('interop.export', { subject, format, folder })));
}

async function importRuns(engine: TestEngine, path: string) {
  const { ticket } = await engine.client.call('files.grantFolder', { path });
  return runImportSchema.parse(await resultOf(engine, await engine.client.call('interop.importRuns', { from: 'mlflow', folder: ticket })));
}

async function importData(engine: TestEngine, path: string) {
  const { ticket } = await engine.client.call('files.grantFolder', { path });
  return dataImportSchema.parse(await resultOf(engine, await engine.client.call('interop.importData', { from: 'dvc', folder: ticket })));
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const experimentMeta = 'experiment_id: "7"\nname: outside\nlifecycle_stage: active\n';
const runMeta = `run_id: ${'ab'.repeat(16)}\nrun_uuid: ${'ab'.repeat(16)}\nrun_name: first\nstatus: 3\nstart_time: 1700000000000\nend_time: null\nlifecycle_stage: active\n`;

describe('MLflow', () => {
  it('holds a run so that reading it back gives its settings, scores and folds', async () => {
    const project = await makeProject();
    await project.client.call('tracking.annotate', { runId: project.runIds[1]!, notes: 'two\r\nlines', tags: ['good', 'to keep'] });
    const store = temporaryFolder();
    const { files } = await exportTo(project, { project: true }, 'mlflow', store);
    expect(files).toContain('README.txt');
    expect(await importRuns(project, store)).toMatchObject({ experiments: 1, runs: 3, alreadyThere: 0, skipped: [] });
    expect(await importRuns(project, store)).toMatchObject({ runs: 0, alreadyThere: 3 });
    const imported = await project.client.call('interop.importedRuns', {});
    for (const run of await project.client.call('tracking.runs', {})) {
      const found = imported.find(({ tags }) => tags['almanac.run'] === String(run.number))!;
      expect(found).toMatchObject({ state: 'finished', source: 'mlflow', deleted: false, startedAt: run.createdAt, datasets: [{ digest: run.snapshotId.slice(0, 36), context: 'training' }] });
      expect(found.parameters).toEqual(Object.fromEntries(Object.entries(run.parameters).map(([name, value]) => [name, String(value)])));
      for (const [name, metric] of Object.entries(run.metrics)) {
        if (metric.mean !== null) expect(found.metrics[name]?.last).toBe(metric.mean);
        expect(found.metrics[`${name}.fold`]?.points.map(({ value }) => value)).toEqual(metric.folds);
        expect(found.metrics[`${name}.fold`]?.points.map(({ step }) => step)).toEqual(metric.folds.map((_, i) => i + 1));
      }
    }
    const annotated = imported.find(({ tags }) => tags['almanac.tags'] !== undefined);
    expect(annotated?.tags).toMatchObject({ 'almanac.tags': 'good, to keep', 'mlflow.note.content': 'two\nlines' });
    // They are no runs of this project: none can be found, promoted or scored with.
    await expect(project.client.call('registry.promote', { runId: imported[0]!.id, alias: 'champion', reason: 'x' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps runs in the trash as deleted ones, and writes the same bytes again', async () => {
    const project = await makeProject();
    await project.client.call('tracking.delete', { runIds: [project.runIds[0]!] });
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    const { files } = await exportTo(project, { project: true }, 'mlflow', first);
    await exportTo(project, { project: true }, 'mlflow', second);
    for (const file of files.filter((path) => !path.endsWith('meta.yaml'))) expect(readFileSync(join(first, file)).equals(readFileSync(join(second, file)))).toBe(true);
    await importRuns(project, first);
    expect((await project.client.call('interop.importedRuns', {})).map(({ deleted }) => deleted).sort()).toEqual([false, false, true]);
  });

  it('goes into an archive for a window, which never names a folder', async () => {
    const project = await makeProject();
    const result = await exportTo(project, { runId: project.runIds[1]! }, 'mlflow', null);
    const entries = unzipSync(readFileSync(project.engine.files.resolve(result.archive!.ticket).path));
    expect(Object.keys(entries).sort()).toEqual(result.files);
    expect(result.files.every((path) => path === 'README.txt' || path.startsWith('mlruns/'))).toBe(true);
    const meta = Object.entries(entries).find(([path]) => /^mlruns\/\d+\/[0-9a-f]{32}\/meta\.yaml$/.test(path));
    expect(Buffer.from(meta![1]).toString()).toContain('artifact_uri: "./mlruns/');
  });

  it.each([
    ['an empty folder', {}],
    ['a folder of something else', { 'data/notes.txt': 'x', 'data/more/meta.txt': 'y' }],
  ])('is refused in %s', async (_, files) => {
    const engine = makeEngine();
    const folder = temporaryFolder();
    write(folder, files);
    await expect(importRuns(engine, folder)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await engine.client.call('interop.importedRuns', {})).toEqual([]);
  });

  it('passes over what is broken, names it, and takes the rest', async () => {
    const engine = makeEngine();
    const folder = temporaryFolder();
    const secret = join(temporaryFolder(), 'secret');
    writeFileSync(secret, 'not for import');
    const bomb = ['a: &a ["x","x"]', ...'bcdefghijklmnopqrstuvwxyz'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghijklmnopqrstuvwxyz'[i]}`).join(',')}]`)].join('\n');
    write(folder, {
      '7/meta.yaml': experimentMeta,
      '7/good/meta.yaml': runMeta,
      '7/good/params/__proto__': 'own',
      '7/good/params/nested/key': '2',
      '7/good/metrics/loss': '5 1.5 1\n6 nan 2\n7 0.5\n',
      '7/good/tags/mlflow.note.content': 'a\nb',
      '7/broken/meta.yaml': 'run_id: [',
      '7/bomb/meta.yaml': bomb,
      '7/upwards/meta.yaml': runMeta.replaceAll('ab'.repeat(16), '../../../etc'),
      '7/badMetric/meta.yaml': runMeta.replaceAll('ab'.repeat(16), 'cd'.repeat(16)),
      '7/badMetric/metrics/loss': 'yesterday 1 1\n',
      '8/meta.yaml': 'name: [',
      '9/notes.txt': 'no experiment',
    });
    symlinkSync(secret, join(folder, '7/good/params/link'));
    symlinkSync(dirname(secret), join(folder, '7/outside'));
    const result = await importRuns(engine, folder);
    expect(result).toMatchObject({ experiments: 1, runs: 1 });
    expect(result.skipped.map(({ path }) => path).sort()).toEqual(['7/badMetric', '7/bomb', '7/broken', '7/upwards', '8', '9']);
    const [run] = await engine.client.call('interop.importedRuns', {});
    expect(Object.entries(run!.parameters)).toEqual([['nested/key', '2']].concat(Object.hasOwn(run!.parameters, '__proto__') ? [['__proto__', 'own']] : []).sort());
    expect(run!.metrics['loss']).toEqual({ last: null, points: [{ time: 7, step: 0, value: 0.5 }, { time: 5, step: 1, value: 1.5 }, { time: 6, step: 2, value: null }] });
    expect(JSON.stringify(run)).not.toContain('not for import');
  });
});

describe('DVC', () => {
  it('holds the file byte for byte, and comes back as the snapshot it was', async () => {
    const project = await makeProject();
    const repository = temporaryFolder();
    const { files } = await exportTo(project, { snapshotId: project.snapshotId }, 'dvc', repository);
    const md5 = createHash('md5').update(csv).digest('hex');
    const object = `.dvc/cache/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
    expect(files).toEqual(['.dvc/.gitignore', object, '.dvc/config', '.dvcignore', 'my shop-v1.csv', 'my shop-v1.csv.dvc']);
    expect(readFileSync(join(repository, 'my shop-v1.csv'), 'utf8')).toBe(csv);
    expect(statSync(join(repository, object)).mode & 0o777).toBe(0o444);
    const other = makeEngine();
    const result = await importData(other, repository);
    expect(result).toEqual({ snapshots: [{ path: 'my shop-v1.csv', md5, told: 'my shop, version 1, from Almanac', snapshotId: project.snapshotId, dataset: 'my shop', number: 1, alreadyThere: false }], skipped: [] });
  });

  it('carries repairs: the file comes back as the repaired version', async () => {
    const project = await makeProject();
    const { columns } = await project.client.call('datasets.snapshot', { ref: project.snapshotId });
    const [first, last] = [columns[0]!, columns.at(-1)!];
    const repairs = repairsSchema.parse([{ kind: 'coerce', column: 'units', type: 'text' }, { kind: 'drop-columns', columns: [first.name === 'units' ? last.name : first.name] }, { kind: 'add-column', column: 'shop', type: 'category', value: 'north' }]);
    const { snapshot } = repairResultSchema.parse(await resultOf(project, await project.client.call('quality.repair', { snapshotId: project.snapshotId, repairs })));
    const repository = temporaryFolder();
    await exportTo(project, { snapshotId: snapshot.id }, 'dvc', repository);
    expect((await importData(makeEngine(), repository)).snapshots).toMatchObject([{ snapshotId: snapshot.id, number: 1 }]);
  });

  it('never writes over a file with other contents, nor the settings of a repository', async () => {
    const project = await makeProject();
    const repository = temporaryFolder();
    write(repository, { '.dvc/config': '[core]\n', 'my shop-v1.csv': 'mine' });
    await expect(exportTo(project, { snapshotId: project.snapshotId }, 'dvc', repository)).rejects.toMatchObject({ code: 'conflict' });
    expect(readdirSync(repository).sort()).toEqual(['.dvc', 'my shop-v1.csv']);
    expect(readFileSync(join(repository, 'my shop-v1.csv'), 'utf8')).toBe('mine');
    writeFileSync(join(repository, 'my shop-v1.csv'), csv);
    await exportTo(project, { snapshotId: project.snapshotId }, 'dvc', repository);
    expect(readFileSync(join(repository, '.dvc/config'), 'utf8')).toBe('[core]\n');
  });

  it('takes folders, stages and objects of DVC 2, and names what leads outside, is damaged, missing or no table', async () => {
    const engine = makeEngine();
    const root = temporaryFolder();
    const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
    const table = (name: string): string => `name,units\n${name},1\n${name}2,2\n`;
    const objects: Record<string, string> = {};
    const keep = (text: string, id = md5(text)): string => {
      objects[`.dvc/cache/files/md5/${id.slice(0, 2)}/${id.slice(2)}`] = text;
      return id;
    };
    const inFolder = keep(table('in folder'));
    const listing = `[{"md5": "${inFolder}", "relpath": "part.csv"}, {"md5": "${inFolder}", "relpath": "../../up.csv"}]`;
    const folderId = keep(listing, `${md5(listing)}.dir`);
    const windows = table('old').replaceAll('\n', '\r\n');
    const old = md5(table('old'));
    objects[`.dvc/cache/${old.slice(0, 2)}/${old.slice(2)}`] = windows;
    keep('other bytes', md5('expected'));
    const made = keep(table('made'));
    const out = (id: string, path: string, hash = '  hash: md5\n'): string => `outs:\n- md5: "${id}"\n${hash}  path: ${path}\n`;
    write(root, {
      ...objects,
      'parts.dvc': out(folderId, 'parts'),
      'sub/old.csv.dvc': out(old, 'old.csv', ''),
      'sub/up.csv.dvc': out(inFolder, '../../up.csv'),
      'absolute.csv.dvc': out(inFolder, '/etc/passwd.csv'),
      'damaged.csv.dvc': out(md5('expected'), 'damaged.csv'),
      'missing.csv.dvc': out(md5('missing'), 'missing.csv'),
      'model.bin.dvc': out(inFolder, 'model.bin'),
      'badhash.csv.dvc': out('../../../etc/passwd', 'badhash.csv'),
      'broken.dvc': 'outs: [',
      'dvc.lock': `schema: '2.0'\nstages:\n  make:\n    cmd: x\n    outs:\n    - path: made.csv\n      hash: md5\n      md5: ${made}\n      size: 5\n`,
    });
    const result = await importData(engine, root);
    expect(result.snapshots.map(({ path }) => path)).toEqual(['made.csv', 'parts/part.csv', 'sub/old.csv']);
    expect(result.skipped.map(({ path }) => path).sort()).toEqual(['../up.csv', '../up.csv', '/etc/passwd.csv', 'badhash.csv', 'broken.dvc', 'damaged.csv', 'missing.csv', 'model.bin']);
    expect(new Set(result.skipped.map(({ reason }) => reason)).size).toBeGreaterThanOrEqual(6);
  });

  it('is refused where nothing of DVC is', async () => {
    const engine = makeEngine();
    await expect(importData(engine, temporaryFolder())).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await engine.client.call('datasets.list', {})).toEqual([]);
  });
});

describe('formats', () => {

  it('says of each subject what it can be written as, and why not as the others', async () => {
    const project = await makeProject();
    const reasonOf = async (subject: ExportSubject) => Object.fromEntries((await project.client.call('interop.formats', { subject })).map(({ format, reason }) => [format, reason]));
    expect(await reasonOf({ runId: project.runIds[2]! })).toMatchObject({ mlflow: null, onnx: null, xgboost: null, dvc: expect.stringContaining('version of the data') as string });
    expect(await reasonOf({ runId: project.runIds[1]! })).toMatchObject({ onnx: null, xgboost: expect.stringContaining('Ridge') as string });
    expect(await reasonOf({ snapshotId: project.snapshotId })).toMatchObject({ dvc: null, mlflow: expect.any(String) as string });
    const folder = temporaryFolder();
    await expect(exportTo(project, { runId: project.runIds[1]! }, 'xgboost', folder)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(exportTo(project, { runId: 'nowhere' }, 'onnx', folder)).rejects.toMatchObject({ code: 'not-found' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ships a model with its encoding, its rows and the answers for them', async () => {
    const project = await makeProject();
    const folder = temporaryFolder();
    const { files, notExpressible } = await exportTo(project, { runId: project.runIds[2]! }, 'onnx', folder);
    expect(files).toEqual(['README.txt', 'encoded.csv', 'features.json', 'model.onnx', 'predictions.csv']);
    expect(notExpressible.length).toBeGreaterThan(0);
    const features = JSON.parse(readFileSync(join(folder, 'features.json'), 'utf8')) as { features: { name: string }[] };
    const [header, ...lines] = readFileSync(join(folder, 'encoded.csv'), 'utf8').trim().split('\n');
    expect(header!.split(',')).toEqual(features.features.map(({ name }) => name));
    expect(lines.length).toBe(60);
    expect(existsSync(join(folder, 'model.onnx'))).toBe(true);
  });
});
