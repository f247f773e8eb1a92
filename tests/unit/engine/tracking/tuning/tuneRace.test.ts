/** A search for settings and its race on real SQLite: what is kept, taken up again, and said of the gain. */
import { describe, expect, it } from 'vitest';
import type { TrainRequest } from '@shared/areas/tracking';
import type { Trial, Tuning } from '@shared/areas/tuning';
import type { JobContext } from '@engine/kernel/area';
import type { Compute } from '@engine/kernel/ports';
import type { Tracking } from '@engine/tracking';
import { createInlineCompute } from '@main/compute/inline';
import { makeShop, type Shop } from '../shop';

const models: TrainRequest['models'] = ['median', 'random-forest', 'gradient-boosting'];
const asked = { models, parameters: { 'gradient-boosting': { trees: 30 }, 'random-forest': { trees: 20 } }, tune: { trials: 20, sampler: 'tpe' } } satisfies Partial<TrainRequest>;
const idle: Omit<JobContext, 'jobId'> = { resumed: false, signal: new AbortController().signal, report: () => undefined };

async function tuningOf(tracking: Tracking, { tuningId, experimentId }: { tuningId?: string | null; experimentId?: string }): Promise<Tuning> {
  const tuning = await tracking.handlers['tracking.tuning']({ tuningId: tuningId ?? undefined, experimentId }, { signal: idle.signal, report: idle.report });
  if (!tuning) throw new Error('The search is not known.');
  return tuning;
}

async function newestTuning(tracking: Tracking): Promise<Tuning> {
  const [newest] = await tracking.handlers['tracking.tunings']({}, { signal: idle.signal, report: idle.report });
  return tuningOf(tracking, { tuningId: newest?.id ?? '' });
}

/** What two searches must share: everything but ids, time and durations. */
const essence = ({ trials, models: tuned, unseenFold, folds }: Tuning) => ({ unseenFold, folds, tuned, trials: trials.map(({ durationMs: _duration, ...trial }) => trial) });

/** Counts fits, and stops answering after some: the engine is gone. */
function countingCompute(mostFits = Infinity): Compute & { readonly fits: () => number } {
  const inline = createInlineCompute();
  let fits = 0;
  return {
    ...inline,
    fits: () => fits,
    run: (task, input, options) => {
      if (task === 'training.fit' && ++fits > mostFits) return new Promise((_, reject) => options?.signal?.addEventListener('abort', () => reject(new Error('gone'))));
      return inline.run(task, input, options);
    },
  };
}

const scoresOf = (shop: Shop, experimentId: string) => shop.tracking.runsOfExperiment(experimentId).map(({ model, metrics, parameters }) => [model, metrics, parameters]);

