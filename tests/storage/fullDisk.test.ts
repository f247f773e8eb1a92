/** A drive that is full for real: what is begun is undone, what was there is whole, and the same work is done once there is room. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Job } from '@shared/areas/jobs';
import type { ImportReport, Snapshot } from '@shared/areas/datasets';
import { importReportSchema } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { createRandom } from '@engine/math';
import { serveProject } from '@main/headless/serveProject';
import { builtPrograms, root } from '../helpers/builtProgram';
import { holdingsOf } from '../helpers/holdings';
import { makeEngine, type TestEngine } from '../helpers/makeEngine';
import { smallDrive, whyNoSmallDrive, type SmallDrive } from '../helpers/smallDrive';
import { recordingLog, temporaryFolder } from '../helpers/temporary';

const missing = whyNoSmallDrive();
if (missing !== null) process.stderr.write(`${missing}\n`);

const megabyte = 1 << 20;
const driveBytes = 12 * megabyte;

interface Scene extends TestEngine {
  readonly drive: SmallDrive;
  readonly log: ReturnType<typeof recordingLog>;
  /** A file on another drive, under a name of its own folder. */
  file(name: string, content: string | Uint8Array): string;
  tryImport(path: string, name?: string): Promise<Job>;
  stored(path: string, name?: string): Promise<Snapshot>;
}

async function openScene(): Promise<Scene> {
  const drive = smallDrive(driveBytes);
  const outside = temporaryFolder();
  const log = recordingLog();
  const made = makeEngine({ projectDir: join(drive.folder, 'project'), ports: { log } });
  const tryImport = async (path: string, name?: string): Promise<Job> => {
    const { ticket } = await made.client.call('files.grant', { path });
    const { jobId } = await made.client.call('datasets.import', { ticket, ...(name !== undefined && { name }) });
    return made.finished(jobId);
  };
  return {
    ...made,
    drive,
    log,
    file(name, content) {
      const path = join(outside, name);
      writeFileSync(path, content);
      return path;
    },
    tryImport,
    async stored(path, name) {
      const report = reportOf(await tryImport(path, name));
      if (!report.snapshot) throw new Error('not stored');
      await settled(made);
      return report.snapshot;
    },
  };
}

function jobError({ error }: Job): undefined {
  if (error) throw EngineError.fromData(error);
  return undefined;
}

/** Fails, leaves everything as it was, and succeeds when the drive has room again. */
async function refusedOnlyWhileFull<T>(freeBytes: number, { drive, projectDir, client }: Pick<Scene, 'drive' | 'projectDir' | 'client'>, work: () => Promise<T>): Promise<T> {
  const before = holdingsOf(projectDir);
  drive.leaveFree(freeBytes);
  const refused = await outcomeOf(work);
  drive.empty();
  expect(refused).toMatchObject({ code: 'disk-full' });
  expect(holdingsOf(projectDir)).toEqual(before);
  expect(await client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
  return work();
}

/** Clearing waits for the packing under way. */
async function settled({ client }: Pick<Scene, 'client'>): Promise<void> {
  await client.call('upkeep.free', { dryRun: false });
}

function reportOf(job: Job): ImportReport {
  if (job.error) throw EngineError.fromData(job.error);
  return importReportSchema.parse(job.result);
}

async function outcomeOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return error;
  }
}

