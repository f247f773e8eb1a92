/** Where the analyst stands: on a real engine, from an empty project to a forecast that goes stale. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { steadyClock, temporaryFolder } from '../../../helpers/temporary';
import { shopCsv } from '../forecasting/project';

function resources(): string {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'samples'));
  writeFileSync(join(dir, 'samples', 'manifest.json'), JSON.stringify({ samples: [{ file: 'shop.csv', name: 'Shop' }, { file: 'other.csv', name: 'Other' }] }));
  writeFileSync(join(dir, 'samples', 'shop.csv'), shopCsv());
  writeFileSync(join(dir, 'samples', 'other.csv'), 'week,units\n2026-01-05,4\n2026-01-12,6\n2026-01-19,5\n');
  return dir;
}

function open(): TestEngine & { clock: ReturnType<typeof steadyClock>; job: (started: Promise<{ jobId: string }>) => Promise<unknown> } {
  const clock = steadyClock();
  // Each reading of the clock is a little later, so that "newest" means something.
  const engine = makeEngine({ ports: { clock: { now: () => (clock.advance(1), clock.now()) }, resourcesDir: resources() } });
  const job = async (started: Promise<{ jobId: string }>): Promise<unknown> => {
    const done = await engine.finished((await started).jobId);
    expect(done.error).toBeNull();
    return done.result;
  };
  return { ...engine, clock, job };
}

describe('overview', () => {
  it('leads from an empty project to a fresh forecast, one due thing at a time', async () => {
    const { client, job, projectDir } = open();
    const overview = () => client.call('project.overview', {});
    expect(await overview()).toMatchObject({ newest: null, standings: [], due: { title: 'Bring your data', address: '#/data' }, counts: { datasets: 0, runs: 0, forecasts: 0, failingChecks: 0 } });

    await job(client.call('project.loadSamples', {}));
    const loaded = await overview();
    expect(loaded).toMatchObject({ counts: { datasets: 2 }, newest: { datasetName: 'Shop', number: 1 }, due: { title: 'Check Shop v1' } });
    expect(loaded.standings.map(({ title }) => title)).toEqual(['Shop v1 is not checked yet.']);

    const snapshotId = loaded.newest?.snapshotId ?? '';
    await job(client.call('quality.validate', { snapshotId }));
    expect((await overview()).due).toMatchObject({ title: 'Train on Shop v1', address: `#/models/setup?snapshot=${snapshotId}` });

    await job(client.call('tracking.train', { snapshotId, target: 'units_sold', models: ['median', 'ridge'], split: 'group', groupBy: 'merchant_id' }));
    const trained = await overview();
    expect(trained).toMatchObject({ counts: { runs: 2 }, due: { title: 'Choose a champion', reason: 'Ridge leads. Promote a run, and say why.' } });
    expect(trained.lastRuns.map(({ model }) => model)).toEqual(['ridge', 'median']);

    const ridge = trained.lastRuns[0]?.id ?? '';
    await client.call('registry.promote', { runId: ridge, alias: 'champion', reason: 'clear lead' });
    expect(await overview()).toMatchObject({ champion: { decision: { runId: ridge } }, due: { title: 'Forecast Shop v1' } });

    await job(client.call('forecasting.score', { model: 'champion', snapshotId }));
    const fresh = await overview();
    expect(fresh.due).toBeNull();
    expect(fresh.standings.map(({ tone }) => tone)).toEqual(['good', 'good', 'good']);
    expect(fresh.standings.at(-1)).toMatchObject({ title: 'The champion beats the baseline on 5 of 5 folds.', link: { address: `#/models/runs/${ridge}` } });

    writeFileSync(join(projectDir, '..', 'new.csv'), shopCsv(90, 3));
    const { ticket } = await client.call('files.grant', { path: join(projectDir, '..', 'new.csv') });
    await job(client.call('datasets.import', { ticket, name: 'Shop' }));
    const stale = await overview();
    expect(stale.newest).toMatchObject({ datasetName: 'Shop', number: 2, rows: 90 });
    expect(stale.standings.map(({ title }) => title)).toEqual([expect.stringMatching(/^The forecast is stale: new file since /), 'Shop v2 is not checked yet.', 'The champion beats the baseline on 5 of 5 folds.', 'The champion was trained before Shop v2 arrived.']);
  });

  it('keeps its new name, and refuses samples where data is', async () => {
    const { client, job, finished } = open();
    await client.call('project.rename', { name: 'Summer, two' });
    expect(await client.call('project.info', {})).toMatchObject({ name: 'Summer, two', formatVersion: 1 });
    await job(client.call('project.loadSamples', {}));
    const { jobId } = await client.call('project.loadSamples', {});
    expect(await finished(jobId)).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
  });
});
