/** What the window says of a search: findings, the gain, and honest words where there is none. */
import { describe, expect, it } from 'vitest';
import type { Trial, TunedModel, Tuning } from '@shared/areas/tuning';
import { trialRows } from '@renderer/features/models/tuningRows';
import { budgetLine, flatteryLine, gainSentence, gainTitle, searchFinding } from '@renderer/features/models/tuningWords';

const trial = (number: number, state: Trial['state'], scores: number[]): Trial => ({ number, model: 'random-forest', standard: number === 1, settings: { minLeafRows: number }, scores, state, failure: null, durationMs: 10 });
const tuned: TunedModel = {
  model: 'random-forest', trials: 3, pruned: 1, chosen: 2, settings: { minLeafRows: 2 }, standard: { minLeafRows: 1 }, score: 1.7, scoreByOtherFolds: 1.72, importance: null,
  gain: { verdict: 'better', gain: 0.05, lower: 0.02, upper: 0.08, unseen: 0.03, standardScore: 1.8, chosenScore: 1.75 },
};
const tuning: Tuning = {
  id: 't', jobId: 'j', snapshotId: 's', experimentId: 'e', target: 'units', metric: 'rmsle', sampler: 'tpe', minutes: 5, trialsWanted: null, spentMs: 61_000, folds: 4, unseenRepeat: 1, unseenFold: 1, state: 'finished',
  models: [tuned], trials: [trial(1, 'finished', [1.8, 1.8]), trial(2, 'finished', [1.5, 2]), trial(3, 'pruned', [2])], createdAt: 0,
};

describe('a search in words', () => {
  it('says what was found against the standard settings', () => {
    expect(searchFinding(tuning)).toBe('Best RMSLE 1.750, standard settings 1.800');
    expect(searchFinding({ ...tuning, trials: tuning.trials.slice(0, 1) })).toBe('Nothing beats the standard settings, RMSLE 1.800');
    expect(searchFinding({ ...tuning, trials: [] })).toBe('The first trials are running');
    expect(budgetLine(tuning)).toContain('3 trials in 1 min');
    expect(flatteryLine(tuned)).toBe('1.700 on the folds it was chosen by, 1.720 where no fold chooses for itself.');
  });

  it('marks the chosen trial and the standard one', () => {
    expect(trialRows(tuning).map(({ kind, chosen, score }) => [kind, chosen, score])).toEqual([['standard', false, 1.8], ['finished', true, 1.75], ['pruned', false, 2]]);
  });

  it.each([
    [{}, 'Random forest: the chosen settings are better', /a gain of \+0\.050 \(95 % interval \+0\.020 to \+0\.080\).*\+0\.030 on fold 1, whose rows the search never saw\. More than the folds differ/],
    [{ gain: { ...tuned.gain!, verdict: 'no-clear-gain', lower: -0.01 } }, 'Random forest: no clear gain', /would do as well/],
    [{ gain: { ...tuned.gain!, verdict: 'worse', gain: -0.05 } }, 'Random forest: the chosen settings are worse', /standard settings are the better choice/],
    [{ gain: null }, 'Random forest: the standard settings stay', /No trial was better/],
    [{ gain: null, chosen: null, score: null }, 'Random forest: the budget ended too early', /Give it more minutes/],
  ] satisfies [Partial<TunedModel>, string, RegExp][])('is honest about the gain %#', (change, title, sentence) => {
    const model = { ...tuned, ...change };
    expect(gainTitle(model)).toBe(title);
    expect(gainSentence(model, tuning)).toMatch(sentence);
  });
});
