/** Kept fits on a real engine: counted with what they alone take, cleared with nothing that a run or a back-up of one needs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '@engine/storage/database';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { temporaryFolder } from '../../../helpers/temporary';

async function importShop({ client, finished }: TestEngine): Promise<string> {
  const path = join(temporaryFolder(), 'shop.csv');
  writeFileSync(path, `product,price,units\n${Array.from({ length: 60 }, (_, i) => `p${i},${1 + (i % 9) / 2},${40 - (i % 9) * 3 + (i % 4)}`).join('\n')}\n`);
  const { ticket } = await client.call('files.grant', { path });
  const { result } = await finished((await client.call('datasets.import', { ticket, name: 'shop' })).jobId);
  return (result as { snapshot: { id: string } }).snapshot.id;
}

async function race({ client, finished }: TestEngine, snapshotId: string) {
  const job = await finished((await client.call('tracking.train', { snapshotId, target: 'units', models: ['median', 'ridge'], folds: 3, exclude: ['product'] })).jobId);
  expect(job.error).toBeNull();
  const { runIds } = job.result as { runIds: string[] };
  return Promise.all(runIds.map((runId) => client.call('tracking.run', { runId })));
}

const keptFits = async ({ client }: TestEngine) => (await client.call('upkeep.storage', {})).keptFits;

/** A fit that no run refers to, as one of an earlier version of a model is once its runs are gone. */
function keepLoose({ engine, projectDir }: TestEngine): string {
  const { sha256 } = engine.blobs.putBytes(Buffer.from('predictions of nobody'));
  const db = openDatabase(join(projectDir, 'almanac.db'));
  db.prepare("insert into fits (key, predictions_object, model_object, details, created_at) values (?, ?, null, '{}', 0)").run('c'.repeat(64), sha256);
  db.close();
  return sha256;
}

test('every fit is counted, the space is what they alone take, and the parts still add up', async () => {
  const engine = makeEngine();
  expect(await keptFits(engine)).toEqual({ fits: 0, files: 0, bytes: 0 });
  await race(engine, await importShop(engine));
  const ofRuns = await keptFits(engine);
  // Two models as fitted, which runs hold inside their model files, and the empty answers of the fits on all rows.
  expect(ofRuns).toMatchObject({ fits: 8, files: 3 });
  keepLoose(engine);
  const { keptFits: all, parts, totalBytes } = await engine.client.call('upkeep.storage', {});
  expect(all).toMatchObject({ fits: 9, files: 4 });
  expect(all.bytes).toBe(ofRuns.bytes + 'predictions of nobody'.length + 64 + 64 + '{}'.length);
  expect(parts.find(({ part }) => part === 'fits')).toEqual({ part: 'fits', files: all.files, bytes: all.bytes });
  expect(totalBytes).toBe(parts.reduce((sum, { bytes }) => sum + bytes, 0));
});

test('cleared, runs stay to the last bit, and the next race computes the same again', async () => {
  const engine = makeEngine();
  const snapshotId = await importShop(engine);
  const first = await race(engine, snapshotId);
  const loose = keepLoose(engine);
  expect(await engine.client.call('upkeep.clearFits', { dryRun: true })).toMatchObject({ fits: 9, files: 4, dryRun: true });
  expect(await keptFits(engine)).toMatchObject({ fits: 9 });

  expect(await engine.client.call('upkeep.clearFits', {})).toMatchObject({ fits: 9, files: 4, dryRun: false });
  expect(await keptFits(engine)).toEqual({ fits: 0, files: 0, bytes: 0 });
  expect(engine.engine.blobs.has(loose)).toBe(false);
  expect(await Promise.all(first.map(({ run }) => engine.client.call('tracking.run', { runId: run.id })))).toEqual(first);
  expect(await engine.client.call('upkeep.free', { dryRun: true })).toMatchObject({ files: 0 });
  expect(await engine.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });

  const again = await race(engine, snapshotId);
  expect(again.map(({ run }) => [run.state, run.fitsReused])).toEqual([['finished', 0], ['finished', 0]]);
  expect(again.map(({ run }) => run.metrics)).toEqual(first.map(({ run }) => run.metrics));
  expect((await race(engine, snapshotId)).map(({ run }) => run.fitsReused)).toEqual([4, 4]);
});

test('what only a back-up still keeps as a fit goes, and after the restore it is computed again', async () => {
  const engine = makeEngine();
  const loose = keepLoose(engine);
  const { name } = await engine.client.call('upkeep.backUp', {});
  expect(await engine.client.call('upkeep.clearFits', {})).toMatchObject({ fits: 1, files: 1 });
  expect(engine.engine.blobs.has(loose)).toBe(false);
  await engine.client.call('upkeep.planRestore', { name });
  await engine.close();
  const restored = makeEngine({ projectDir: engine.projectDir });
  expect(await keptFits(restored)).toMatchObject({ fits: 1, files: 0 });
  const snapshotId = await importShop(restored);
  expect((await race(restored, snapshotId)).map(({ run }) => run.state)).toEqual(['finished', 'finished']);
  expect(await restored.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
});

test('nothing is cleared while a job runs', async () => {
  const engine = makeEngine();
  const { jobId } = await engine.client.call('project.loadSamples', {});
  await expect(engine.client.call('upkeep.clearFits', {})).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Something is still running') as string });
  await engine.finished(jobId);
  expect(await engine.client.call('upkeep.clearFits', {})).toMatchObject({ fits: 0 });
});
