import { describe, expect, it } from 'vitest';
import type { Metrics, ModelKind, Run } from '@shared/areas/tracking';
import { gainText } from '../../../../../src/renderer/features/home/runGain';

const score = (mean: number) => ({ mean, sd: 0, folds: [mean] });
const run = (model: ModelKind, metrics: Metrics, part: Partial<Run> = {}): Run => ({
  id: model, number: 1, experimentId: 'e', snapshotId: 's', task: 'regression', model, state: 'finished', failure: null, target: 'y', metric: 'rmsle', metrics, parameters: {}, backend: 'js', seed: 1, rows: 10, foldsDone: 5, foldsTotal: 5, fitsReused: 0, durationMs: 1, peakMemoryBytes: null, appVersion: '0', usesLeak: false, notes: '', tags: [], createdAt: 0, deletedAt: null, ...part,
});
const baselines = [run('mean', { rmsle: score(2.5), spearman: score(0.01), wape: score(1) }), run('median', { rmsle: score(2.16), spearman: score(0.05), wape: score(0.93) })];

describe('a run against the baseline of its race', () => {
  it('takes the best baseline, in the direction of the metric', () => {
    const ridge = run('ridge', { rmsle: score(1.825), spearman: score(0.53), wape: score(0.867) });
    expect(gainText(ridge, baselines, 'rmsle')).toMatch(/^−0.335$/);
    expect(gainText(ridge, baselines, 'spearman')).toMatch(/^\+0.480$/);
    expect(gainText(ridge, baselines, 'wape')).toMatch(/^−6.3\u00a0%$/);
  });
  it('does not compare across races, and says so where nothing can be said', () => {
    expect(gainText(run('ridge', { rmsle: score(1) }, { experimentId: 'other' }), baselines, 'rmsle')).toBe('–');
    expect(gainText(run('ridge', {}), baselines, 'rmsle')).toBe('–');
  });
  it('a leak, a baseline and an unfinished run get their word', () => {
    const words = [run('ridge', { rmsle: score(0.7) }, { usesLeak: true }), baselines[0], run('ridge', {}, { state: 'cancelled' })].map((each) => each && gainText(each, baselines, 'rmsle'));
    expect(words).toEqual(['not honest', 'baseline', 'cancelled']);
  });
});
