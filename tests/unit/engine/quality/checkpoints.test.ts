/** Checkpoints on a real engine: at an import, before training, on a schedule, overridden and removed; and quality over versions with its anomalies. */
import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Checkpoint, CheckpointRun, checkpointSchema } from '@shared/areas/checkpoints';
import type { ImportReport } from '@shared/areas/datasets';
import type { z } from 'zod';
import { asking, blockingOf, verdictOf } from '@engine/quality/checkpoints/decide';
import { createRandom } from '@engine/math';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { steadyClock, temporaryFolder } from '../../../helpers/temporary';

type CheckpointInput = Omit<z.input<typeof checkpointSchema>, 'name' | 'datasetId'>;

async function importText({ client, finished }: TestEngine, text: string): Promise<ImportReport & { snapshot: NonNullable<ImportReport['snapshot']> }> {
  const path = join(temporaryFolder(), 'sales.csv');
  writeFileSync(path, Buffer.from(text));
  const { ticket } = await client.call('files.grant', { path });
  const job = await finished((await client.call('datasets.import', { ticket, name: 'sales' })).jobId);
  const report = job.result as ImportReport;
  if (!report.snapshot) throw new Error(JSON.stringify(job));
  return { ...report, snapshot: report.snapshot };
}

/** Prices, a share of them missing, and units that follow them. */
function sales(seed: number, { rows = 200, missing = 0.005, low = 1 } = {}): string {
  const random = createRandom(seed);
  const lines = Array.from({ length: rows }, (_, i) => {
    const price = low + random.integer(40) / 2;
    return `${i + 1},${random.next() < missing ? '' : price},${Math.round(200 / (price + 12)) + random.integer(3)}`;
  });
  return `id,price,units\n${lines.join('\n')}\n`;
}

const schema = { format: 'almanac-schema' as const, formatVersion: 2 as const, columns: [], checks: [{ check: 'range', column: 'price', args: { min: 0, max: 100 } }, { check: 'mean', column: 'units', args: { min: 0, max: 1000 }, severity: 'warning' as const }] };

async function keep(engine: TestEngine, datasetId: string, settings: CheckpointInput = {}): Promise<string> {
  await engine.client.call('quality.saveSchema', { datasetId, schema });
  return (await engine.client.call('checkpoints.save', { checkpoint: { name: 'Door', datasetId, ...settings } })).id;
}

async function train({ client, finished }: TestEngine, snapshotId: string): Promise<Awaited<ReturnType<TestEngine['finished']>>> {
  return finished((await client.call('tracking.train', { snapshotId, target: 'units', models: ['median'], folds: 2 })).jobId);
}

test('a blocked import is stored and told; training is refused until somebody says why it may go on', async () => {
  const engine = makeEngine();
  const { client } = engine;
  const first = await importText(engine, sales(1));
  await keep(engine, first.snapshot.datasetId);
  expect((await train(engine, first.snapshot.id)).state).toBe('succeeded');

  const second = await importText(engine, sales(2, { low: -5 }));
  expect(second.verdict).toBe('warn');
  expect(second.warnings).toEqual([expect.objectContaining({ code: 'checkpoint-blocked', message: expect.stringMatching(/“Door” blocks this version.*price: between 0 and 100 fails in \d+ rows/) as string })]);
  const standing = await client.call('checkpoints.standing', { snapshotId: second.snapshot.id });
  expect(standing).toMatchObject({ blocked: true, blocking: [{ severity: 'critical', checkpoint: 'Door' }], runs: [{ verdict: 'blocked', occasion: 'import', schemaVersion: 1, statistics: { checks: 2, failed: 1 } }], overrides: [] });

  const refused = await train(engine, second.snapshot.id);
  expect(refused).toMatchObject({ state: 'failed', error: { code: 'conflict', message: expect.stringMatching(/^sales v2 is blocked.*price: between 0 and 100.*use the version anyway with a reason/) as string } });
  const series = await client.call('series.backtest', { snapshotId: second.snapshot.id, target: 'units', models: ['naive'], setup: { date: 'id', keys: [], frequency: 'day', gaps: 'zero', season: null, horizon: 1, origins: 1, step: 1, active: null } });
  expect(await engine.finished(series.jobId)).toMatchObject({ state: 'failed', error: { code: 'conflict', message: expect.stringMatching(/^sales v2 is blocked/) as string } });
  expect(await client.call('tracking.experiments', { snapshotId: second.snapshot.id })).toEqual([]);
  const { standings } = await client.call('project.overview', {});
  expect(standings).toContainEqual(expect.objectContaining({ tone: 'failure', title: 'sales v2 is blocked by a checkpoint.' }));

  expect(await client.call('checkpoints.override', { snapshotId: second.snapshot.id, reason: 'Refunds are negative.' })).toMatchObject({ blocked: false, overrides: [{ reason: 'Refunds are negative.' }] });
  expect((await train(engine, second.snapshot.id)).state).toBe('succeeded');
  await expect(client.call('checkpoints.override', { snapshotId: second.snapshot.id, reason: 'Again.' })).rejects.toMatchObject({ code: 'conflict' });

  const { notices, unseen } = await client.call('monitoring.alerts', {});
  expect(notices[0]).toMatchObject({ severity: 'critical', title: 'The checkpoint “Door” blocks sales v2', message: expect.stringMatching(/price/) as string, seen: false });
  expect(unseen).toBe(notices.length);
  await client.call('monitoring.markSeen', {});
  expect((await client.call('monitoring.alerts', {})).unseen).toBe(0);
});