describe('a race with a search', () => {
  it('tries settings on inner folds, races with the best and says whether they are better', async () => {
    const shop = makeShop();
    const { experimentId, tuningId } = await shop.train(asked);
    const tuning = await tuningOf(shop.tracking, { experimentId });
    expect(tuning).toMatchObject({ id: tuningId, state: 'finished', experimentId, trialsWanted: 20, folds: 4, unseenRepeat: 1, unseenFold: 1, metric: 'rmsle' });
    expect(tuning.trials).toHaveLength(20);
    expect(tuning.models.map(({ model, trials }) => [model, trials])).toEqual([['random-forest', 10], ['gradient-boosting', 10]]);
    for (const tuned of tuning.models) {
      const mine = tuning.trials.filter(({ model }) => model === tuned.model);
      const finished = mine.filter(({ state }) => state === 'finished');
      expect(mine.every(({ state, scores }) => (state === 'finished' ? scores.length === 4 : state === 'pruned' && scores.length < 4))).toBe(true);
      const meanOf = ({ scores }: Trial): number => scores.reduce<number>((sum, score) => sum + (score ?? NaN), 0) / scores.length;
      const best = finished.reduce((held, trial) => (meanOf(trial) < meanOf(held) ? trial : held));
      expect(tuned).toMatchObject({ chosen: best.number, settings: best.settings, pruned: mine.length - finished.length });
      expect(tuned.score).toBeCloseTo(meanOf(best), 12);
      expect(tuned.scoreByOtherFolds ?? 0).toBeGreaterThanOrEqual(tuned.score ?? NaN);
      expect(Object.keys(tuned.settings)).not.toContain('trees');
      expect(tuned.importance?.map(({ setting }) => setting).sort()).toEqual(Object.keys(tuned.settings).sort());
      const run = shop.tracking.runsOfExperiment(experimentId).find(({ model }) => model === tuned.model);
      expect(run).toMatchObject({ state: 'finished', parameters: tuned.settings });
      if (best.standard) expect(tuned.gain).toBeNull();
      else expect(tuned.gain?.chosenScore).toBeCloseTo(run?.metrics.rmsle?.mean ?? NaN, 12);
    }
    expect(tuning.models.some(({ gain }) => gain !== null)).toBe(true);
    expect(shop.tracking.findExperiment(experimentId).request).toMatchObject({ tune: { trials: 20 }, parameters: { 'gradient-boosting': { trees: 30, ...tuning.models[1]?.settings } } });
  });

  it('measures the gain against the standard settings on the very folds of the race', async () => {
    const shop = makeShop();
    const { experimentId } = await shop.train(asked);
    const standard = await shop.train({ models, parameters: asked.parameters });
    const tuning = await tuningOf(shop.tracking, { experimentId });
    for (const { model, gain } of tuning.models) {
      if (!gain) continue;
      const folds = (id: string): (number | null)[] => shop.tracking.runsOfExperiment(id).find((run) => run.model === model)?.metrics.rmsle?.folds ?? [];
      const gains = folds(standard.experimentId).map((score, i) => (score ?? NaN) - (folds(experimentId)[i] ?? NaN));
      expect(gain.unseen).toBeCloseTo(gains[0]!, 12);
      expect(gain.gain).toBeCloseTo(gains.reduce((sum, each) => sum + each, 0) / 5, 12);
      expect(gain.verdict === 'better').toBe((gain.lower ?? -1) > 0 && gains[0]! > 0);
    }
  });

  it('goes on after a crash to what it would have been without', async () => {
    const whole = makeShop();
    const { experimentId } = await whole.train(asked, { jobId: 'job' });
    for (const mostFits of [5, 40]) {
      const shop = makeShop({ compute: countingCompute(mostFits) });
      const engine = new AbortController();
      void Promise.resolve(shop.train(asked, { jobId: 'job', signal: engine.signal })).catch(() => undefined);
      await until(async () => (await shop.tracking.handlers['tracking.tunings']({}, idle)).length > 0 && (shop.parts.ports.compute as ReturnType<typeof countingCompute>).fits() > mostFits);
      const compute = countingCompute();
      const after = shop.reopen({ compute });
      expect((await newestTuning(after)).state).toBe('interrupted');
      const resumed = await after.handlers['tracking.train'](shop.request(asked), { ...idle, jobId: 'job', resumed: true });
      expect(essence(await tuningOf(after, resumed))).toEqual(essence(await tuningOf(whole.tracking, { experimentId })));
      expect(scoresOf(shop, resumed.experimentId)).toEqual(scoresOf(whole, experimentId));
      expect(compute.fits()).toBeLessThan(countFits(whole));
    }
  });

  it('keeps what is finished when cancelled; the same search again, or a longer one, computes only what is new', async () => {
    const compute = countingCompute();
    const shop = makeShop({ compute });
    const cancel = new AbortController();
    const job = shop.train(asked, { signal: cancel.signal, report: ({ title }) => void (title.includes(', 6 trials') && cancel.abort()) });
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
    const cancelled = await newestTuning(shop.tracking);
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.trials.some(({ state }) => state === 'finished')).toBe(true);
    expect(cancelled.trials.some(({ state }) => state === 'running')).toBe(false);

    const before = compute.fits();
    const { experimentId } = await shop.train(asked);
    const again = compute.fits() - before;
    const fresh = makeShop({ compute: countingCompute() });
    const untouched = await fresh.train(asked);
    expect(again).toBeLessThan((fresh.parts.ports.compute as ReturnType<typeof countingCompute>).fits());
    expect(essence(await tuningOf(shop.tracking, { experimentId }))).toEqual(essence(await tuningOf(fresh.tracking, untouched)));
  });

  it('does not depend on how many workers there are', async () => {
    const two: Compute = { ...createInlineCompute(), size: 2 };
    const [one, other] = [makeShop(), makeShop({ compute: two })];
    const first = await tuningOf(one.tracking, await one.train(asked));
    expect(essence(await tuningOf(other.tracking, await other.train(asked)))).toEqual(essence(first));
    expect(essence(await tuningOf(one.tracking, await one.train({ ...asked, seed: 2 }))).trials).not.toEqual(essence(first).trials);
  });

  it('ends with its minutes, and keeps the standard settings where no trial saw all folds', async () => {
    const shop = makeShop();
    const { experimentId } = await shop.train({ ...asked, parameters: {}, tune: { minutes: 1e-5, sampler: 'random' } });
    const tuning = await tuningOf(shop.tracking, { experimentId });
    expect(tuning.state).toBe('finished');
    for (const { chosen, settings, standard, gain } of tuning.models) expect([chosen, settings, gain]).toEqual([null, standard, null]);
    expect(tuning.trials.every(({ state }) => state === 'stopped')).toBe(true);
  });

  it.each([
    [{ models: ['median', 'mean'], tune: { trials: 5, sampler: 'tpe' } }, /None of the chosen models has settings to search/],
    [{ models: ['median', 'random-forest'], tune: { trials: 5, sampler: 'tpe', models: ['gradient-boosting'] } }, /Gradient boosting, which does not take part/],
    [{ models: ['random-forest'], folds: 2, tune: { trials: 5, sampler: 'tpe' } }, /at least three folds/],
    [{ models: ['random-forest'], parameters: { 'random-forest': { minLeafRows: 3, featureShare: 0.5 } }, tune: { trials: 5, sampler: 'tpe' } }, /all were set by hand/],
  ] satisfies [Partial<TrainRequest>, RegExp][])('refuses %j before anything is stored', async (request, message) => {
    const shop = makeShop();
    await expect(shop.train(request)).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(message) as string });
    expect(await shop.tracking.handlers['tracking.tunings']({}, idle)).toEqual([]);
  });

  it('calls a trial failed whose fit fails, says why, and goes on', async () => {
    const inline = createInlineCompute();
    const compute: Compute = {
      ...inline,
      run: (task, input, options) => {
        const share: unknown = task === 'training.fit' && 'parameters' in input ? input.parameters['featureShare'] : null;
        return typeof share === 'number' && share > 0.7 ? Promise.reject(new Error('out of luck')) : inline.run(task, input, options);
      },
    };
    const shop = makeShop({ compute });
    const tuning = await tuningOf(shop.tracking, await shop.train({ ...asked, models: ['random-forest'], tune: { trials: 12, sampler: 'random' } }));
    const failed = tuning.trials.filter(({ settings }) => Number(settings['featureShare']) > 0.7);
    expect(failed.length).toBeGreaterThan(0);
    for (const trial of failed) expect(trial).toMatchObject({ state: 'failed', failure: 'out of luck' });
    expect(tuning.models[0]?.chosen).not.toBeNull();
  });
});

function countFits(shop: Shop): number {
  return Number(shop.db.prepare('select (select count(*) from tuning_fits) + (select count(*) from run_folds) + (select count(*) from runs)').pluck().get());
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
