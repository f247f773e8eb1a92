/** Pipelines on a real engine: reuse, what a change costs, questions, refusals, cancel, retry, resume, dry run, triggers. */
import { copyFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PipelineRun } from '@shared/areas/pipelines';
import type { PipelineDefinition } from '@shared/areas/pipelineDefinition';
import { createRandom } from '@engine/math';
import { foldRun } from '@engine/pipelines/runFold';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { steadyClock, temporaryFolder } from '../../../helpers/temporary';

/** Products whose sales follow price and colour. */
function writeShop(path: string, seed: number, rows = 160, columns = 'product_id,price,colour,units_sold'): string {
  const random = createRandom(seed);
  const lines = [columns];
  for (let i = 0; i < rows; i++) {
    const price = 1 + random.next() * 30;
    const colour = Math.floor(random.next() * 4);
    lines.push([`p${seed}-${i}`, price.toFixed(2), ['white', 'black', 'red', 'blue'][colour], Math.round(Math.exp(5 - price / 10 + colour / 3 + random.next() / 4)), 'more'].slice(0, columns.split(',').length).join(','));
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

interface Bench extends TestEngine {
  readonly folder: string;
  run(file?: string, until?: string): Promise<PipelineRun>;
  newest(): Promise<PipelineRun>;
}

async function open(change: (definition: PipelineDefinition) => PipelineDefinition = (same) => same, settings: Parameters<typeof makeEngine>[0] = {}): Promise<Bench> {
  const engine = makeEngine(settings);
  const folder = temporaryFolder();
  const [template] = await engine.client.call('pipelines.templates', { dataset: 'shop' });
  if (!template) throw new Error('No template.');
  const steps = template.steps.map((step) => (step.name === 'train' ? { ...step, retry: { limit: 0, delayMs: 0, backoff: 1 }, parameters: { models: ['ridge'], folds: 3, target: 'units_sold' } } : step));
  await engine.client.call('pipelines.save', { definition: change({ ...template, steps }) });
  async function newest(): Promise<PipelineRun> {
    const [run] = await engine.client.call('pipelines.runs', {});
    if (!run) throw new Error('No run.');
    return run;
  }
  return {
    ...engine,
    folder,
    newest,
    async run(file, until) {
      const source = file === undefined ? {} : { ticket: (await engine.client.call('files.grant', { path: file })).ticket };
      const { jobId } = await engine.client.call('pipelines.run', { name: 'monthly-forecast', ...source, until });
      const job = await engine.finished(jobId);
      if (job.error) throw new Error(job.error.message);
      return newest();
    },
  };
}

const statesOf = (run: PipelineRun): string[] => run.steps.map(({ name, state, reused }) => `${name} ${reused ? 'reused' : state}`);
const reusedOf = (run: PipelineRun): string[] => run.steps.filter(({ reused }) => reused).map(({ name }) => name);

function change(definition: PipelineDefinition, name: string, parameters: PipelineDefinition['steps'][number]['parameters']): PipelineDefinition {
  return { ...definition, steps: definition.steps.map((step) => (step.name === name ? { ...step, parameters: { ...step.parameters, ...parameters } } : step)) };
}

describe('a run', () => {
  test('reads the file by the recipe of its dataset, and anew only where that changes', async () => {
    const bench = await open();
    const save = (header: string[], role: 'price' | 'ignore') => bench.client.call('datasets.saveRecipe', { recipe: { format: 'almanac-recipe', formatVersion: 1, name: 'shop', header, reading: {}, columns: [{ header: 'Preis', name: 'price', role }] } });
    const header = ['product_id', 'Preis', 'colour', 'units_sold'];
    await save(header, 'price');
    const file = writeShop(join(bench.folder, 'march.csv'), 3, 160, header.join(','));
    await bench.run(file, 'import');
    expect((await bench.client.call('datasets.snapshot', { ref: 'shop' })).columns.map(({ name }) => name)).toEqual(['product_id', 'price', 'colour', 'units_sold']);
    expect((await bench.client.call('datasets.recipe', { name: 'shop' })).version).toBe(1);
    expect(reusedOf(await bench.run(file, 'import'))).toEqual(['import']);
    await save(header, 'ignore');
    expect(reusedOf(await bench.run(file, 'import'))).toEqual([]);
    const other = await bench.run(writeShop(join(bench.folder, 'april.csv'), 4, 160, 'product_id,Kosten,colour,units_sold'), 'import');
    expect(other.steps[0]).toMatchObject({ state: 'refused', said: { reason: expect.stringContaining('"Preis"') as string } });
  });

  test('goes from file to report, and again reuses every step', async () => {
    const bench = await open();
    const file = writeShop(join(bench.folder, 'a.csv'), 1);
    const first = await bench.run(file);
    expect(statesOf(first)).toEqual(['import', 'check', 'profile', 'train', 'evaluate', 'gate', 'approve', 'promote', 'score', 'drift', 'report'].map((name) => `${name} done`));
    expect((await bench.client.call('registry.champion', {}))?.decision.cause).toEqual({ by: 'pipeline', name: 'monthly-forecast', runId: first.id });
    const again = await bench.run();
    expect(again.state).toBe('succeeded');
    expect(reusedOf(again)).toHaveLength(11);
    expect(reusedOf(await bench.run(file))).toHaveLength(11);
    expect(await bench.client.call('forecasting.list', {})).toHaveLength(1);
    const freshness = await bench.client.call('pipelines.freshness', { name: 'monthly-forecast' });
    expect(freshness.map(({ product, fresh }) => [product, fresh])).toEqual([['data', true], ['champion', true], ['forecast', true], ['report', true]]);
  });

  test('the log folds to what is stored, and no finished step is made twice', async () => {
    const bench = await open();
    await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    const run = await bench.run();
    for (const each of await bench.client.call('pipelines.runs', {})) expect(foldRun(await bench.client.call('pipelines.events', { runId: each.id }))).toEqual(each);
    const made = (await Promise.all((await bench.client.call('pipelines.runs', {})).map(({ id }) => bench.client.call('pipelines.events', { runId: id })))).flat().filter(({ kind, data }) => kind === 'output' && data.key !== undefined).map(({ data }) => data.key);
    expect(new Set(made).size).toBe(made.length);
    expect(run.durationMs).toBe(0);
  });

  test('a changed step costs itself and what reads of it; a dry run says so before and writes nothing', async () => {
    const bench = await open();
    await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    const { definition } = await bench.client.call('pipelines.get', { name: 'monthly-forecast' });
    await bench.client.call('pipelines.save', { definition: change(definition, 'score', { level: 0.8 }) });
    const plan = await bench.client.call('pipelines.dryRun', { name: 'monthly-forecast' });
    expect(plan.steps.slice(-4).map(({ name, verdict, reason }) => [name, verdict, reason])).toEqual([
      ['promote', 'reused', 'The same was made in run 1.'],
      ['score', 'runs', 'Its parameters changed.'],
      ['drift', 'reused', 'The same was made in run 1.'],
      ['report', 'unknown', 'Depends on what score brings.'],
    ]);
    expect(await bench.client.call('pipelines.runs', {})).toHaveLength(1);
    expect(reusedOf(await bench.run())).toEqual(['import', 'check', 'profile', 'train', 'evaluate', 'gate', 'approve', 'promote', 'drift']);
  });

  test('a role that changed makes the race run again, for it decides what is learned from', async () => {
    const bench = await open();
    await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    const [dataset] = await bench.client.call('datasets.list', {});
    await bench.client.call('datasets.setColumns', { datasetId: dataset?.id ?? '', columns: [{ name: 'colour', role: 'ignore' }] });
    const plan = await bench.client.call('pipelines.dryRun', { name: 'monthly-forecast' });
    expect(plan.steps.find(({ name }) => name === 'train')).toMatchObject({ verdict: 'runs', reason: 'What it reads of the project changed.' });
  });

  test('foreach: a model that is added is the only one that is trained', async () => {
    const bench = await open((definition) => ({ ...definition, steps: definition.steps.slice(0, 5).map((step) => (step.name === 'train' ? { ...step, foreach: 'models', parameters: { ...step.parameters, models: ['ridge'] } } : step)) }));
    await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    const { definition } = await bench.client.call('pipelines.get', { name: 'monthly-forecast' });
    await bench.client.call('pipelines.save', { definition: change(definition, 'train', { models: ['ridge', 'median'] }) });
    const run = await bench.run();
    expect(run.steps.find(({ name }) => name === 'train')?.items.map(({ item, reused }) => [item, reused])).toEqual([['ridge', true], ['median', false]]);
    expect(Object.keys(run.steps.find(({ name }) => name === 'train')?.outputs ?? {})).toEqual(['runs/ridge', 'runs/median']);
    expect(run.steps.at(-1)).toMatchObject({ name: 'evaluate', state: 'done', reused: false });
  });

  test('until: later steps are left', async () => {
    const bench = await open();
    const run = await bench.run(writeShop(join(bench.folder, 'a.csv'), 1), 'check');
    expect(run.state).toBe('succeeded');
    expect(run.steps.filter(({ state }) => state === 'done').map(({ name }) => name)).toEqual(['import', 'check']);
  });
});

describe('verdicts', () => {
  test('always-ask waits; a refusal keeps what was, and the same question is not asked again', async () => {
    const bench = await open((definition) => change(definition, 'approve', { policy: 'always-ask' }));
    const waiting = await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    expect(waiting.state).toBe('waiting');
    const overview = await bench.client.call('project.overview', {});
    expect(overview.counts.waitingRuns).toBe(1);
    expect(overview.due?.address).toBe('#/automate/monthly-forecast');
    const { jobId } = await bench.client.call('pipelines.decide', { runId: waiting.id, answer: 'refuse', reason: 'Not before the fair.' });
    await bench.finished(jobId);
    const run = await bench.newest();
    expect(run.state).toBe('succeeded');
    expect(run.steps.find(({ name }) => name === 'promote')?.said).toMatchObject({ title: 'No champion.' });
    expect(run.steps.find(({ name }) => name === 'score')).toMatchObject({ state: 'skipped', said: { title: 'Nothing to work on: no model.' } });
    expect((await bench.run()).state).toBe('succeeded');
    await expect(bench.client.call('pipelines.decide', { runId: run.id, answer: 'approve', reason: 'x' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a gate that fails is not put forward: the champion stays, and timeline and ledger give the reasons', async () => {
    const bench = await open();
    await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    const before = await bench.client.call('registry.champion', {});
    await bench.client.call('registry.saveRules', { rules: [{ rule: 'bound', metric: 'rmsle', threshold: 0.000001, greaterIsBetter: false }] });
    const run = await bench.run(writeShop(join(bench.folder, 'b.csv'), 2));
    expect(run.state).toBe('succeeded');
    const approve = run.steps.find(({ name }) => name === 'approve');
    expect(approve?.said?.reason).toMatch(/^RMSLE 0\.\d+ is outside the bound: at most 0\.000001/);
    expect(run.steps.find(({ name }) => name === 'promote')?.said?.title).toBe('Kept the champion, Ridge.');
    expect((await bench.client.call('registry.champion', {}))?.decision.runId).toBe(before?.decision.runId);
    const [entry] = await bench.client.call('registry.ledger', {});
    expect(entry).toMatchObject({ kind: 'refused', cause: { by: 'pipeline', name: 'monthly-forecast', runId: run.id } });
    expect(entry?.reason).toBe(approve?.said?.reason);
    // The forecast of the new file is made with the champion that stayed.
    const [forecast] = await bench.client.call('forecasting.list', {});
    expect(forecast?.runId).toBe(before?.decision.runId);
    expect((await bench.run()).steps.every(({ reused }) => reused)).toBe(true);
  });

  test('approval promotes with the reason that was given', async () => {
    const bench = await open((definition) => change(definition, 'approve', { policy: 'always-ask' }));
    const waiting = await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    await bench.finished((await bench.client.call('pipelines.decide', { runId: waiting.id, answer: 'approve', reason: 'Looked at it.' })).jobId);
    expect((await bench.newest()).state).toBe('succeeded');
    expect((await bench.client.call('registry.champion', {}))?.decision.reason).toBe('Looked at it.');
    const happenings = await bench.client.call('pipelines.happenings', { name: 'monthly-forecast' });
    expect(happenings.map(({ title }) => title)).toEqual(['Promoted Ridge.', 'Approved by hand.', 'Waits for approval.', 'Started by hand.']);
  });

  test('a file that lacks a column stops at the check and says which; it is no error', async () => {
    const bench = await open();
    await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    const run = await bench.run(writeShop(join(bench.folder, 'b.csv'), 2, 160, 'product_id,price,units'));
    expect(run.state).toBe('refused');
    expect(run.steps[1]).toMatchObject({ state: 'refused', said: { title: 'Stopped at the check: 2 columns are missing.' } });
    expect(run.steps[1]?.said?.reason).toContain('colour, units_sold');
    expect((await bench.client.call('pipelines.freshness', { name: 'monthly-forecast' })).find(({ product }) => product === 'forecast')).toMatchObject({ fresh: false, reason: 'shop v2 came in; the last one was made from shop v1.' });
  });

  test('a champion taken down by hand is not put back by itself as if nothing had happened', async () => {
    const bench = await open();
    await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    const other = (await bench.client.call('tracking.runs', {})).find(({ model }) => model === 'median');
    await bench.client.call('registry.promote', { runId: other?.id ?? '', alias: 'champion', reason: 'By hand.', override: true });
    const plan = await bench.client.call('pipelines.dryRun', { name: 'monthly-forecast' });
    expect(plan.steps.find(({ name }) => name === 'gate')).toMatchObject({ verdict: 'runs', reason: 'What it reads of the project changed.' });
  });
});

describe('trouble', () => {
  test('a step that fails is tried again as often as it may, then ends the run; resume takes it up', async () => {
    const bench = await open((definition) => ({ ...definition, steps: definition.steps.map((step) => (step.name === 'train' ? { ...step, retry: { limit: 2, delayMs: 1, backoff: 1 }, parameters: { ...step.parameters, target: 'nothing' } } : step)) }));
    const failed = await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    expect(failed.state).toBe('failed');
    expect(failed.steps.find(({ name }) => name === 'train')).toMatchObject({ state: 'failed', attempt: 3, error: { code: 'invalid-input' } });
    const kinds = (await bench.client.call('pipelines.events', { runId: failed.id })).filter(({ step }) => step === 'train').map(({ kind }) => kind);
    expect(kinds).toEqual(['started', 'retried', 'started', 'retried', 'started', 'failed']);
    await bench.finished((await bench.client.call('pipelines.resume', { runId: failed.id })).jobId);
    expect((await bench.newest()).number).toBe(1);
    expect((await bench.newest()).state).toBe('failed');
  });

  test('a step that takes too long is ended', async () => {
    const bench = await open((definition) => ({ ...definition, steps: definition.steps.map((step) => (step.name === 'train' ? { ...step, timeoutMs: 100, parameters: { ...step.parameters, models: ['random-forest', 'gradient-boosting'], folds: 10 } } : step)) }));
    const run = await bench.run(writeShop(join(bench.folder, 'a.csv'), 1, 1500));
    expect(run.steps.find(({ name }) => name === 'train')?.error?.message).toContain('took longer than 0.1 s');
  });

  test('cancel ends it and keeps what is finished; resume goes on', async () => {
    const bench = await open();
    const { ticket } = await bench.client.call('files.grant', { path: writeShop(join(bench.folder, 'a.csv'), 1) });
    const { jobId } = await bench.client.call('pipelines.run', { name: 'monthly-forecast', ticket });
    await expect.poll(async () => (await bench.client.call('pipelines.runs', {}))[0]?.steps[0]?.state, { timeout: 20_000 }).toBe('done');
    await bench.client.call('pipelines.cancel', { runId: jobId });
    expect((await bench.finished(jobId)).state).toBe('cancelled');
    const cancelled = await bench.newest();
    expect(cancelled.state).toBe('cancelled');
    await bench.finished((await bench.client.call('pipelines.resume', { runId: cancelled.id })).jobId);
    expect((await bench.newest()).state).toBe('succeeded');
    await expect(bench.client.call('pipelines.cancel', { runId: cancelled.id })).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([
    ['pipelines.get', { name: 'none' }, 'not-found'],
    ['pipelines.run', { name: 'monthly-forecast' }, 'invalid-input'],
    ['pipelines.resume', { runId: 'none' }, 'not-found'],
    ['pipelines.dryRun', { name: 'monthly-forecast', snapshotId: 'none-such' }, 'not-found'],
    ['pipelines.answerMissed', { name: 'monthly-forecast', run: true }, 'conflict'],
    ['pipelines.watchFolder', { name: 'monthly-forecast', ticket: 'x'.repeat(20) }, 'not-found'],
  ] as const)('%s with what cannot be is refused', async (endpoint, input, code) => {
    const bench = await open();
    const refused = bench.client.call(endpoint, input as never).then(async (reply) => {
      const job = await bench.finished((reply as { jobId: string }).jobId);
      throw Object.assign(new Error(job.error?.message), { code: job.error?.code });
    });
    await expect(refused).rejects.toMatchObject({ code });
    expect(await bench.client.call('pipelines.runs', {})).toEqual([]);
  });
});

describe('triggers', () => {
  const hourly = { cron: '0 * * * *', timeZone: 'UTC' } as const;

  test.each(['automatic', 'ask'] as const)('times missed while closed become one run (%s)', async (catchUp) => {
    const clock = steadyClock();
    const first = await open((definition) => ({ ...definition, triggers: { ...definition.triggers, schedule: { ...hourly, catchUp } } }), { ports: { clock } });
    await first.run(writeShop(join(first.folder, 'a.csv'), 1), 'check');
    await first.close();
    clock.advance(5 * 3_600_000);
    const second = makeEngine({ projectDir: first.projectDir, ports: { clock, ids: { next: () => `later-${Math.random()}` } } });
    second.engine.listen();
    if (catchUp === 'ask') {
      const { triggers } = await second.client.call('pipelines.get', { name: 'monthly-forecast' });
      expect(triggers.schedule?.missed).toBe(5);
      expect((await second.client.call('pipelines.happenings', { name: 'monthly-forecast' }))[0]?.title).toBe('5 runs were missed while the project was closed.');
      await second.client.call('pipelines.answerMissed', { name: 'monthly-forecast', run: true });
    }
    await expect.poll(async () => (await second.client.call('pipelines.runs', {}))[0]?.cause, { timeout: 10_000 }).toEqual({ kind: 'schedule', missed: 5 });
    await expect.poll(async () => (await second.client.call('pipelines.runs', {}))[0]?.state, { timeout: 20_000 }).toBe('succeeded');
    expect(await second.client.call('pipelines.runs', {})).toHaveLength(2);
    expect((await second.client.call('pipelines.get', { name: 'monthly-forecast' })).triggers.schedule?.missed).toBe(0);
  });

  test('a file in the watched folder starts a run; saved again it does nothing and says so; other names are left', async () => {
    const bench = await open((definition) => ({ ...definition, triggers: { schedule: null, watch: { pattern: '*.csv', stableMs: 100 }, drift: null } }));
    const inbox = join(bench.folder, 'inbox');
    mkdirSync(inbox);
    bench.engine.listen();
    await bench.client.call('pipelines.watchFolder', { name: 'monthly-forecast', ticket: (await bench.client.call('files.grantFolder', { path: inbox })).ticket });
    const path = join(inbox, 'a.csv');
    copyFileSync(writeShop(join(bench.folder, 'a.csv'), 1), path);
    writeFileSync(join(inbox, 'notes.txt'), 'not data');
    await expect.poll(async () => (await bench.client.call('pipelines.runs', {}))[0]?.state, { timeout: 20_000 }).toBe('succeeded');
    expect((await bench.newest()).cause).toEqual({ kind: 'file', fileName: 'a.csv' });
    utimesSync(path, new Date(), new Date(Date.now() + 5000));
    const titles = async (): Promise<string[]> => (await bench.client.call('pipelines.happenings', { name: 'monthly-forecast' })).map(({ title, reason }) => `${title} ${reason}`);
    await expect.poll(async () => (await titles())[0], { timeout: 10_000 }).toBe('Did nothing. a.csv was saved again; its content is the same as run 1 read.');
    expect(await bench.client.call('pipelines.runs', {})).toHaveLength(1);
    await bench.client.call('pipelines.pause', { name: 'monthly-forecast', paused: true });
    writeShop(join(inbox, 'b.csv'), 2);
    await bench.client.call('pipelines.pause', { name: 'monthly-forecast', paused: false });
    await expect.poll(async () => (await bench.client.call('pipelines.runs', {})).length, { timeout: 20_000 }).toBe(2);
    const { triggers } = await bench.client.call('pipelines.get', { name: 'monthly-forecast' });
    expect(triggers.watch).toMatchObject({ folder: inbox, read: 2 });
  });

  test('an alert of drift starts the pipelines of its dataset, and says which alert it was', async () => {
    const bench = await open((definition) => ({ ...definition, triggers: { schedule: null, watch: null, drift: {} } }));
    await bench.run(writeShop(join(bench.folder, 'a.csv'), 1));
    const rows = Array.from({ length: 160 }, (_, i) => `q${i},${(90 + (i % 7)).toFixed(2)},violet,${i}`);
    writeFileSync(join(bench.folder, 'b.csv'), `product_id,price,colour,units_sold\n${rows.join('\n')}\n`);
    const { ticket } = await bench.client.call('files.grant', { path: join(bench.folder, 'b.csv') });
    await bench.finished((await bench.client.call('datasets.import', { ticket, name: 'shop' })).jobId);
    const { id } = await bench.client.call('datasets.snapshot', { ref: 'shop' });
    await bench.finished((await bench.client.call('monitoring.run', { currentId: id })).jobId);
    await expect.poll(async () => (await bench.client.call('pipelines.runs', {})).length, { timeout: 10_000 }).toBe(2);
    expect((await bench.newest()).cause).toEqual({ kind: 'drift', reason: expect.stringMatching(/\w/) as string });
    await expect.poll(async () => (await bench.newest()).state, { timeout: 20_000 }).not.toMatch(/running|queued/);
    expect(await bench.client.call('pipelines.runs', {})).toHaveLength(2);
  });
});
