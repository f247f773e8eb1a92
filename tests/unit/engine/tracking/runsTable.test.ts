/** Notes, tags, the trash, sorting, and splits by time and by file. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../helpers/temporary';
import { makeShop } from './shop';

const context = { signal: new AbortController().signal, report: () => undefined };
const models = ['median', 'ridge'] as const;

describe('runs', () => {
  it('keep notes and tags, found by search', async () => {
    const { train, tracking } = makeShop();
    const { runIds } = await train({ models: [...models] });
    const [median = '', ridge = ''] = runIds;
    tracking.handlers['tracking.annotate']({ runId: ridge, notes: 'for the meeting', tags: ['keep', 'keep', 'summer'] }, context);
    expect(tracking.findRun(ridge)).toMatchObject({ notes: 'for the meeting', tags: ['keep', 'summer'] });
    tracking.handlers['tracking.annotate']({ runId: ridge, tags: ['keep'] }, context);
    expect(tracking.findRun(ridge)).toMatchObject({ notes: 'for the meeting', tags: ['keep'] });
    const search = async (text: string) => (await tracking.handlers['tracking.runs']({ search: text, descending: false, includeDeleted: false }, context)).map(({ id }) => id);
    expect(await search('tag = keep')).toEqual([ridge]);
    expect(await search('meeting')).toEqual([ridge]);
    expect(await search('not tag = keep')).toEqual([median]);
    expect(() => tracking.handlers['tracking.annotate']({ runId: 'nobody', notes: '' }, context)).toThrow(/not known/);
  });

  it('go to the trash and come back, without losing anything', async () => {
    const { train, tracking } = makeShop();
    const { runIds } = await train({ models: [...models] });
    const [median = ''] = runIds;
    const before = tracking.runDetail(median);
    const list = async (includeDeleted: boolean) => (await tracking.handlers['tracking.runs']({ descending: false, includeDeleted }, context)).length;
    tracking.handlers['tracking.delete']({ runIds: [median] }, context);
    expect([await list(false), await list(true), tracking.countRuns()]).toEqual([1, 2, 1]);
    tracking.handlers['tracking.restore']({ runIds: [median] }, context);
    expect(tracking.runDetail(median)).toEqual(before);
    expect(() => tracking.handlers['tracking.delete']({ runIds: [median, 'nobody'] }, context)).toThrow(/not known/);
    expect(await list(false)).toBe(2);
  });

  it('sort by a metric or a setting, those without a value last', async () => {
    const { train, tracking } = makeShop();
    await train({ models: [...models, 'gradient-boosting'] });
    const sorted = async (sort: string, descending: boolean) => (await tracking.handlers['tracking.runs']({ sort, descending, includeDeleted: false }, context)).map(({ model }) => model);
    const scores = new Map(tracking.listRuns().map(({ model, metrics }) => [model, metrics.rmsle?.mean ?? NaN]));
    const rising = [...scores.keys()].toSorted((a, b) => (scores.get(a) ?? 0) - (scores.get(b) ?? 0));
    expect(await sorted('rmsle', false)).toEqual(rising);
    expect(await sorted('rmsle', true)).toEqual(rising.toReversed());
    expect((await sorted('trees', true))[0]).toBe('gradient-boosting');
    expect((await sorted('trees', false))[0]).toBe('gradient-boosting');
    expect((await sorted('spearman', false)).at(-1)).toBe('median');
  });
});

describe('splits', () => {
  it('takes folds from a file and keeps their names in the held-out predictions', async () => {
    const { train, tracking, parts } = makeShop();
    const path = join(temporaryFolder(), 'folds.csv');
    const lines = Array.from({ length: 90 }, (_, i) => `${i + 1},7,${(i % 2) + 3}`);
    writeFileSync(path, `row,repeat,fold\n${lines.join('\n')}\n`);
    const { ticket } = parts.files.grant(path);
    const { experimentId, baseline } = await train({ models: ['median'], split: 'file', foldFile: ticket, oneRowPer: undefined });
    const { folds, rowNumbers } = tracking.rowsOfRun(baseline ?? '');
    expect(folds.map(({ repeat, fold }) => [repeat, fold])).toEqual([[7, 3], [7, 4]]);
    expect(folds[0]?.rows.map((row) => (rowNumbers[row] ?? 0) % 2)).toEqual(folds[0]?.rows.map(() => 1));
    expect(tracking.findExperiment(experimentId)).toMatchObject({ missingTargetRows: 1, rows: 89, repeatedRows: 0 });
  });

  it('splits by time: each fold comes after what it was trained on', async () => {
    const { train, tracking, columns } = makeShop();
    const { baseline } = await train({ models: ['median'], split: 'time', dateColumn: 'rating_count', folds: 3, oneRowPer: undefined });
    const time = columns.find(({ name }) => name === 'rating_count');
    const { folds, rowNumbers } = tracking.rowsOfRun(baseline ?? '');
    const times = folds.map(({ rows }) => rows.map((row) => (time?.kind === 'number' ? (time.values[(rowNumbers[row] ?? 0) - 1] ?? NaN) : NaN)));
    expect(times).toHaveLength(3);
    expect(Math.max(...(times[0] ?? []))).toBeLessThan(Math.min(...(times[1] ?? [])));
    expect(Math.max(...(times[1] ?? []))).toBeLessThan(Math.min(...(times[2] ?? [])));
    await expect(Promise.resolve(train({ models: ['median'], split: 'time', dateColumn: 'price', folds: 3, oneRowPer: undefined }))).rejects.toThrow(/empty in some rows/);
  });
});
