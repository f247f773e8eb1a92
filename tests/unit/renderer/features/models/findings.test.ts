import { describe, expect, it } from 'vitest';
import type { MetricName, ModelKind, RaceProgress } from '@shared/areas/tracking';
import { allRunsFinding, comparisonFinding, fewNames, foldDuel, leakFinding, raceFinding, twoAnswers } from '@renderer/features/models/findings';
import { isBetter, raceOf, testToTrainOf } from '@renderer/features/models/raceRows';
import { makeExperiment, makeRun } from './fixtures';

const median = makeRun({ model: 'median', folds: [2.1, 2.2, 2.15, 2.05, 2.3] });
const forest = makeRun({ model: 'random-forest', folds: [1.7, 1.8, 1.75, 1.72, 1.9] });

function finding(...runs: ReturnType<typeof makeRun>[]): string {
  return raceFinding(raceOf(runs, null, 'rmsle', 0.25));
}

describe('the title of a race', () => {
  it('says that nothing has started, or that a first fold is awaited', () => {
    expect(finding()).toBe('No model has started yet');
    expect(finding(makeRun({ model: 'ridge', folds: [], foldsTotal: 5, state: 'running' }))).toBe('Waiting for the first fold');
  });

  it('calls a difference within the folds no lead', () => {
    const ridge = makeRun({ model: 'ridge', folds: [1.72, 1.79, 1.74, 1.75, 1.9] });
    expect(finding(median, forest, ridge)).toBe('Random forest leads, but not by more than the folds differ');
  });

  it('names a lead on every fold', () => {
    const ridge = makeRun({ model: 'ridge', folds: [1.8, 1.91, 1.85, 1.82, 2.0] });
    expect(finding(median, forest, ridge)).toBe('Random forest leads, on every fold');
  });

  it('says level for equal scores, the simpler model first', () => {
    const ridge = makeRun({ model: 'ridge', folds: [1.7, 1.8, 1.75, 1.72, 1.9] });
    expect(finding(median, forest, ridge)).toBe('Ridge and random forest are level');
  });

  it('holds a single model against the baseline', () => {
    expect(finding(median, forest)).toBe('Random forest beats the baseline on 5 of 5 folds');
    expect(finding(forest)).toBe('Random forest finished; there is no baseline to hold it against');
  });

  it('says when nothing beats the baseline', () => {
    const poor = makeRun({ model: 'ridge', folds: [2.4, 2.5, 2.4, 2.5, 2.4] });
    expect(finding(median, poor)).toBe('Ridge does not beat the baseline');
    expect(finding(median, poor, makeRun({ model: 'neural-network', folds: [3, 3, 3, 3, 3.1] }))).toBe('No model beats the baseline');
  });

  it('stays careful while others still run', () => {
    const running = makeRun({ model: 'neural-network', folds: [1.6], foldsTotal: 5, state: 'running' });
    expect(finding(median, forest, running)).toBe('Random forest beats the baseline on 5 of 5 folds so far');
  });

  it('says that a score is undefined where every fold is', () => {
    expect(finding(makeRun({ model: 'ridge', folds: [null, null, null, null, null] }))).toBe('This score cannot be computed on this data');
    expect(finding(makeRun({ model: 'ridge', folds: [], foldsTotal: 5, state: 'failed' }))).toBe('No model finished');
    expect(finding(median)).toBe('Only baselines ran');
    expect(finding(median, makeRun({ model: 'ridge', folds: [1.8], foldsTotal: 5, state: 'cancelled' }))).toBe('The race stopped before a model finished');
  });

  it('turns round for a metric where more is better', () => {
    const high = makeRun({ model: 'ridge', metric: 'spearman', folds: [0.6, 0.61, 0.62, 0.6, 0.6] });
    const low = makeRun({ model: 'random-forest', metric: 'spearman', folds: [0.4, 0.41, 0.42, 0.41, 0.4] });
    expect(raceFinding(raceOf([low, high, makeRun({ model: 'median', metric: 'spearman', folds: [0, 0, 0, 0, 0] })], null, 'spearman', 0.25))).toBe('Ridge leads, on every fold');
    expect(isBetter('bias', -0.1, 0.3)).toBe(true);
  });
});

describe('the duel over folds', () => {
  // Python 3.11 statistics: mean -0.012; stdev 0.008367 times t 2.776 (4 degrees) times sqrt(1/5 + 1/4) = 0.01558, without 1/4 0.01039.
  it('uses the corrected interval', () => {
    const race = { metric: 'rmsle' as MetricName, testToTrain: 0.25 };
    const rows = raceOf([makeRun({ model: 'ridge', folds: [1.7, 1.8, 1.75, 1.72, 1.9] }), makeRun({ model: 'random-forest', folds: [1.72, 1.82, 1.75, 1.73, 1.91] })], null, 'rmsle', 0.25).candidates;
    const [ridge, other] = rows;
    if (!ridge || !other) throw new Error('two rows expected');
    const duel = foldDuel(race, ridge, other);
    expect(duel.difference).toBeCloseTo(-0.012, 12);
    expect(duel).toMatchObject({ wins: 4, folds: 5, clear: false });
    expect(foldDuel({ ...race, testToTrain: 0 }, ridge, other).clear).toBe(true);
  });
});

