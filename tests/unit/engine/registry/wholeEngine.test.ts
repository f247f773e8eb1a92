/** The whole engine: a champion of another snapshot answers for new rows, slices, lineage to the source, and older projects. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { GateEvaluation, GateRule } from '@shared/areas/gates';
import { createRandom } from '@engine/math';
import { openDatabase } from '@engine/storage/database';
import { migrate } from '@engine/storage/migrate';
import { migrations } from '@engine/storage/migrations';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { temporaryFolder } from '../../../helpers/temporary';

/** Units follow price and colour. Rows of a seed are the same in every file. */
function lines(from: number, to: number, noise = 0.2): string[] {
  return Array.from({ length: to - from }, (_, i) => {
    const random = createRandom(from + i + 1);
    const price = 1 + random.integer(60) / 4;
    const colour = ['red', 'white', 'blue'][random.integer(3)] ?? '';
    const units = Math.round(Math.exp(5 - price / 8 + (colour === 'red' ? 0.8 : 0) + random.normal() * noise));
    return `${price.toFixed(2)},${colour},m${random.integer(25)},${units}`;
  });
}

async function importRows(engine: TestEngine, name: string, rows: readonly string[]): Promise<string> {
  const path = join(temporaryFolder(), `${name}.csv`);
  writeFileSync(path, `price,colour,merchant_id,units_sold\n${rows.join('\n')}\n`);
  const { ticket } = await engine.client.call('files.grant', { path });
  const { jobId } = await engine.client.call('datasets.import', { ticket, name });
  const job = await engine.finished(jobId);
  return (job.result as { snapshot: { id: string } }).snapshot.id;
}

async function train(engine: TestEngine, snapshotId: string, models: ('median' | 'ridge' | 'gradient-boosting')[], more: Record<string, unknown> = {}): Promise<string[]> {
  const { jobId } = await engine.client.call('tracking.train', { snapshotId, target: 'units_sold', models, folds: 4, ...more });
  return ((await engine.finished(jobId)).result as { runIds: string[] }).runIds;
}

async function gate(engine: TestEngine, runId: string): Promise<GateEvaluation> {
  const { jobId } = await engine.client.call('registry.gate', { runId });
  const job = await engine.finished(jobId);
  if (job.state !== 'succeeded') throw new Error(job.error?.message ?? job.state);
  return job.result as GateEvaluation;
}

describe('a champion of an older snapshot', () => {
  it('uses its held-out answers for rows it learned from, and its model for new ones', async () => {
    const engine = makeEngine();
    const first = await importRows(engine, 'shop', lines(0, 120));
    const [, ridge = ''] = await train(engine, first, ['median', 'ridge']);
    await engine.client.call('registry.promote', { runId: ridge, alias: 'champion', reason: 'first' });
    // 80 rows stay, in another order; 60 are new.
    const second = await importRows(engine, 'shop', [...lines(120, 180), ...lines(40, 120)]);
    const [, next = ''] = await train(engine, second, ['median', 'ridge']);
    const { comparison, notComparable, championRunId } = await gate(engine, next);
    expect(notComparable).toBeNull();
    expect(championRunId).toBe(ridge);
    expect(comparison).toMatchObject({ rowsPaired: 140, rowsAnswered: 60, rowsLeftOut: 0 });
  });

  it('leaves out rows it learned from without a held-out answer', async () => {
    const engine = makeEngine();
    const dated = lines(0, 120).map((line, i) => `${new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10)},${line}`);
    const path = join(temporaryFolder(), 'dated.csv');
    writeFileSync(path, `day,price,colour,merchant_id,units_sold\n${dated.join('\n')}\n`);
    const { ticket } = await engine.client.call('files.grant', { path });
    const imported = await engine.finished((await engine.client.call('datasets.import', { ticket, name: 'dated' })).jobId);
    const snapshotId = (imported.result as { snapshot: { id: string } }).snapshot.id;
    const [, early = ''] = await train(engine, snapshotId, ['median', 'ridge'], { split: 'time', dateColumn: 'day', exclude: ['day'] });
    await engine.client.call('registry.promote', { runId: early, alias: 'champion', reason: 'first' });
    const [, next = ''] = await train(engine, snapshotId, ['median', 'ridge'], { exclude: ['day'] });
    const { comparison } = await gate(engine, next);
    expect((comparison?.rowsPaired ?? 0) + (comparison?.rowsLeftOut ?? 0)).toBe(120);
    expect(comparison?.rowsLeftOut).toBeGreaterThan(0);
    expect(comparison?.rowsAnswered).toBe(0);
  });

  it('that reads a column the new data lacks cannot be compared: insufficient, and the reason names it', async () => {
    const engine = makeEngine();
    const first = await importRows(engine, 'shop', lines(0, 100));
    const [, ridge = ''] = await train(engine, first, ['median', 'ridge']);
    await engine.client.call('registry.promote', { runId: ridge, alias: 'champion', reason: 'first' });
    const path = join(temporaryFolder(), 'narrow.csv');
    writeFileSync(path, `price,merchant_id,units_sold\n${lines(200, 320).map((line) => line.replace(/,(red|white|blue)/, '')).join('\n')}\n`);
    const { ticket } = await engine.client.call('files.grant', { path });
    const imported = await engine.finished((await engine.client.call('datasets.import', { ticket, name: 'shop' })).jobId);
    const [, next = ''] = await train(engine, (imported.result as { snapshot: { id: string } }).snapshot.id, ['median', 'ridge']);
    const evaluation = await gate(engine, next);
    expect(evaluation).toMatchObject({ verdict: 'insufficient', comparison: null, notComparable: expect.stringMatching(/"colour"/) });
  });
});