test('a warning warns, what passes says nothing, and a removed checkpoint blocks no more', async () => {
  const engine = makeEngine();
  const { client } = engine;
  const { snapshot } = await importText(engine, sales(1));
  const id = await keep(engine, snapshot.datasetId, { actions: { critical: ['warn'] } });
  expect(await importText(engine, sales(2))).toMatchObject({ verdict: 'accept', warnings: [] });
  expect((await importText(engine, sales(3, { low: -5 }))).warnings).toMatchObject([{ code: 'checkpoint-warned' }]);
  await client.call('checkpoints.save', { id, checkpoint: { name: 'Door', datasetId: snapshot.datasetId } });
  const blocked = await importText(engine, sales(4, { low: -5 }));
  expect(blocked.warnings).toMatchObject([{ code: 'checkpoint-blocked' }]);
  expect((await client.call('checkpoints.history', { id })).map(({ verdict, number }) => [verdict, number])).toEqual([['blocked', 4], ['warned', 3], ['passed', 2]]);
  await client.call('checkpoints.remove', { id });
  expect((await client.call('checkpoints.standing', { snapshotId: blocked.snapshot.id })).blocked).toBe(false);
  expect((await train(engine, blocked.snapshot.id)).state).toBe('succeeded');
});

test('rows that fail are set aside: the version without them is in use, the one with them is blocked, and the next file is read the same way', async () => {
  const engine = makeEngine();
  const { client } = engine;
  const first = await importText(engine, sales(1));
  await keep(engine, first.snapshot.datasetId, { actions: { critical: ['quarantine'] }, anomalies: null });
  const { snapshot, warnings } = await importText(engine, sales(2, { low: -5 }));
  expect(snapshot).toMatchObject({ number: 3, reading: { repairs: [{ kind: 'quarantine', check: { check: 'range', column: 'price' } }] } });
  expect(snapshot.rows).toBeLessThan(200);
  expect(warnings.find(({ code }) => code === 'checkpoint-set-aside')).toMatchObject({ count: 200 - snapshot.rows, message: expect.stringMatching(/rows that fail were set aside: sales v3 is in use without them, sales v2 has them still/) as string });
  expect((await client.call('datasets.snapshot', { ref: 'sales' })).id).toBe(snapshot.id);
  expect(await client.call('datasets.recipe', { name: 'sales' })).toMatchObject({ recipe: { reading: { repairs: [{ kind: 'quarantine', check: { column: 'price' } }] } } });
  const history = await client.call('checkpoints.history', {});
  expect(history.map(({ number, verdict }) => [number, verdict])).toEqual([[3, 'passed'], [2, 'blocked']]);
  expect((await train(engine, snapshot.id)).state).toBe('succeeded');
  expect((await train(engine, history[1]?.snapshotId ?? '')).state).toBe('failed');
});

test('rules for other columns cannot be run, and the door stays shut', async () => {
  const engine = makeEngine();
  const { client } = engine;
  const { snapshot } = await importText(engine, sales(1));
  await client.call('quality.saveSchema', { datasetId: snapshot.datasetId, schema: { ...schema, columns: [{ name: 'colour' }] } });
  await client.call('checkpoints.save', { checkpoint: { name: 'Door', datasetId: snapshot.datasetId } });
  expect((await importText(engine, sales(2))).warnings).toMatchObject([{ code: 'checkpoint-blocked', message: expect.stringMatching(/could not be run/) as string }]);
});

test('a schedule runs once for all the times that passed', async () => {
  const clock = steadyClock();
  const engine = makeEngine({ ports: { clock } });
  const { client } = engine;
  const { snapshot } = await importText(engine, sales(1));
  const id = await keep(engine, snapshot.datasetId, { when: ['schedule'], schedule: { cron: '0 * * * *', timeZone: 'UTC' } });
  expect((await client.call('checkpoints.list', {}))[0]).toMatchObject({ name: 'Door', datasetName: 'sales', nextAt: clock.now() + 3_600_000, lastRun: null });
  clock.advance(5 * 3_600_000);
  engine.engine.listen();
  const [job] = await client.call('jobs.list', { limit: 1 });
  await engine.finished(job?.id ?? '');
  expect(await client.call('checkpoints.history', { id })).toMatchObject([{ occasion: 'schedule', verdict: 'passed' }]);
});

