/** Monitoring over a real engine: two versions of a shop, looks, references, rules and alerts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ColumnDrift, DriftReport } from '@shared/areas/monitoring';
import { createRandom } from '@engine/math';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { temporaryFolder } from '../../../helpers/temporary';

/** Units follow price and colour; `shift` raises prices, `colours` are dealt evenly. */
function shopCsv(seed: number, { shift = 0, colours = ['red', 'white', 'blue'], rows = 120, extra = '' }: { shift?: number; colours?: readonly string[]; rows?: number; extra?: string } = {}): string {
  const random = createRandom(seed);
  const lines = [`price,colour,stock,empty_column,note${extra === '' ? '' : `,${extra}`},units_sold`];
  for (let row = 0; row < rows; row++) {
    const price = 5 + random.integer(40) / 4 + shift;
    const colour = colours[random.integer(colours.length)] ?? '';
    const units = Math.round(Math.exp(5 - price / 8 + (colour === 'white' ? 0.8 : 0) + random.normal() * 0.2));
    lines.push(`${price.toFixed(2)},${colour},${random.integer(50)},,row ${row} of the shop with words ${random.integer(9)}${extra === '' ? '' : ',1'},${units}`);
  }
  return `${lines.join('\n')}\n`;
}

async function importCsv({ client, finished }: TestEngine, name: string, text: string): Promise<string> {
  const path = join(temporaryFolder(), `${name}.csv`);
  writeFileSync(path, text);
  const { ticket } = await client.call('files.grant', { path });
  const { jobId } = await client.call('datasets.import', { ticket, name, reading: { onAmbiguous: 'guess' } });
  const job = await finished(jobId);
  const result = job.result as { snapshot: { id: string } | null } | null;
  if (!result?.snapshot) throw new Error(`not imported: ${JSON.stringify(job)}`);
  return result.snapshot.id;
}

async function look(engine: TestEngine, currentId: string, referenceId?: string): Promise<{ run: { id: string; number: number }; alerts: { kind: string; column: string | null; message: string }[] }> {
  const { jobId } = await engine.client.call('monitoring.run', { currentId, referenceId });
  const job = await engine.finished(jobId);
  if (job.error) throw new Error(job.error.message);
  return job.result as Awaited<ReturnType<typeof look>>;
}

function columnOf(report: DriftReport, name: string): ColumnDrift {
  const found = report.columns.find(({ column }) => column === name);
  if (!found) throw new Error(`no column ${name}`);
  return found;
}