describe('rules that are saved', () => {
  it('judge every part of the data, bounds and changes; a worse part refuses', async () => {
    const engine = makeEngine();
    const snapshotId = await importRows(engine, 'shop', lines(0, 240));
    const [, ridge = ''] = await train(engine, snapshotId, ['median', 'ridge', 'gradient-boosting']);
    await engine.client.call('registry.promote', { runId: ridge, alias: 'champion', reason: 'first' });
    // Without the colour the red dresses are missed most.
    const [, blind = ''] = await train(engine, snapshotId, ['median', 'ridge'], { exclude: ['colour'] });
    const rules: GateRule[] = [
      { rule: 'slice', column: 'colour', metric: 'rmsle', mostWorse: 0.1, smallestSlice: 30 },
      { rule: 'slice', column: 'price', metric: 'mae', mostWorse: 10, smallestSlice: 30 },
      { rule: 'slice', column: 'size', metric: 'mae', mostWorse: 1, smallestSlice: 30 },
      { rule: 'bound', metric: 'rmsle', threshold: 0.001, greaterIsBetter: false },
      { rule: 'change', metric: 'rmsle', minRelativeChange: 0.01, greaterIsBetter: false },
      { rule: 'bound', metric: 'stepAccuracy', threshold: 0.1, greaterIsBetter: true },
    ];
    expect(await engine.client.call('registry.saveRules', { rules })).toEqual({ version: 1 });
    expect(await engine.client.call('registry.saveRules', { rules })).toEqual({ version: 1 });
    const evaluation = await gate(engine, blind);
    expect(evaluation.verdict).toBe('fail');
    expect(evaluation.rules.map(({ state }) => state)).toEqual(['fail', 'pass', 'fail', 'fail', 'fail', 'fail']);
    expect(evaluation.rules[0]?.reason).toMatch(/where colour is .*red/);
    expect(evaluation.rules[2]?.reason).toMatch(/no column "size"/);
    expect(evaluation.rules[5]?.reason).toMatch(/was not measured/);
    await expect(engine.client.call('registry.saveRules', {})).rejects.toThrow(/either a list of rules or a document/);
    await expect(engine.client.call('registry.saveRules', { document: '{"rules":[{"rule":"no-leak"},{"rule":"no-leak"}]}' })).rejects.toThrow(/two rules/);
    expect((await engine.client.call('registry.rules', {})).rules).toEqual(rules);
  });
});