/** About `bytes` of CSV that zstd cannot shrink much. */
function csvOf(bytes: number, seed: number, header = 'id,price,units,note'): string {
  const random = createRandom(seed);
  const lines = [header];
  for (let size = 0, i = 0; size < bytes; i++) {
    const line = `p${i},${(random.next() * 1e6).toFixed(5)},${Math.floor(random.next() * 1e9)},${Math.floor(random.next() * 2 ** 48).toString(36)}${Math.floor(random.next() * 2 ** 48).toString(36)}`;
    lines.push(line);
    size += line.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

describe.skipIf(missing !== null)('on a full drive', () => {
  test('an import says what it needs, stores nothing, and is done once there is room', async () => {
    const scene = await openScene();
    await scene.stored(scene.file('first.csv', csvOf(100_000, 1)));
    const large = scene.file('large.csv', csvOf(2 * megabyte, 2));
    const before = holdingsOf(scene.projectDir);
    scene.drive.leaveFree(1.5 * megabyte);
    const { state, error } = await scene.tryImport(large);
    expect([state, error?.code]).toEqual(['failed', 'disk-full']);
    expect(error?.details).toMatchObject({ folder: scene.projectDir });
    expect(Number(error?.details['neededBytes'])).toBeGreaterThan(2 * megabyte);
    expect(Number(error?.details['freeBytes'])).toBeLessThanOrEqual(1.5 * megabyte);
    expect(error?.message).toMatch(/large\.csv.*about 4\.\d MB.*1\.\d MB are free.*Nothing was stored\. Free some space/);
    expect(holdingsOf(scene.projectDir)).toEqual(before);
    scene.drive.empty();
    expect(await scene.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
    expect((await scene.stored(large)).rows).toBeGreaterThan(10_000);
  });

  test('whatever room there is, an import is done whole or leaves no trace', { timeout: 180_000 }, async () => {
    const scene = await openScene();
    await scene.stored(scene.file('first.csv', csvOf(50_000, 1)));
    const bytes = 200_000;
    // A cell with a line end is not read by DuckDB from the source: this import makes a plain copy, too.
    const paths = [scene.file('plain.csv', csvOf(bytes, 3)), scene.file('copied.csv', `${csvOf(bytes, 4)}px,1,1,"two\nlines"\n`), scene.file('packed.csv.gz', gzipSync(csvOf(bytes, 5)))];
    const outcomes = new Map<string, number>();
    for (let step = 0; step < 15; step++) {
      const path = paths[step % paths.length]!;
      const before = holdingsOf(scene.projectDir);
      scene.drive.leaveFree(Math.round((step / 14) * 4 * bytes));
      const report = await outcomeOf(async () => reportOf(await scene.tryImport(path, `try ${step}`)));
      await settled(scene);
      scene.drive.empty();
      const outcome = report instanceof EngineError ? report.code : 'stored';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (report instanceof EngineError) expect(holdingsOf(scene.projectDir)).toEqual(before);
      else {
        // The next import of it counts for itself again.
        await scene.client.call('datasets.moveToTrash', { snapshotIds: [importReportSchema.parse(report).snapshot?.id ?? ''] });
        await settled(scene);
      }
      expect(await scene.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
    }
    expect([...outcomes.keys()].sort()).toEqual(['disk-full', 'stored']);
    for (const path of paths) expect((await scene.tryImport(path)).state).toBe('succeeded');
  });

  test('an older version whose table is made again, a back-up and an output wait for room', async () => {
    const scene = await openScene();
    const first = csvOf(megabyte, 6);
    const old = await scene.stored(scene.file('shop.csv', first));
    const next = await scene.stored(scene.file('shop.csv', first.replace('p7,', 'q7,')));
    await scene.close();
    // Closed, the older version has its source alone.
    const again = makeEngine({ projectDir: scene.projectDir });
    const page = (snapshotId: string) => again.client.call('datasets.page', { snapshotId, offset: 0, limit: 1 });
    expect((await page(next.id)).total).toBe(next.rows);
    const before = holdingsOf(scene.projectDir);
    scene.drive.leaveFree(megabyte / 4);
    expect(await outcomeOf(() => page(old.id))).toMatchObject({ code: 'disk-full' });
    scene.drive.empty();
    expect(holdingsOf(scene.projectDir)).toEqual(before);
    expect((await page(old.id)).total).toBe(old.rows);

    const backup = await refusedOnlyWhileFull(0, { ...again, drive: scene.drive }, () => again.client.call('upkeep.backUp', {}));
    expect(backup.sizeBytes).toBeGreaterThan(0);
    const schema = await again.client.call('interop.exportSchema', { snapshotId: next.id, to: 'pandera' });
    const place = join(scene.drive.folder, 'schema.yaml');
    scene.drive.leaveFree(0);
    expect(await outcomeOf(() => again.client.call('files.save', { ticket: schema.file.ticket, path: place }))).toMatchObject({ code: 'disk-full' });
    scene.drive.empty();
    expect(readdirSync(scene.drive.folder)).toEqual(['project']);
    await again.client.call('files.save', { ticket: schema.file.ticket, path: place });
  });

  test('what SQLite cannot commit is refused by name, and the engine goes on', async () => {
    const scene = await openScene();
    const { id, datasetId } = await scene.stored(scene.file('shop.csv', csvOf(50_000, 7)));
    scene.drive.leaveFree(0);
    const note = 'x'.repeat(2000);
    const refusals: unknown[] = [];
    // A log that has room inside takes a few more.
    for (let i = 0; i < 400 && refusals.length === 0; i++) {
      const outcome = await outcomeOf(() => scene.client.call('datasets.setNote', { snapshotId: id, note: `${i}${note}`.slice(0, 2000) }));
      if (outcome instanceof Error) refusals.push(outcome);
    }
    expect(refusals[0]).toMatchObject({ code: 'disk-full' });
    expect(await outcomeOf(async () => reportOf(await scene.tryImport(scene.file('other.csv', 'a,b\n1,2\n'))))).toMatchObject({ code: 'disk-full' });
    scene.drive.empty();
    await scene.client.call('datasets.rename', { datasetId, name: 'renamed' });
    expect((await scene.stored(scene.file('other.csv', 'a,b\n1,2\n'))).rows).toBe(1);
    expect(await scene.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
    const { jobId } = await scene.client.call('quality.validate', { snapshotId: id });
    expect((await scene.finished(jobId)).state).toBe('succeeded');
  });

  test('packing and clearing need room for a while: without it nothing is lost, with it both go on', async () => {
    const scene = await openScene();
    const rows = csvOf(1.5 * megabyte, 8);
    const base = await scene.stored(scene.file('shop.csv', rows));
    scene.drive.leaveFree(4 * megabyte);
    const leaning = reportOf(await scene.tryImport(scene.file('shop.csv', rows.replace('p7,', 'q7,')))).snapshot!;
    scene.drive.leaveFree(0);
    await settled(scene);
    expect(scene.log.lines.filter(({ facts }) => facts?.['cause'] === 'disk-full')).toHaveLength(1);
    expect(await scene.client.call('datasets.verify', { deep: false })).toMatchObject({ ok: true });
    scene.drive.empty();
    await scene.stored(scene.file('last.csv', 'a,b\n1,2\n'));
    await settled(scene);
    const packed = scene.engine.blobs.list();
    expect(packed.find(({ sha256 }) => sha256 === leaning.sourceSha256)?.base).toBe(base.sourceSha256);

    await scene.client.call('datasets.moveToTrash', { snapshotIds: [base.id] });
    const freed = await refusedOnlyWhileFull(megabyte / 2, scene, () => scene.client.call('upkeep.free', { dryRun: false }));
    expect(freed.items).toMatchObject([{ name: 'shop', number: 1 }]);
    expect(scene.engine.blobs.has(base.sourceSha256)).toBe(false);
    expect(await scene.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
  });

  test('a run, its report and its predictions are all there or not at all', async () => {
    const scene = await openScene();
    const { id } = await scene.stored(scene.file('shop.csv', `id,price,units\n${Array.from({ length: 4000 }, (_, i) => `p${i},${(i * 37) % 101},${(i * 53) % 97}\n`).join('')}`));
    await scene.finished((await scene.client.call('tracking.train', { snapshotId: id, target: 'units', models: ['mean'] })).jobId);
    const [run] = await scene.client.call('tracking.runs', {});
    const experimentId = run?.experimentId ?? '';
    const outputs: readonly (() => Promise<unknown>)[] = [
      async () => jobError(await scene.finished((await scene.client.call('reports.write', { subject: { runId: run?.id ?? '' }, format: 'html' })).jobId)),
      async () => jobError(await scene.finished((await scene.client.call('forecasting.score', { snapshotId: id, model: run?.id ?? '' })).jobId)),
      () => scene.client.call('tracking.heldOutPredictions', { experimentId }),
    ];
    for (const output of outputs) {
      const before = holdingsOf(scene.projectDir);
      // Enough for what the database says of the job, too little for what it makes.
      scene.drive.leaveFree(20_000);
      const refused = await outcomeOf(output);
      scene.drive.empty();
      expect(refused).toMatchObject({ code: 'disk-full' });
      expect(holdingsOf(scene.projectDir)).toEqual(before);
    }
    for (const output of outputs) expect(await outcomeOf(output)).not.toBeInstanceOf(Error);
    expect(await scene.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
  });

  test('a file that is dropped into a browser leaves nothing behind where it finds no room', async () => {
    const drive = smallDrive(4 * megabyte);
    const projectDir = join(drive.folder, 'project');
    const served = await serveProject({ projectDir, resourcesDir: join(root, 'resources'), programDir: builtPrograms }, { port: 0, token: 'a-token-of-this-test' });
    try {
      const { origin } = new URL(served.address ?? '');
      const welcome = await fetch(served.address ?? '', { redirect: 'manual' });
      const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
      const upload = (bytes: number): Promise<Response> => fetch(`${origin}/upload?name=shop.csv`, { method: 'PUT', body: 'x'.repeat(bytes), headers: { cookie, origin } });
      const before = holdingsOf(projectDir);
      drive.leaveFree(100_000);
      const refused = await upload(megabyte);
      drive.empty();
      expect([refused.status, await refused.text()]).toEqual([507, expect.stringMatching(/no space left on the drive.*Free some space/) as string]);
      expect(holdingsOf(projectDir)).toEqual(before);
      expect((await upload(megabyte)).status).toBe(200);
    } finally {
      await served.close();
    }
  });

  test('a project that cannot be opened there is as it was when there is room', async () => {
    const scene = await openScene();
    await scene.stored(scene.file('shop.csv', csvOf(50_000, 9)));
    await scene.close();
    scene.drive.leaveFree(0);
    expect(() => makeEngine({ projectDir: scene.projectDir })).toThrow(expect.objectContaining({ code: 'disk-full' }));
    mkdirSync(join(scene.drive.folder, 'other'));
    expect(() => makeEngine({ projectDir: join(scene.drive.folder, 'other') })).toThrow(expect.objectContaining({ code: 'disk-full' }));
    scene.drive.empty();
    const again = makeEngine({ projectDir: scene.projectDir });
    expect(await again.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
    expect(makeEngine({ projectDir: join(scene.drive.folder, 'other') }).engine.manifest.name).toBe('other');
  });
});
