import { describe, expect, it } from 'vitest';
import type { RaceProgress } from '@shared/areas/tracking';
import { trainRequestSchema } from '@shared/areas/tracking';
import { raceOf } from '@renderer/features/models/raceRows';
import { foldNote, lossWords, progressLine, rowState, splitWords, viewNote } from '@renderer/features/models/raceWords';
import { makeExperiment, makeRun } from './fixtures';

const request = trainRequestSchema.parse({ snapshotId: 's1', target: 'units_sold', split: 'group', groupBy: 'merchant_id', oneRowPer: 'product_id' });

function stateOf(parts: Parameters<typeof makeRun>[0]): string {
  const row = raceOf([makeRun(parts)], null, 'rmsle', 0.25).candidates[0];
  if (!row) throw new Error('one row expected');
  return rowState(row);
}

describe('words about a race', () => {
  it('say how far it is', () => {
    const progress: RaceProgress = { experimentId: 'e', metric: 'rmsle', fitsDone: 21, fitsTotal: 25, runs: [] };
    expect(progressLine(progress, 'Ridge, fold 2 of 5', 50_000)).toEqual({ done: '21 of 25 fits done', rest: 'Ridge, fold 2 of 5 · about 50 seconds left' });
    expect(progressLine(progress, '', null)).toEqual({ done: '21 of 25 fits done', rest: '' });
    expect(progressLine(null, 'Reading', 1)).toBeNull();
  });

  it('say how the folds were dealt, with column names set apart', () => {
    const words = splitWords(makeExperiment({ request, rows: 1341, groups: 958, repeatedRows: 232 }));
    expect(words.map((part) => (typeof part === 'string' ? part : `[${part.column}]`)).join('')).toBe(
      '5 folds grouped by [merchant_id], one row per [product_id]. 1,341 rows trained on; 958 groups that never share a fold; 232 repeated rows left out.',
    );
    const plain = splitWords(makeExperiment({ request: { ...request, split: 'kfold', oneRowPer: undefined, repeats: 3 }, repeatedRows: 0, missingTargetRows: 1 }));
    expect(plain.join('')).toBe('5 folds, 3 times of random rows. 1,341 rows trained on; 1 row without a target left out.');
  });

  it('say what one dot is', () => {
    expect(foldNote(makeExperiment({ request }))).toContain('merchant_id values the model has not seen');
    expect(foldNote(makeExperiment({ request: { ...request, split: 'time' } }))).toContain('later stretch of time');
    expect(viewNote(makeExperiment({ request }), 'curves')).toContain('step by step');
  });

  it('name the loss by the space the model learns in', () => {
    expect(lossWords(makeExperiment({ request }))).toBe('squared error of log(1 + units_sold)');
    expect(lossWords(makeExperiment({ request, targetTransform: 'none' }))).toBe('squared error of units_sold');
  });

  it('say why a row has no score', () => {
    expect(stateOf({ model: 'ridge', folds: [], foldsTotal: 5, state: 'running' })).toBe('runs');
    expect(stateOf({ model: 'ridge', folds: [1], foldsTotal: 5, state: 'cancelled' })).toBe('stopped after 1 of 5 folds');
    expect(stateOf({ model: 'ridge', folds: [], foldsTotal: 5, state: 'cancelled' })).toBe('stopped before its first fold');
    expect(stateOf({ model: 'ridge', folds: [], foldsTotal: 5, state: 'failed', failure: 'Out of memory.' })).toBe('Out of memory.');
    expect(stateOf({ model: 'ridge', folds: [null, null], state: 'finished' })).toBe('not defined on this data');
  });
});
