/** The search without fits: halving on known curves, turns of models, and what does not depend on the order of results. */
import { describe, expect, it } from 'vitest';
import { keepBetterHalf, rungsOf } from '@engine/training/tuning/halving';
import { bracketTrials, chooseSettings, lossOf, search, type ModelSpace, type SearchRequest, type Trial } from '@engine/training/tuning';

const boosting: ModelSpace = {
  model: 'gradient-boosting',
  space: [{ kind: 'number', name: 'learningRate', from: 0.01, to: 0.3, log: true, whole: false }, { kind: 'number', name: 'leaves', from: 3, to: 64, log: true, whole: true }],
  standard: { learningRate: 0.05, leaves: 8 },
};
const forest: ModelSpace = { model: 'random-forest', space: [{ kind: 'number', name: 'minLeafRows', from: 1, to: 12, log: false, whole: true }], standard: { minLeafRows: 2 } };
const request: SearchRequest = { models: [boosting], sampler: 'tpe', trials: 40, folds: 4, seed: 3 };

/** Loss of settings on a fold: small near the best learning rate; each fold has a level of its own. */
function lossOn(trial: Pick<Trial, 'settings'>, fold: number): number {
  return Math.abs(Math.log(Number(trial.settings['learningRate']) / 0.1)) + fold / 10;
}

async function run(asked: Partial<SearchRequest> = {}, of: (trial: Trial, fold: number) => number = lossOn, timeIsOverAfter = Infinity) {
  const ended: Trial[] = [];
  let fits = 0;
  const trials = await search({ ...request, ...asked }, {
    opened: () => undefined,
    ended: (trial) => void ended.push(trial),
    async evaluate(going, from, to) {
      fits += going.length * (to - from);
      if (fits > timeIsOverAfter) return null;
      return going.map((trial) => Array.from({ length: to - from }, (_, i) => of(trial, from + i)));
    },
  });
  return { ended, trials, fits };
}

describe('successive halving', () => {
  it('doubles the folds up to all', () => {
    expect([1, 2, 3, 4, 9, 15].map(rungsOf)).toEqual([[1], [1, 2], [1, 2, 3], [1, 2, 4], [1, 2, 4, 8, 9], [1, 2, 4, 8, 15]]);
  });

  it('keeps the better half, the standard settings beside it, and nothing that failed', () => {
    const contenders = [5, 1, Infinity, 3, 2, 4].map((loss, i) => ({ loss, stays: i === 0 }));
    expect(keepBetterHalf(contenders).map(({ loss }) => loss)).toEqual([5, 1, 3, 2]);
    expect(keepBetterHalf([{ loss: Infinity, stays: true }, { loss: Infinity, stays: false }])).toEqual([]);
  });

  it('finishes the best trial of every bracket and spends little more than half of what all folds would cost', async () => {
    const { trials, fits } = await run();
    for (let bracket = 1; bracket <= 40 / bracketTrials; bracket++) {
      const members = trials.filter((trial) => trial.bracket === bracket);
      expect(members).toHaveLength(bracketTrials);
      expect(members.reduce((held, trial) => (lossOn(trial, 0) < lossOn(held, 0) ? trial : held)).state).toBe('finished');
    }
    for (const trial of trials) expect(trial.state === 'finished' ? trial.losses.length === 4 : trial.state === 'pruned' && trial.losses.length < 4).toBe(true);
    expect(fits).toBeLessThan(0.6 * 40 * 4);
  });
});

describe('a search', () => {
  it('begins with the standard settings, tried on all folds even where they are bad', async () => {
    const { trials } = await run({}, (trial, fold) => (trial.standard ? 100 : lossOn(trial, fold)));
    expect(trials[0]).toMatchObject({ number: 1, standard: true, state: 'finished', settings: boosting.standard });
    expect(trials.filter(({ standard }) => standard)).toHaveLength(1);
    expect(chooseSettings('gradient-boosting', trials)?.loss).toBeLessThan(1);
  });

  it('gives models their turns and divides the trials evenly', async () => {
    const { trials, ended } = await run({ models: [boosting, forest], trials: 19 }, (trial) => trial.number);
    expect(trials.map(({ number }) => number)).toEqual(Array.from({ length: 19 }, (_, i) => i + 1));
    expect(ended).toHaveLength(19);
    expect([boosting, forest].map(({ model }) => trials.filter((trial) => trial.model === model).length)).toEqual([10, 9]);
    expect(trials.slice(0, 16).map(({ model }) => model)).toEqual([...Array<string>(8).fill('gradient-boosting'), ...Array<string>(8).fill('random-forest')]);
  });

  it('makes the same trials when cut off, only fewer', async () => {
    const whole = await run();
    const cut = await run({ trials: null }, lossOn, 50);
    expect(cut.trials.length).toBeLessThan(40);
    const settings = (trials: readonly Trial[]) => trials.map((trial) => [trial.number, trial.settings]);
    expect(settings(cut.trials)).toEqual(settings(whole.trials.slice(0, cut.trials.length)));
    expect(cut.trials.filter(({ state }) => state === 'stopped').length).toBeGreaterThan(0);
  });

  it('never tries settings twice, and ends by itself where a small space has nothing new', async () => {
    const { trials } = await run({ models: [forest], trials: null }, (trial) => Number(trial.settings['minLeafRows']));
    expect(new Set(trials.map(({ settings }) => settings['minLeafRows'])).size).toBe(trials.length);
    expect(trials.length).toBeGreaterThan(6);
    expect(trials.length).toBeLessThanOrEqual(12);
  });

  it('calls a trial failed where a fold has no score, and goes on', async () => {
    const { trials } = await run({ trials: 16 }, (trial, fold) => (trial.number % 3 === 0 && fold === 0 ? Infinity : lossOn(trial, fold)));
    expect(trials.filter(({ state }) => state === 'failed').map(({ number }) => number)).toEqual([3, 6, 9, 12, 15]);
    expect(trials.every(({ state }) => ['failed', 'finished', 'pruned'].includes(state))).toBe(true);
  });
});

describe('the choice', () => {
  const trial = (number: number, losses: number[]): Trial => ({ number, model: 'gradient-boosting', bracket: 1, settings: { number }, standard: number === 1, losses, state: 'finished' });

  it('takes the least mean, and says what it is where no fold chooses for itself', () => {
    const choice = chooseSettings('gradient-boosting', [trial(1, [2, 2, 2]), trial(2, [0, 3, 2.4]), trial(3, [3, 0, 2.5])]);
    expect(choice?.trial.number).toBe(2);
    expect(choice?.loss).toBeCloseTo(1.8, 12);
    // Without the first fold the third is best (1.25) and scores 3 there; without the second the second (1.2), 3; without the third the second again (1.5 as the third, but earlier), 2.4.
    expect(choice?.lossByOtherFolds).toBeCloseTo((3 + 3 + 2.4) / 3, 12);
  });

  it('keeps the standard settings where nothing is better', () => {
    expect(chooseSettings('gradient-boosting', [trial(1, [1, 1]), trial(2, [1, 1])])?.trial.number).toBe(1);
    expect(chooseSettings('gradient-boosting', [])).toBeNull();
    expect(lossOf({ losses: [] })).toBe(Infinity);
  });
});