describe('lineage', () => {
  it('leads from a forecast over version, run, race and data to the source file and its rows, each with a view', async () => {
    const engine = makeEngine();
    const snapshotId = await importRows(engine, 'shop', lines(0, 100));
    const [, ridge = ''] = await train(engine, snapshotId, ['median', 'ridge']);
    await engine.client.call('registry.promote', { runId: ridge, alias: 'champion', reason: 'first' });
    const scored = await engine.finished((await engine.client.call('forecasting.score', { model: 'champion', snapshotId })).jobId);
    const { id } = (scored.result as { forecast: { id: string } }).forecast;
    const { nodes, edges } = await engine.client.call('project.lineage', { kind: 'forecast', id });
    expect(nodes[0]).toMatchObject({ kind: 'forecast', id });
    expect(new Set(nodes.map(({ kind }) => kind))).toEqual(new Set(['forecast', 'version', 'run', 'race', 'snapshot', 'source', 'rows']));
    expect(edges.map(({ from, to, label }) => `${from.kind} ${label} ${to.kind}`)).toEqual(expect.arrayContaining(['forecast made by version', 'forecast scored snapshot', 'version is run', 'run trained in race', 'race learned from snapshot', 'snapshot read from source', 'source holds rows']));
    expect(nodes.every(({ address }) => address?.startsWith('#/'))).toBe(true);
    expect(nodes.find(({ kind }) => kind === 'source')).toMatchObject({ title: 'shop.csv', facts: [expect.stringMatching(/^SHA-256 [0-9a-f]{12}/), expect.stringMatching(/bytes/), expect.stringMatching(/utf-8/)] });
    const forward = await engine.client.call('project.lineage', { kind: 'snapshot', id: snapshotId, direction: 'forward' });
    expect(forward.nodes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['race', 'run', 'run', 'version', 'forecast']));
    expect(forward.nodes.some(({ kind }) => kind === 'source')).toBe(false);
    await engine.finished((await engine.client.call('reports.write', { subject: { forecastId: id }, format: 'html' })).jobId);
    await engine.finished((await engine.client.call('reports.write', { subject: { forecastId: id }, format: 'html' })).jobId);
    const whole = await engine.client.call('project.lineage', { kind: 'source', id: snapshotId, direction: 'both' });
    const reports = whole.nodes.filter(({ kind }) => kind === 'report');
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ title: expect.stringMatching(/\.html$/) as string, address: `#/forecast/report?forecast=${id}` });
    expect(whole.nodes.find(({ kind }) => kind === 'version')?.marks).toEqual(['champion']);
    // Both ways tell the same: what leads forward to a thing leads back from it.
    const back = await engine.client.call('project.lineage', { kind: 'report', id: reports[0]!.id, direction: 'back' });
    const told = new Set(whole.edges.map((edge) => JSON.stringify(edge)));
    expect(back.edges.every((edge) => told.has(JSON.stringify(edge)))).toBe(true);
    await importRows(engine, 'shop', lines(0, 120));
    const later = await engine.client.call('project.lineage', { kind: 'snapshot', id: snapshotId, direction: 'forward' });
    expect(later.nodes.filter(({ marks }) => marks.includes('stale')).map(({ kind }) => kind).sort()).toEqual(['forecast', 'version']);
    await expect(engine.client.call('project.lineage', { kind: 'dream', id })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(engine.client.call('project.lineage', { kind: 'run', id: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(engine.client.call('project.lineage', { kind: 'version', id: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('an older project: runs that were promoted become versions in the order of their promotion', () => {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, 'almanac.db'));
  onTestFinished(() => void db.close());
  // As it was while the highest number alone was kept.
  migrate(db, migrations.filter(({ version }) => [10, 20, 30, 40, 50, 60].includes(version)), folder);
  db.exec('drop table schema_steps');
  db.exec("insert into datasets (id, name, created_at) values ('d1', 'shop', 0)");
  db.exec("insert into snapshots (id, dataset_id, number, source_name, source_sha256, source_size_bytes, table_sha256, table_size_bytes, rows, columns, reading, warnings, records, created_at) values ('s1', 'd1', 1, '', '', 0, '', 0, 0, '[]', '{}', '[]', '{}', 0)");
  db.exec(`insert into experiments (id, number, job_id, snapshot_id, request, metric, target_transform, leakage, used_columns, excluded_columns, rows, repeated_rows, missing_target_rows, plan_object, rows_digest, split_digest, created_at)
    values ('e1', 1, 'j1', 's1', '{"target":"units"}', 'rmsle', 'log1p', '[]', '[]', '[]', 1, 0, 0, '', '', '', 0)`);
  for (const [i, model] of ['ridge', 'mean', 'median'].entries()) {
    db.prepare("insert into runs (id, number, experiment_id, model, state, parameters, metrics, importance, backend, folds_done, folds_total, duration_ms, app_version, uses_leak, notes, created_at) values (?, ?, 'e1', ?, 'finished', '{}', '{}', '[]', '', 1, 1, 0, '', 0, '', 0)").run(`r${i + 1}`, i + 1, model);
  }
  for (const [i, run] of ['r2', 'r1', 'r2'].entries()) db.prepare("insert into decisions (alias, run_id, previous_run_id, reason, decided_at) values ('champion', ?, null, 'because', ?)").run(run, i);
  migrate(db, migrations, folder);
  expect(db.prepare('select name, target, task from registered_models').all()).toEqual([{ name: 'units of shop', target: 'units', task: 'regression' }]);
  expect(db.prepare('select run_id, number from model_versions order by number').all()).toEqual([{ run_id: 'r2', number: 1 }, { run_id: 'r1', number: 2 }]);
  expect(db.prepare('select distinct model_id, kind from decisions').all()).toEqual([{ model_id: 'model-1', kind: 'promoted' }]);
  expect(() => db.prepare("update decisions set reason = 'x'").run()).toThrow(/append-only/);
});