describe('rows of a race', () => {
  it('know how much of the data a fold holds out', () => {
    expect(testToTrainOf({ split: 'group', folds: 5 })).toBe(0.25);
    expect(testToTrainOf({ split: 'time', folds: 5 })).toBeCloseTo(1 / 3, 12);
  });

  it('take folds from the running job over the stored ones', () => {
    const stored = makeRun({ model: 'ridge', folds: [], foldsTotal: 5, state: 'running' });
    const progress: RaceProgress = {
      experimentId: 'e', metric: 'rmsle', fitsDone: 2, fitsTotal: 10,
      runs: [
        { runId: stored.id, model: 'ridge', folds: [1.8, 1.9], foldsTotal: 5, running: true },
        { runId: 'later', model: 'random-forest', folds: [], foldsTotal: 5, running: false },
      ],
    };
    const race = raceOf([stored], progress, 'rmsle', 0.25);
    expect(race.candidates.map((row) => [row.model, row.folds.length, row.state])).toEqual<[ModelKind, number, string][]>([['ridge', 2, 'running'], ['random-forest', 0, 'waiting']]);
    expect(race.finished).toBe(false);
    expect(race.candidates[0]?.mean).toBeCloseTo(1.85, 12);
  });
});

describe('same data, two answers', () => {
  it('needs an honest and a leaking race of the same question', () => {
    const honestRun = makeRun({ model: 'average', folds: [1.7, 1.8] });
    const leakingRun = makeRun({ model: 'average', folds: [0.6, 0.7], usesLeak: true });
    const honest = makeExperiment({ id: 'e1', best: honestRun.id });
    const leaking = makeExperiment({ id: 'e2', best: leakingRun.id });
    expect(twoAnswers(honest, [honest], [honestRun])).toBeNull();
    expect(twoAnswers(honest, [honest, leaking], [honestRun, leakingRun])).toMatchObject({ honest: { run: { id: honestRun.id } }, leaking: { run: { id: leakingRun.id } } });
    const otherTarget = makeExperiment({ id: 'e3', best: leakingRun.id, request: { ...leaking.request, target: 'price' } });
    expect(twoAnswers(honest, [honest, otherTarget], [honestRun, leakingRun])).toBeNull();
  });
});

describe('small sentences', () => {
  it('name few, count many', () => {
    expect(fewNames([])).toBe('none');
    expect(fewNames(['a', 'b'])).toBe('a and b');
    expect(fewNames(['a', 'b', 'c'])).toBe('a and 2 more');
  });

  it('say what the leak radar found', () => {
    const leak = { column: 'rating_count', score: 0.88, knownWhen: 'after-sale' as const, leak: true, excluded: true, reason: '', suspicions: [] };
    expect(leakFinding([])).toBe('Leak radar: no single column tells too much');
    expect(leakFinding([leak])).toBe('Leak radar: one column would give the answer away, left out');
    expect(leakFinding([{ ...leak, excluded: false }])).toBe('Leak radar: rating_count gives the answer away, and is in');
  });

  it('call a comparison what its pairs are', () => {
    const runs = [makeRun({ model: 'average', folds: [1.7], number: 27 }), makeRun({ model: 'ridge', folds: [1.8], number: 24 })];
    const pair = { runId: 'a', againstId: 'b', metric: 'rmsle' as const, difference: -0.03, lower: -0.05, upper: -0.01, foldsBetter: 5, folds: 5, reason: '' };
    const comparison = { runs, settings: [], metrics: [], residuals: [] };
    expect(comparisonFinding({ ...comparison, pairs: [{ ...pair, verdict: 'better' }] })).toBe('Run 27 is better');
    expect(comparisonFinding({ ...comparison, pairs: [{ ...pair, verdict: 'no-clear-winner' }] })).toBe('No clear winner');
    expect(comparisonFinding({ ...comparison, pairs: [{ ...pair, verdict: 'not-comparable' }] })).toBe('These runs cannot be held against each other');
    expect(comparisonFinding({ ...comparison, pairs: [] })).toBe('Nothing to compare');
  });

  it('do not explain a handful of runs', () => {
    expect(allRunsFinding([makeRun({ model: 'ridge', folds: [1.8] })])).toBe('One run: too few to see what moves the score');
    const runs = [makeRun({ model: 'ridge', folds: [1.8] }), makeRun({ model: 'random-forest', folds: [1.79] }), makeRun({ model: 'ridge', folds: [0.7], usesLeak: true })];
    expect(allRunsFinding(runs)).toBe('All 3 runs: a leaking column moves the score more than the algorithm');
    const once = [makeRun({ model: 'ridge', folds: [1.8] }), makeRun({ model: 'random-forest', folds: [1.7] }), makeRun({ model: 'median', folds: [2.1] })];
    expect(allRunsFinding(once)).toBe('All 3 runs: each algorithm ran once, so nothing else can be told apart');
    const twice = [makeRun({ model: 'ridge', folds: [1.8] }), makeRun({ model: 'ridge', folds: [1.9] }), makeRun({ model: 'random-forest', folds: [1.6] }), makeRun({ model: 'random-forest', folds: [1.7] })];
    // By hand: total 0.05 over 3, within 0.01 over 2, so 1 - 0.005 / 0.016667 = 0.70.
    expect(allRunsFinding(twice).replace(/\s/g, ' ')).toBe('All 4 runs: the algorithm explains 70 % of the differences between learned models');
  });
});
