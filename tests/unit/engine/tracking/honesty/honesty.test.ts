/** Honest scores beside leaking ones, the control and the split advice: measured once, stored with the race, remembered. */
import { describe, expect, it } from 'vitest';
import type { Compute } from '@engine/kernel/ports';
import { createInlineCompute } from '@main/compute/inline';
import { makeShop, snapshotId } from '../shop';

const context = () => ({ signal: new AbortController().signal, report: () => undefined });

function counting(notice: (task: string) => void = () => undefined): { compute: Compute; ran: string[] } {
  const inline = createInlineCompute();
  const ran: string[] = [];
  return {
    ran,
    compute: {
      ...inline,
      run: (task, input, options) => {
        ran.push(task);
        notice(task);
        return inline.run(task, input, options);
      },
    },
  };
}

describe('beside a race', () => {
  it('the same folds are scored with and without the accused column, and a shuffled target scores about nothing', async () => {
    const shop = makeShop();
    const { experimentId } = await shop.train({ models: ['median', 'ridge'] });
    const { honesty, control } = shop.tracking.findExperiment(experimentId);
    expect(honesty).toMatchObject({ metric: 'rmsle', columns: ['rating_count'] });
    expect(honesty!.with.folds).toHaveLength(5);
    expect(honesty!.with.mean).toBeLessThan(honesty!.without.mean);
    expect(honesty!.without.lower).toBeLessThan(honesty!.without.mean);
    expect(honesty!.sentence).toContain('Only the first can be reached on a new product');
    expect(control).toMatchObject({ metric: 'r2Log', permutations: 2, passed: true });
    expect(control!.folds).toHaveLength(10);
  });

  it('a race without a leak has nothing to hold against', async () => {
    const shop = makeShop();
    shop.columns.forEach((column) => column.name === 'rating_count' && column.kind === 'number' && column.values.fill(3));
    const { experimentId } = await shop.train({ models: ['median'] });
    expect(shop.tracking.findExperiment(experimentId)).toMatchObject({ honesty: null, control: { passed: true } });
  });

  it('a cancelled race stops them, and is cancelled', async () => {
    const ending = new AbortController();
    const { compute } = counting((task) => void (task === 'training.quickFit' && ending.abort()));
    const shop = makeShop({ compute });
    await expect(shop.train({ models: ['median', 'ridge'] }, { signal: ending.signal })).rejects.toMatchObject({ code: 'cancelled' });
    const [experiment] = await shop.tracking.handlers['tracking.experiments']({}, context());
    expect(experiment).toMatchObject({ honesty: null, control: null });
  });
});

describe('before a race', () => {
  it('is measured once: asked again, and by a race that follows the advice, nothing is computed', async () => {
    const { compute, ran } = counting();
    const shop = makeShop({ compute });
    const ask = async () => [await shop.tracking.handlers['tracking.scoreHonesty']({ snapshotId, target: 'units' }, context()), await shop.tracking.handlers['tracking.adviseSplit']({ snapshotId, target: 'units' }, context())] as const;
    const [scores, advice] = await ask();
    expect(scores.honesty?.columns).toEqual(['rating_count']);
    const before = ran.length;
    expect(await ask()).toEqual([scores, advice]);
    expect(ran).toHaveLength(before);

    const { experimentId, runIds } = await shop.train({ models: ['median'] });
    expect(ran.slice(before).filter((task) => task !== 'training.fit')).toEqual([]);
    expect(shop.tracking.findExperiment(experimentId)).toMatchObject({ honesty: scores.honesty, control: scores.control, splitAdvice: advice });
    expect(shop.tracking.findRun(runIds[0]!).notes).toBe(advice.invented?.sentence);
  });

  it('says which split, why, and what a lazy one would have shown', async () => {
    const advice = await makeShop().tracking.handlers['tracking.adviseSplit']({ snapshotId, target: 'units' }, context());
    expect(advice).toMatchObject({ split: 'group', groupBy: 'merchant', oneRowPer: 'product', keepTogether: [], dates: [] });
    expect(advice.invented?.lazy.folds).toHaveLength(10);
    expect(advice.invented!.difference).toBeCloseTo(advice.invented!.lazy.mean - advice.invented!.honest.mean, 12);
    expect(advice.sentences.join(' ')).toContain('One row per product is kept');
  });

  it('where nothing repeats, says that there is nothing to gain', async () => {
    const shop = makeShop();
    const plain = { ...shop.snapshot, columns: shop.snapshot.columns.map((column) => ({ ...column, role: column.role === 'target' ? ('target' as const) : ('feature' as const), type: column.type === 'id' ? ('category' as const) : column.type })) };
    Object.assign(shop.parts.datasets, { snapshot: () => plain });
    const advice = await shop.tracking.handlers['tracking.adviseSplit']({ snapshotId, target: 'units' }, context());
    expect(advice).toMatchObject({ split: 'kfold', groupBy: null, oneRowPer: null, invented: null });
    expect(advice.sentences).toEqual([expect.stringContaining('nothing to gain')]);
  });
});