describe('two versions', () => {
  test('are compared column by column; a bad column gives its reason and spoils nothing', async () => {
    const engine = makeEngine();
    const reference = await importCsv(engine, 'shop', shopCsv(1));
    const current = await importCsv(engine, 'shop', shopCsv(2, { shift: 4, colours: ['red', 'white', 'teal'], extra: 'new_column' }));
    const report = await engine.client.call('monitoring.compare', { referenceId: reference, currentId: current, columns: ['price', 'stock', 'colour', 'empty_column', 'new_column', 'note'] });
    expect(columnOf(report, 'price')).toMatchObject({ type: 'num', method: 'ks', threshold: 0.05, drifted: true, reason: null });
    expect(columnOf(report, 'stock')).toMatchObject({ method: 'ks', drifted: false });
    expect(columnOf(report, 'colour')).toMatchObject({ type: 'cat', method: 'chisquare', score: 0, drifted: true, unseen: { values: 1, examples: ['teal'] } });
    expect(columnOf(report, 'empty_column').reason).toMatch(/empty/);
    expect(columnOf(report, 'new_column').reason).toMatch(/reference has no such column/);
    expect(report.dataset.compared).toBe(report.columns.filter(({ method }) => method !== null).length);
    for (const { bins } of report.columns.filter(({ bins: drawn }) => drawn.length > 0)) {
      expect(bins.reduce((total, bin) => total + bin.reference, 0)).toBeCloseTo(1);
      expect(bins.reduce((total, bin) => total + bin.current, 0)).toBeCloseTo(1);
    }
    expect(report.performance.reason).toMatch(/no champion/);
  });

  test('the order is column, then all, then the default; a method that does not fit is a reason', async () => {
    const engine = makeEngine();
    const [a, b] = [await importCsv(engine, 'shop', shopCsv(1)), await importCsv(engine, 'shop', shopCsv(2))];
    const report = await engine.client.call('monitoring.compare', { referenceId: a, currentId: b, method: 'wasserstein', methods: { stock: 'psi' }, threshold: 0.3, thresholds: { stock: 9 }, types: { units_sold: 'cat' } });
    expect(columnOf(report, 'price')).toMatchObject({ method: 'wasserstein', threshold: 0.3 });
    expect(columnOf(report, 'stock')).toMatchObject({ method: 'psi', threshold: 9, drifted: false });
    expect(columnOf(report, 'colour').reason).toMatch(/wasserstein is for columns of type num/);
    expect(columnOf(report, 'units_sold').reason).toMatch(/not cat/);
  });

  test('the same version, an unknown column and a version that is not there are refused', async () => {
    const engine = makeEngine();
    const [a, b] = [await importCsv(engine, 'shop', shopCsv(1)), await importCsv(engine, 'shop', shopCsv(2))];
    await expect(engine.client.call('monitoring.compare', { referenceId: a, currentId: a })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(engine.client.call('monitoring.compare', { referenceId: a, currentId: b, columns: ['nope'] })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(engine.client.call('monitoring.compare', { referenceId: a, currentId: 'f'.repeat(64) })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('one column by every method', async () => {
    const engine = makeEngine();
    const [a, b] = [await importCsv(engine, 'shop', shopCsv(1)), await importCsv(engine, 'shop', shopCsv(2, { shift: 2 }))];
    const methods = await engine.client.call('monitoring.methods', { referenceId: a, currentId: b, column: 'price' });
    expect(methods[0]).toMatchObject({ method: 'ks', isDefault: true });
    expect(methods.map(({ method }) => method)).toContain('psi');
    expect(methods.every(({ score, reason }) => score !== null || reason !== null)).toBe(true);
  });
});

test('with a champion: used columns, effect on predictions, performance on the new rows', async () => {
  const engine = makeEngine();
  const reference = await importCsv(engine, 'shop', shopCsv(1, { rows: 200 }));
  const { jobId } = await engine.client.call('tracking.train', { snapshotId: reference, target: 'units_sold', models: ['median', 'ridge'], folds: 3, exclude: ['stock', 'note'] });
  const trained = (await engine.finished(jobId)).result as { best: string };
  await engine.client.call('registry.promote', { runId: trained.best, alias: 'champion', reason: 'best of the race' });
  const current = await importCsv(engine, 'shop', shopCsv(2, { rows: 200, shift: 4 }));
  const report = await engine.client.call('monitoring.compare', { referenceId: reference, currentId: current });
  const price = columnOf(report, 'price');
  expect(price).toMatchObject({ used: true, drifted: true });
  // Units fall by exp(-4/8): about 40 % less.
  expect(price.predictionChange).toBeLessThan(-0.25);
  expect(price.predictionChange).toBeGreaterThan(-0.55);
  expect(price.meaning).toMatch(/lower predicted sales by/);
  expect(columnOf(report, 'stock')).toMatchObject({ used: false, meaning: expect.stringMatching(/does not use it/) as string });
  expect(report.prediction).toMatchObject({ drifted: true });
  expect(report.performance.current?.quality.rows).toBe(200);
  expect(report.performance.reference?.heldOut).toBe(true);
  expect(report.performance.current?.metric.baseline).toBeGreaterThan(report.performance.current?.metric.value ?? Infinity);
  expect(report.performance.bias.map(({ column }) => column)).toContain('price');
});

test('the same distribution has no effect at all', async () => {
  const engine = makeEngine();
  const reference = await importCsv(engine, 'shop', shopCsv(1, { rows: 150 }));
  const { jobId } = await engine.client.call('tracking.train', { snapshotId: reference, target: 'units_sold', models: ['ridge'], folds: 3 });
  const trained = (await engine.finished(jobId)).result as { best: string };
  await engine.client.call('registry.promote', { runId: trained.best, alias: 'champion', reason: 'only one' });
  const lines = shopCsv(1, { rows: 150 }).trim().split('\n');
  const [head = '', ...rows] = lines;
  const current = await importCsv(engine, 'shop', [head, ...rows.reverse()].join('\n'));
  const report = await engine.client.call('monitoring.compare', { referenceId: reference, currentId: current });
  for (const column of report.columns.filter(({ predictionChange }) => predictionChange !== null)) expect(Math.abs(column.predictionChange ?? 1)).toBeLessThan(1e-9);
  expect(report.dataset.driftedColumns).toBe(0);
});

describe('looks and alerts', () => {
  test('a look is kept with the same bytes for the same data; rules fire, resolve and are heard', async () => {
    const engine = makeEngine();
    const first = await importCsv(engine, 'shop', shopCsv(1));
    await expect(look(engine, first)).rejects.toThrow(/no earlier version/);
    const calm = await importCsv(engine, 'shop', shopCsv(2));
    const shifted = await importCsv(engine, 'shop', shopCsv(3, { shift: 6 }));
    expect(await engine.client.call('monitoring.reference', { snapshotId: calm })).toMatchObject({ snapshot: { snapshotId: first } });
    await engine.client.call('monitoring.acceptReference', { snapshotId: first });

    expect((await look(engine, calm)).alerts).toEqual([]);
    const fired = await look(engine, shifted);
    expect(fired.alerts.map(({ kind, column }) => `${kind} ${column ?? ''}`)).toContain('firing price');
    const again = await look(engine, shifted);
    expect(again.alerts).toEqual([]);
    const [one, two] = await Promise.all([engine.client.call('monitoring.get', { monitorRunId: fired.run.id }), engine.client.call('monitoring.get', { monitorRunId: again.run.id })]);
    expect(JSON.stringify(two.report)).toBe(JSON.stringify(one.report));
    expect((await engine.client.call('monitoring.alerts', {})).unseen).toBe(fired.alerts.length);
    await engine.client.call('monitoring.markSeen', {});
    expect((await engine.client.call('monitoring.alerts', {})).unseen).toBe(0);

    const resolved = await look(engine, calm);
    expect(resolved.alerts.map(({ kind }) => kind)).toContain('resolved');
    expect((await engine.client.call('monitoring.alerts', {})).alerts).toEqual([]);
    expect((await engine.client.call('monitoring.runs', {})).map(({ number }) => number)).toEqual([4, 3, 2, 1]);
  });

  test('a rule of one column fires on the second look in a row; muted it tells nobody', async () => {
    const engine = makeEngine();
    const reference = await importCsv(engine, 'shop', shopCsv(1));
    const [second, third] = [await importCsv(engine, 'shop', shopCsv(2, { shift: 5 })), await importCsv(engine, 'shop', shopCsv(3, { shift: 5 }))];
    const rule = await engine.client.call('monitoring.saveRule', { rule: { name: 'Dear', metric: 'column-mean', column: 'price', operator: '>', value: 12, forBatches: 2 } });
    expect((await look(engine, second, reference)).alerts).toEqual([]);
    expect((await engine.client.call('monitoring.alerts', {})).alerts).toMatchObject([{ state: 'pending', column: 'price', breaches: 1 }]);
    await engine.client.call('monitoring.muteRule', { id: rule.id, until: Date.UTC(2027, 0, 1) });
    const { alerts } = await look(engine, third, reference);
    expect(alerts).toMatchObject([{ kind: 'firing', muted: true, column: 'price' }]);
    expect((await engine.client.call('monitoring.alerts', {})).unseen).toBe(0);
    await engine.client.call('monitoring.deleteRule', { id: rule.id });
    expect((await engine.client.call('monitoring.alerts', {})).alerts).toEqual([]);
    await expect(engine.client.call('monitoring.deleteRule', { id: rule.id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(engine.client.call('monitoring.saveRule', { rule: { name: ' ', metric: 'rows', operator: '<', value: 1 } })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('a rule for a column that is gone is resolved after two looks', async () => {
    const engine = makeEngine();
    const reference = await importCsv(engine, 'shop', shopCsv(1));
    const wide = await importCsv(engine, 'shop', shopCsv(2, { shift: 5 }));
    const narrow = await importCsv(engine, 'shop', shopCsv(3).replaceAll(/^[^,]*,/gm, ''));
    await engine.client.call('monitoring.saveRule', { rule: { name: 'Price', metric: 'column-drifted', column: 'price', operator: '>=', value: 1 } });
    expect((await look(engine, wide, reference)).alerts).toMatchObject([{ kind: 'firing' }]);
    // The column stays in the report with its reason; the rule has no data for it.
    expect((await look(engine, narrow, reference)).alerts).toMatchObject([{ kind: 'no-data', column: 'price' }]);
  });
});
