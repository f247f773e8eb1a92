/** Search over runs. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { EngineError } from '@shared/contract/errors';
import { runSchema, type Run } from '@shared/areas/tracking';
import { parseRunSearch } from '@engine/tracking/runSearch';

function makeRun(change: Partial<Run>): Run {
  return runSchema.parse({
    id: 'r1', number: 1, experimentId: 'e1', snapshotId: 's1', task: 'regression', model: 'ridge', state: 'finished', failure: null, target: 'units_sold', metric: 'rmsle',
    metrics: { rmsle: { mean: 1.7, sd: 0.1, folds: [1.6, 1.8] } }, parameters: { split: 'group', folds: 5 }, backend: 'js', seed: 1, rows: 100, foldsDone: 2, foldsTotal: 2,
    durationMs: 10, peakMemoryBytes: null, appVersion: '0', usesLeak: false, fitsReused: 0, notes: 'before the sale', tags: ['honest'], createdAt: 0, deletedAt: null, ...change,
  });
}

const ridge = makeRun({});
const forest = makeRun({ id: 'r2', number: 2, model: 'random-forest', metrics: { rmsle: { mean: 1.9, sd: 0.1, folds: [1.9] } }, tags: [], notes: '', parameters: { split: 'kfold', folds: 5 } });
const failed = makeRun({ id: 'r3', number: 3, model: 'neural-network', state: 'failed', metrics: {}, tags: ['old one'], notes: '' });
const found = (expression: string): number[] => [ridge, forest, failed].filter(parseRunSearch(expression)).map(({ number }) => number);

describe('search over runs', () => {
  it.each([
    ['', [1, 2, 3]],
    ['rmsle < 1.8', [1]],
    ['RMSLE>=1.9', [2]],
    ['rmsle < 1.8 and model = ridge', [1]],
    ['model = ridge or model = random-forest', [1, 2]],
    ['not model = ridge', [2, 3]],
    ['rmsle < 3 (model = ridge or split = kfold)', [1, 2]],
    ['model != ridge and rmsle < 3', [2]],
    ['tag = honest', [1]],
    ['tag = "old one"', [3]],
    ['tag != honest', [2, 3]],
    ['forest', [2]],
    ['before sale', [1]],
    ['"before the sale"', [1]],
    ['split = group and folds = 5', [1, 3]],
    ['run = 2', [2]],
    ['state = failed', [3]],
    ['leak = false rmsle <= 1.7', [1]],
    ['spearman > 0', []],
    ['nothing-like-that = 1', []],
  ])('%s', (expression, numbers) => {
    expect(found(expression)).toEqual(numbers);
  });

  it.each(['rmsle <', '(model = ridge', 'model = ridge)', '= 5', 'rmsle < < 1', '"open', 'and', 'not', 'ridge or or forest'])('says where %s stops making sense', (expression) => {
    expect(() => parseRunSearch(expression)).toThrow(EngineError);
    expect(() => parseRunSearch(expression)).toThrow(/character \d+/);
  });

  it('answers any text with a filter or a plain refusal', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (expression) => {
        try {
          expect(typeof parseRunSearch(expression)(ridge)).toBe('boolean');
        } catch (error) {
          expect(error).toBeInstanceOf(EngineError);
        }
      }),
    );
  });
});