test.each<[string, Partial<CheckpointInput> & { name?: string; datasetId?: string }, string, RegExp]>([
  ['an unknown dataset', { datasetId: 'nowhere' }, 'not-found', /./],
  ['a version of the rules that is not there', { schemaVersion: 7 }, 'not-found', /7/],
  ['a schedule without times', { when: ['schedule'] }, 'invalid-input', /Give it a schedule/],
  ['a schedule nobody can read', { when: ['schedule'], schedule: { cron: 'often' } }, 'invalid-input', /often cannot be read/],
  ['a threshold without limits', { anomalies: { method: 'threshold' } }, 'invalid-input', /lower limit/],
  ['an empty name', { name: '  ' }, 'invalid-input', /./],
  ['a name that is taken', { name: 'Door' }, 'conflict', /already/],
])('%s is a clear error', async (_, settings, code, message) => {
  const engine = makeEngine();
  const { snapshot } = await importText(engine, sales(1));
  await keep(engine, snapshot.datasetId);
  await expect(engine.client.call('checkpoints.save', { checkpoint: { name: 'Other', datasetId: snapshot.datasetId, ...settings } })).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  expect(await engine.client.call('checkpoints.list', {})).toHaveLength(1);
});

test('without kept rules there is nothing to hold a version up to', async () => {
  const engine = makeEngine();
  const { snapshot } = await importText(engine, sales(1));
  await expect(engine.client.call('checkpoints.save', { checkpoint: { name: 'Door', datasetId: snapshot.datasetId } })).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(/No rules are kept for sales/) as string });
});

test('figures over versions have bands, and what jumps out is told and counted as a warning', async () => {
  const engine = makeEngine();
  const { client } = engine;
  const { snapshot } = await importText(engine, sales(1));
  const { datasetId } = snapshot;
  await keep(engine, datasetId, { actions: { warning: ['warn', 'notify'] } });
  for (const seed of [2, 3, 4, 5, 6]) await importText(engine, sales(seed, { rows: 200 + seed }));
  const jumped = await importText(engine, sales(7, { rows: 203, missing: 0.3 }));
  expect(jumped.warnings).toMatchObject([{ code: 'checkpoint-warned', message: expect.stringMatching(/Null share of price jumped from [\d.]+ % to [\d.]+ %, outside 0 % to [\d.]+ %/) as string }]);

  expect((await client.call('project.overview', {})).standings).toContainEqual(expect.objectContaining({ tone: 'attention', title: 'A checkpoint warns of sales v7.', reason: expect.stringMatching(/Null share of price jumped/) as string }));
  const { versions, statistics, anomalies } = await client.call('quality.statistics', { datasetId });
  expect(versions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const nulls = statistics.find(({ key }) => key === 'null-share price');
  expect(nulls?.points.map(({ lower }) => lower === null)).toEqual([true, true, true, true, true, false, false]);
  expect(nulls?.points.at(-1)).toMatchObject({ anomalous: true, lower: 0 });
  expect(anomalies[0]?.number).toBe(7);
  expect(anomalies.filter(({ column }) => column === 'price')).toMatchObject([{ number: 7, key: 'null-share price' }]);
  expect(statistics[0]?.points.at(-1)?.anomalous).toBe(true);
  const mean = statistics.find(({ kind }) => kind === 'figure');
  expect(mean).toMatchObject({ name: expect.stringMatching(/^units: /) as string, unit: 'number' });
  expect(mean?.points.map(({ value }) => value === null)).toEqual([true, false, false, false, false, false, false]);
  expect(statistics.find(({ kind }) => kind === 'pass-rate')?.points.at(-1)?.value).toBe(1);
  const calm = await client.call('quality.statistics', { datasetId, rule: { method: 'threshold', upper: 1e6 } });
  expect(calm.anomalies).toEqual([]);
  await expect(client.call('quality.statistics', { datasetId, rule: { method: 'absolute-change' } })).rejects.toMatchObject({ code: 'invalid-input' });
});

test('what follows from findings: the worst action wins, and an override covers only what it named', () => {
  const actions: Checkpoint['actions'] = { critical: ['block'], warning: ['warn', 'notify'], info: [] };
  const [critical, warning, info] = [{ key: 'a', severity: 'critical' as const, message: 'a', rows: 2 }, { key: 'b', severity: 'warning' as const, message: 'b', rows: 0 }, { key: 'c', severity: 'info' as const, message: 'c', rows: 1 }];
  expect([[], [info], [info, warning], [warning, critical]].map((findings) => verdictOf(actions, findings))).toEqual(['passed', 'noted', 'warned', 'blocked']);
  expect(asking(actions, [critical, warning, info], 'notify')).toEqual([warning]);
  const run: CheckpointRun = { id: 'r', checkpointId: 'c', checkpoint: 'Door', datasetId: 'd', datasetName: 'sales', snapshotId: 's', number: 1, occasion: 'import', verdict: 'blocked', schemaVersion: 1, statistics: null, findings: [critical, { ...critical, key: 'd' }, warning], found: 3, at: 0 };
  expect(blockingOf([run], [{ reason: 'x', findings: ['a'], at: 1 }], () => actions).map(({ key }) => key)).toEqual(['d']);
  expect(blockingOf([run], [], () => null)).toEqual([]);
});
