import { describe, expect, it } from 'vitest';
import { evidenceOf } from '@renderer/features/models/championEvidence';
import { parallelPicture, passing } from '@renderer/features/models/parallelAxes';
import { promotionReason } from '@renderer/features/models/promotionReason';
import { settingWords } from '@renderer/features/models/settingWords';
import { tellListsApart } from '@renderer/features/models/tellListsApart';
import { makeExperiment, makeRun } from './fixtures';

const honest = makeRun({ model: 'ridge', folds: [1.8, 1.9], parameters: { split: 'group', groupBy: 'merchant_id' } });
const leaking = makeRun({ model: 'ridge', folds: [0.7, 0.8], usesLeak: true, parameters: { split: 'group', groupBy: 'merchant_id' } });
const lazy = makeRun({ model: 'random-forest', folds: [1.6, 1.7], parameters: { split: 'kfold', groupBy: null } });

describe('parallel axes', () => {
  it('show what differs, and always model, score and time', () => {
    expect(parallelPicture([honest, leaking, lazy], honest).axes.map((axis) => axis.title)).toEqual(['algorithm', 'columns', 'folds by', 'RMSLE', 'fit time, s']);
    expect(parallelPicture([honest, honest], honest).axes.map((axis) => axis.key)).toEqual(['model', 'rmsle', 'duration']);
  });

  it('leave out runs of another target and runs without a score', () => {
    const other = makeRun({ model: 'ridge', folds: [1], target: 'price' });
    const failed = makeRun({ model: 'ridge', folds: [], state: 'failed' });
    expect(parallelPicture([honest, other, failed], honest).runs).toEqual([honest]);
    expect(parallelPicture([], honest).axes).toEqual([]);
  });

  it('keep positions inside the axis and filter by a brushed range', () => {
    const picture = parallelPicture([honest, leaking, lazy], honest);
    for (const axis of picture.axes) for (const at of axis.positions) expect(at === null || (at >= 0 && at <= 1)).toBe(true);
    const score = picture.axes.find((axis) => axis.key === 'rmsle');
    const at = score?.positions[1] ?? 0;
    expect(passing(picture, new Map([['rmsle', [at - 0.01, at + 0.01]]]))).toEqual([false, true, false]);
    expect(passing(picture, new Map())).toEqual([true, true, true]);
  });
});

/** Without the narrow spaces before a per cent sign. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('evidence for a champion', () => {
  const baseline = makeRun({ model: 'median', folds: [2.1, 1.85] });
  const detail = { run: { ...honest, metrics: { ...honest.metrics, bias: { mean: -0.68, sd: 0.1, folds: [-0.6, -0.7] } } }, baseline, experiment: makeExperiment(), curves: [], importance: [], residuals: [], interval: { level: 0.9, coverage: 0.8, width: null, halfWidth: 2.8, space: 'log1p' as const, method: 'split' as const, askedFor: null, rows: null, groups: [], others: [], reach: null } };

  it('calls out what is not good, in words and numbers', () => {
    expect(evidenceOf(detail).map(({ words, value, tone }) => [plain(words), plain(value), tone])).toEqual([
      ['Beats the baseline on every fold', '1 of 2', 'attention'],
      ['90 % interval held', '80.0 %', 'attention'],
      ['No column gives the answer away', '0', 'good'],
      ['Bias within ± 50 %', '−68.0 %', 'attention'],
    ]);
  });

  it('proposes a reason from the run itself', () => {
    expect(promotionReason(detail)).toBe('RMSLE 1.850 against 1.975 for the median, better on 1 of 2 folds.');
    expect(promotionReason({ run: honest, baseline: null })).toBe('RMSLE 1.850.');
  });
});

describe('names of settings', () => {
  it('are read apart', () => {
    expect(settingWords('groupBy')).toBe('folds grouped by');
    expect(settingWords('maxLeaves')).toBe('max leaves');
    expect(settingWords('learning_rate')).toBe('learning rate');
  });
});

describe('lists beside each other', () => {
  it('keep only what tells them apart', () => {
    expect(tellListsApart(['id, a, b', 'id', 'id, c, d, e, f, g'])).toEqual(['a, b, besides 1 that all leave out', '1 that all leave out', 'c, d, e and 2 more, besides 1 that all leave out']);
    expect(tellListsApart(['a', ''])).toEqual(['a', 'nothing']);
    expect(tellListsApart(['a, b', 'a, b'])).toEqual(['a, b', 'a, b']);
    expect(tellListsApart([null, 'a'])).toEqual([null, 'a']);
  });
});
