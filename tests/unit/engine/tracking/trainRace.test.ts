/** A race from request to recorded runs, on real SQLite and real objects. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import Papa from 'papaparse';
import type { RaceProgress } from '@shared/areas/tracking';
import type { Compute } from '@engine/kernel/ports';
import { createInlineCompute } from '@main/compute/inline';
import { makeShop, type Shop } from './shop';

const quick = ['median', 'ridge', 'gradient-boosting', 'average'] as const;

async function race(shop: Shop, request: Parameters<Shop['train']>[0] = {}) {
  const result = await shop.train({ models: [...quick], ...request });
  return { ...result, runs: shop.tracking.runsOfExperiment(result.experimentId) };
}

describe('a race', () => {
  it('records runs with folds, model, interval, best and baseline', async () => {
    const shop = makeShop();
    const { experimentId, runs, best, baseline } = await race(shop);
    expect(runs.map(({ model, state, foldsDone, failure }) => [model, state, foldsDone, failure])).toEqual(quick.map((model) => [model, 'finished', 5, null]));
    expect(shop.tracking.findRun(baseline ?? '').model).toBe('median');
    expect(shop.tracking.findRun(best ?? '').model).not.toBe('median');

    const experiment = shop.tracking.findExperiment(experimentId);
    expect(experiment).toMatchObject({ metric: 'rmsle', targetTransform: 'log1p', repeatedRows: 30, missingTargetRows: 0, rows: 60, steps: null, usedColumns: ['price', '__proto__'] });
    expect(experiment.excludedColumns.map(({ column }) => column)).toEqual(['merchant', 'product', 'rating_count', 'same']);

    const detail = shop.tracking.runDetail(best ?? '');
    expect(detail.run.metrics.rmsle?.folds).toHaveLength(5);
    expect(detail.interval?.coverage).toBeGreaterThan(0.7);
    expect(detail.importance[0]?.mean).toBeGreaterThan(0);
    expect(detail.residuals).toHaveLength(60);
    expect(detail.baseline?.id).toBe(baseline);
    expect(detail.run.parameters).toMatchObject({ split: 'group', groupBy: 'merchant', seed: 1, columns: 2 });
    expect(shop.tracking.readModel(best ?? '').target).toBe('units');
  });

  it('shows its progress fold by fold, cheap models first', async () => {
    const seen: RaceProgress[] = [];
    await makeShop().train({ models: ['gradient-boosting', 'median'] }, { report: ({ detail }) => void (detail && seen.push(detail as RaceProgress)) });
    expect(seen.at(-1)).toMatchObject({ fitsDone: 12, fitsTotal: 12 });
    const medianDone = seen.findIndex(({ runs }) => runs.find(({ model }) => model === 'median')?.folds.length === 5);
    const boostingBegun = seen.findIndex(({ runs }) => (runs.find(({ model }) => model === 'gradient-boosting')?.folds.length ?? 0) > 0);
    expect(medianDone).toBeGreaterThan(-1);
    expect(boostingBegun).toBeGreaterThan(medianDone);
  });

  it.each([
    [{ ridge: { foo: 1 } }, 'Ridge has no setting "foo". Its settings are penalty, textBuckets.', { model: 'ridge', setting: 'foo', known: ['penalty', 'textBuckets'] }],
    [{ median: { trees: 10 } }, 'Median has no setting "trees". It has no settings.', { known: [] }],
    [{ 'gradient-boosting': { trees: 'many' } }, 'The setting "trees" of Gradient boosting cannot be many. Give a whole number from 1 to 10,000.', { setting: 'trees' }],
    [{ 'gradient-boosting': { learningRate: 0 } }, 'The setting "learningRate" of Gradient boosting cannot be 0. Give a number from 0.000001 to 1.', { setting: 'learningRate' }],
    [{ 'random-forest': { leaves: 3 } }, 'Random forest has no setting "leaves". Its settings are trees, minLeafRows, featureShare, answer.', { model: 'random-forest' }],
  ])('refuses settings %j before anything is stored', async (parameters, message, details) => {
    const shop = makeShop();
    await expect(shop.train({ models: ['median', 'ridge', 'gradient-boosting'], parameters })).rejects.toMatchObject({ code: 'invalid-input', message, details });
    expect([shop.tracking.countRuns(), shop.db.prepare('select count(*) from experiments').pluck().get()]).toEqual([0, 0]);
  });

  it('gives the same scores for the same seed', async () => {
    const scores = async () => (await race(makeShop())).runs.map(({ model, metrics }) => [model, metrics]);
    expect(await scores()).toEqual(await scores());
  });

  it('writes held-out predictions from which every score can be computed again', async () => {
    const shop = makeShop();
    const { experimentId, runs } = await race(shop, { repeats: 2 });
    const offered = await shop.tracking.handlers['tracking.heldOutPredictions']({ experimentId }, { signal: new AbortController().signal, report: () => undefined });
    const rows = Papa.parse<Record<string, string>>(readFileSync(shop.parts.files.resolve(offered.ticket).path, 'utf8'), { header: true, skipEmptyLines: true }).data;
    expect(Object.keys(rows[0] ?? {})).toEqual(['row', 'repeat', 'fold', 'model', 'actual', 'predicted', 'lower', 'upper']);
    const units = shop.columns.find(({ name }) => name === 'units');
    for (const { row, actual } of rows) expect(units?.kind === 'number' ? units.values[Number(row) - 1] : null).toBe(Number(actual));
    for (const run of runs) {
      const folds = new Map<string, Record<string, string>[]>();
      for (const row of rows.filter(({ model }) => model === run.model)) folds.set(`${row.repeat} ${row.fold}`, [...(folds.get(`${row.repeat} ${row.fold}`) ?? []), row]);
      expect(folds.size).toBe(10);
      [...folds.values()].forEach((fold, i) => {
        const mean = (of: (row: Record<string, string>) => number): number => fold.reduce((sum, row) => sum + of(row), 0) / fold.length;
        expect(Math.sqrt(mean(({ actual, predicted }) => (Math.log1p(Number(predicted)) - Math.log1p(Number(actual))) ** 2))).toBeCloseTo(run.metrics.rmsle?.folds[i] ?? NaN, 9);
        expect(mean(({ actual, predicted }) => Math.abs(Number(predicted) - Number(actual)))).toBeCloseTo(run.metrics.mae?.folds[i] ?? NaN, 9);
        expect(mean(({ actual, lower, upper }) => Number(Number(lower) <= Number(actual) && Number(actual) <= Number(upper)))).toBeCloseTo(run.metrics.coverage?.folds[i] ?? NaN, 9);
      });
    }
  });

  it('keeps finished folds when it is cancelled', async () => {
    const shop = makeShop();
    const abort = new AbortController();
    const training = shop.train({ models: [...quick] }, { signal: abort.signal, report: ({ detail }) => void ((detail as RaceProgress | undefined)?.fitsDone === 8 && abort.abort()) });
    await expect(training).rejects.toMatchObject({ code: 'cancelled' });
    const runs = shop.tracking.listRuns().toReversed();
    expect(runs.map(({ model, state, foldsDone }) => [model, state, foldsDone])).toEqual([
      ['median', 'finished', 5],
      ['ridge', 'cancelled', 2],
      ['gradient-boosting', 'cancelled', 0],
      ['average', 'cancelled', 0],
    ]);
    expect(runs[1]?.metrics.rmsle?.folds).toHaveLength(2);
    expect(shop.tracking.findExperiment(runs[0]?.experimentId ?? '').baseline).toBe(runs[0]?.id);
  });

  it('takes up an interrupted race: finished folds are not fitted again and the scores are those of an undisturbed race', async () => {
    const inline = createInlineCompute();
    let fits = 0;
    let failAt = Infinity;
    const compute: Compute = {
      ...inline,
      run: (task, input, options) => {
        if (task === 'training.fit') fits++;
        // An engine that dies mid-race never answers again.
        return fits > failAt ? new Promise(() => undefined) : inline.run(task, input, options);
      },
    };
    const shop = makeShop({ compute });
    failAt = 9;
    void shop.train({ models: [...quick] }, { jobId: 'lost' });
    await expect.poll(() => fits, { timeout: 20_000 }).toBe(10);

    failAt = Infinity;
    const tracking = shop.reopen();
    expect(tracking.listRuns().map(({ model, state }) => [model, state])).toEqual([
      ['average', 'interrupted'],
      ['gradient-boosting', 'interrupted'],
      ['ridge', 'interrupted'],
      ['median', 'finished'],
    ]);
    fits = 0;
    await shop.train({ models: [...quick] }, { jobId: 'lost', resumed: true });
    expect(fits).toBe(3 * 6 - 9);
    const resumed = tracking.listRuns();
    expect(resumed.every(({ state }) => state === 'finished')).toBe(true);
    const undisturbed = (await race(makeShop())).runs.toReversed();
    expect(resumed.map(({ metrics }) => metrics)).toEqual(undisturbed.map(({ metrics }) => metrics));
  });

  it('gives the verdict to runs whose last fit was kept just before a crash', async () => {
    const shop = makeShop();
    const undisturbed = await shop.train({ models: [...quick] }, { jobId: 'lost' });
    const before = shop.tracking.listRuns();
    shop.db.prepare("update runs set state = 'running' where model in ('ridge', 'average')").run();
    const tracking = shop.reopen();
    expect(tracking.listRuns().filter(({ state }) => state === 'interrupted')).toHaveLength(2);
    expect(await shop.train({ models: [...quick] }, { jobId: 'lost', resumed: true })).toEqual(undisturbed);
    expect(tracking.listRuns().map(({ state, metrics }) => [state, metrics])).toEqual(before.map(({ metrics }) => ['finished', metrics]));
  });

  it('goes on when one model fails, and says why', async () => {
    const inline = createInlineCompute();
    const compute: Compute = { ...inline, run: (task, input, options) => ('model' in input && input.model === 'ridge' ? Promise.reject(new Error('The matrix is singular.')) : inline.run(task, input, options)) };
    const { runs } = await race(makeShop({ compute }));
    expect(runs.map(({ model, state, failure }) => [model, state, failure])).toEqual([
      ['median', 'finished', null],
      ['ridge', 'failed', 'This model could not be trained: The matrix is singular.'],
      ['gradient-boosting', 'finished', null],
      ['average', 'failed', 'Average needs at least two learned models that finished.'],
    ]);
  });

  it.each([
    ['a missing target', { target: 'sold' }, /no column "sold"/],
    ['a target with text', { target: 'merchant', groupBy: undefined, split: 'kfold' as const }, /not numbers/],
    ['a constant target', { target: 'same' }, /same value/],
    ['more folds than rows', { folds: 50, split: 'kfold' as const, oneRowPer: 'merchant' }, /fewer than needed for 50 folds/],
    ['more folds than groups', { folds: 30 }, /20 groups|fewer than needed/],
    ['an unknown column', { exclude: ['colour', 'size'] }, /"colour", "size"/],
    ['a group split without a group', { groupBy: undefined }, /which column holds the group/],
    ['a time split without a date', { split: 'time' as const }, /which column holds the date/],
    ['the target as its own group', { groupBy: 'units' }, /cannot also be/],
    ['nothing to learn from', { exclude: ['price', '__proto__', 'rating_count'] }, /nothing to learn from/],
  ])('refuses %s in plain words and stores nothing', async (_name, request, words) => {
    const shop = makeShop();
    await expect(shop.train(request)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(shop.train(request)).rejects.toThrow(words);
    expect(shop.db.prepare('select (select count(*) from experiments) + (select count(*) from runs)').pluck().get()).toBe(0);
    expect(shop.parts.blobs.list()).toEqual([]);
  });
});

describe('the leak radar and the proposal', () => {
  it('finds the column that is known after the sale, and says so in the experiment and in each run that uses it', async () => {
    const shop = makeShop();
    const honest = await race(shop);
    const leaking = await race(shop, { exclude: [] });
    const leakOf = (experimentId: string) => shop.tracking.findExperiment(experimentId).leakage.find(({ column }) => column === 'rating_count');
    expect(leakOf(honest.experimentId)).toMatchObject({ leak: true, excluded: true, knownWhen: 'after-sale' });
    expect(leakOf(leaking.experimentId)).toMatchObject({ leak: true, excluded: false });
    expect(honest.runs.map(({ usesLeak }) => usesLeak)).toEqual([false, false, false, false]);
    expect(leaking.runs.map(({ usesLeak }) => usesLeak)).toEqual([false, true, true, true]);
  });

  it('proposes target, group, one row per product and what to leave out, each with its reason', async () => {
    const shop = makeShop();
    const proposal = await shop.tracking.handlers['tracking.proposeSetup']({ snapshotId: shop.snapshot.id }, { signal: new AbortController().signal, report: () => undefined });
    expect(proposal).toMatchObject({ target: 'units', targets: ['price', 'rating_count', 'units'], groupBy: 'merchant', oneRowPer: 'product', exclude: [{ column: 'rating_count' }] });
    expect(proposal.reasons).toHaveLength(4);
    expect(proposal.leakage[0]).toMatchObject({ column: 'rating_count', excluded: true });
  });
});
