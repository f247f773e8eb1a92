/** Explanations of a trained run: values that add up, a summary over rows, curves with lines, and what is warned of. */
import { describe, expect, it } from 'vitest';
import type { TrainRequest } from '@shared/areas/tracking';
import { createRandom } from '@engine/math';
import { expectDefined } from './expectDefined';
import { makeProject, oneRow, shopCsv, type TestProject } from './project';

interface Trained extends TestProject {
  readonly runId: (model: string) => string;
}

async function trained(csv = shopCsv(), request: Partial<TrainRequest> = {}): Promise<Trained> {
  const project = makeProject();
  const snapshot = await project.importCsv('shop', csv);
  const { experimentId } = await project.train(snapshot, request);
  const runs = project.tracking.runsOfExperiment(experimentId);
  return { ...project, runId: (model) => expectDefined(runs.find((run) => run.model === model)).id };
}

/** The price once more, in another unit. */
function withCents(csv: string): string {
  return csv.split('\n').map((line, i) => (line === '' ? line : i === 0 ? line.replace('price,', 'price,price_in_cents,') : line.replace(/,([\d.]+),/, (_, price: string) => `,${price},${Math.round(Number(price) * 100)},`))).join('\n');
}

describe('drivers', () => {
  it.each(['ridge', 'gradient-boosting', 'average'])('%s: every sampled row adds up to its forecast, and the summary is the mean of the absolute shares', async (kind) => {
    const { forecasting, context, runId } = await trained();
    const model = runId(kind);
    const drivers = await forecasting.handlers['explanation.drivers']({ model }, context);
    expect(drivers).toMatchObject({ runId: model, space: 'log1p', sampleRows: 80 });
    expect(drivers.drivers.map(({ meanAbsolute }) => meanAbsolute)).toEqual(drivers.drivers.map(({ meanAbsolute }) => meanAbsolute).toSorted((a, b) => b - a));
    expect(drivers.drivers[0]?.column).toBe('price');
    expect(expectDefined(drivers.drivers[0]).direction).toBeLessThan(-0.8);
    const columns = await Promise.all(['title', 'price', 'colour', 'on_sale'].map(async (column) => (await forecasting.handlers['explanation.driverPoints']({ model, column }, context)).points));
    for (const { column, meanAbsolute, points } of drivers.drivers) {
      expect(points.reduce((total, { value }) => total + Math.abs(value), 0) / points.length).toBeCloseTo(meanAbsolute, 10);
      expect(points).toEqual(columns[['title', 'price', 'colour', 'on_sale'].indexOf(column)]);
    }
    const rows = expectDefined(columns[0]);
    const table = { columns: ['title', 'price', 'colour', 'on_sale'], rows: rows.map((_, i) => columns.map((points) => points[i]?.x ?? null)) };
    const { predictions } = await forecasting.handlers['forecasting.predict']({ model, table }, context);
    predictions.forEach(({ value }, i) => {
      const sum = columns.reduce((total, points) => total + expectDefined(points[i]).value, drivers.base);
      expect(Math.abs(Math.expm1(sum) - value)).toBeLessThanOrEqual(1e-6 * Math.max(1, value));
    });
    expect(drivers.warnings.map(({ code }) => code)).toContain('not-cause');
  });

  it('is worked out once, however often it is asked', async () => {
    const { forecasting, context, runId } = await trained();
    const model = runId('gradient-boosting');
    const first = await forecasting.handlers['explanation.drivers']({ model }, context);
    const started = performance.now();
    expect(await forecasting.handlers['explanation.drivers']({ model }, context)).toEqual(first);
    expect(performance.now() - started).toBeLessThan(200);
    await expect(forecasting.handlers['explanation.driverPoints']({ model, column: 'moon' }, context)).rejects.toThrow(/does not use/);
  });

  it('gives each importance its interval over the folds, and names the columns whose interval includes 0', async () => {
    const { forecasting, context, runId } = await trained();
    const { importance, warnings } = await forecasting.handlers['explanation.drivers']({ model: runId('gradient-boosting') }, context);
    for (const { mean, lower, upper } of importance) {
      expect(lower).toBeLessThanOrEqual(mean);
      expect(upper).toBeGreaterThanOrEqual(mean);
    }
    expect(importance[0]).toMatchObject({ column: 'price' });
    expect(importance[0]?.lower).toBeGreaterThan(0);
    const helpless = importance.filter(({ mean, lower }) => mean !== 0 && (lower ?? 0) <= 0).map(({ column }) => column);
    expect(warnings.find(({ code }) => code === 'no-help')?.columns ?? []).toEqual(helpless);
  });

  it('tells columns that carry the same information', async () => {
    const { forecasting, context, runId } = await trained(withCents(shopCsv()));
    const { groups, warnings } = await forecasting.handlers['explanation.drivers']({ model: runId('ridge') }, context);
    expect(groups).toEqual([['price', 'price_in_cents']]);
    expect(warnings.find(({ code }) => code === 'near-copies')?.message).toMatch(/same information/);
  });
});

describe('importance measured again', () => {
  it.each(['ridge', 'average'])('%s: near copies matter more together than one by one; the same seed gives the same', async (kind) => {
    const csv = withCents(shopCsv(100));
    const project = await trained(csv);
    const measure = () => project.tracking.handlers['tracking.measureImportance']({ runId: project.runId(kind), shuffles: 5 }, project.newJob());
    const { importance, groups, folds, shuffles } = await measure();
    expect({ folds, shuffles }).toEqual({ folds: 4, shuffles: 5 });
    const [group] = groups;
    expect(group?.columns).toEqual(['price', 'price_in_cents']);
    const alone = importance.filter(({ column }) => column.startsWith('price')).map(({ mean }) => mean);
    expect(expectDefined(group).mean).toBeGreaterThan(1.2 * Math.max(...alone));
    expect(expectDefined(group?.lower)).toBeLessThan(expectDefined(group).mean);
    expect(await measure()).toEqual({ runId: project.runId(kind), importance, groups, folds, shuffles });
  });

  it('refuses a rule that looks at no column', async () => {
    const { tracking, runId, newJob } = await trained();
    await expect(tracking.handlers['tracking.measureImportance']({ runId: runId('median'), shuffles: 5 }, newJob())).rejects.toThrow(/looks at no column/);
  });
});

describe('one column moved', () => {
  it('gives lines, their mean, accumulated effects and the shape', async () => {
    const { forecasting, context, runId } = await trained();
    const price = await forecasting.handlers['explanation.dependence']({ model: runId('ridge'), column: 'price' }, context);
    expect(price).toMatchObject({ kind: 'number', shape: 'falls', sampleRows: 80, warnings: [] });
    expect(price.lines.length).toBe(30);
    expect(price.steps.every(({ falling }) => falling === 1)).toBe(true);
    expect(price.accumulated.at(-1)?.effect).toBeLessThan(price.accumulated[0]?.effect ?? NaN);
    const colour = await forecasting.handlers['explanation.dependence']({ model: runId('ridge'), column: 'colour' }, context);
    expect(colour).toMatchObject({ kind: 'category', shape: null, accumulated: [], steps: [] });
    await expect(forecasting.handlers['explanation.dependence']({ model: runId('ridge'), column: 'moon' }, context)).rejects.toThrow(/does not use/);
  });

  it('says where dearer seems to sell more', async () => {
    const random = createRandom(3);
    const lines = Array.from({ length: 120 }, (_, row) => {
      const price = 1 + random.integer(40) / 4;
      return `dress number ${row} of all,${price.toFixed(2)},m${random.integer(25)},${Math.round(20 + 30 * price)}`;
    });
    const { forecasting, context, runId } = await trained(['title,price,merchant_id,units_sold', ...lines].join('\n'));
    const { warnings } = await forecasting.handlers['explanation.dependence']({ model: runId('ridge'), column: 'price' }, context);
    expect(warnings).toEqual([expect.objectContaining({ code: 'price-rises', columns: ['price'], message: expect.stringMatching(/dearer seems to sell more.*go together/) })]);
    const curve = await forecasting.handlers['forecasting.curve']({ model: runId('ridge'), table: { columns: ['title', 'price'], rows: [['dress', 4]] }, column: 'price', from: 2, to: 8, points: 13 }, context);
    expect(curve.warnings[0]).toMatchObject({ code: 'price-rises', from: 2, to: 8 });
  });

  it.each([[-1, 'direction-kept'], [1, 'direction-broken']] as const)('says whether a promised direction (%s) is kept', async (direction, code) => {
    const { forecasting, context, runId } = await trained(shopCsv(), { models: ['median', 'ridge'], monotone: { price: direction } });
    const { warnings } = await forecasting.handlers['explanation.dependence']({ model: runId('ridge'), column: 'price' }, context);
    expect(warnings.map((warning) => warning.code)).toEqual([code]);
    expect((await forecasting.handlers['explanation.dependence']({ model: runId('ridge'), column: 'on_sale' }, context)).warnings).toEqual([]);
  });

  it('shows two columns at once with the rows that back each pair', async () => {
    const { forecasting, context, runId } = await trained();
    const pair = await forecasting.handlers['explanation.pair']({ model: runId('gradient-boosting'), columns: ['price', 'colour'] }, context);
    expect(pair.cells).toHaveLength(pair.first.length);
    expect(pair.cells.flat().reduce((total, { rows }) => total + rows, 0)).toBe(80);
    await expect(forecasting.handlers['explanation.pair']({ model: runId('ridge'), columns: ['price', 'price'] }, context)).rejects.toThrow(/different columns/);
  });
});

describe('one row', () => {
  const codesOf = async ({ forecasting, context, runId }: Trained, cells: (string | number | null)[]): Promise<string[]> =>
    (await forecasting.handlers['forecasting.explain']({ model: runId('gradient-boosting'), table: { columns: oneRow.columns, rows: [cells] } }, context)).warnings.map(({ code }) => code);

  it('is told what it lies outside of, cell by cell and as a whole', async () => {
    const project = await trained();
    expect(await codesOf(project, ['summer dress', 6, 'white', 1])).not.toContain('outside-range');
    expect(await codesOf(project, ['summer dress', 60, 'white', 1])).toEqual(expect.arrayContaining(['outside-range', 'unlike-training']));
    expect(await codesOf(project, ['summer dress', 6, 'violet', 1])).toContain('unseen-category');
    expect(await codesOf(project, ['summer dress', 6, null, 1])).toContain('missing-value');
  });

  it('a lacking column is no empty cell, and nothing is compared without it', async () => {
    const { forecasting, context, runId } = await trained();
    const { warnings } = await forecasting.handlers['forecasting.explain']({ model: runId('ridge'), table: { columns: ['price'], rows: [[6]] } }, context);
    expect(warnings.filter(({ code }) => code !== 'not-cause' && code !== 'no-help')).toEqual([]);
  });

  it('asks for lines and curve of a column at once', async () => {
    const { forecasting, context, runId } = await trained();
    const { pdp, ice } = await forecasting.handlers['forecasting.explain']({ model: runId('ridge'), pdp: 'price', ice: 'price' }, context);
    expect(ice?.points.map(({ mean }) => mean)).toEqual(pdp?.points.map(({ mean }) => mean));
    expect(ice?.lines.length).toBeGreaterThan(10);
  });

  it('names how far its nearest past rows are and in what they differ', async () => {
    const { forecasting, context, runId } = await trained();
    const nearest = await forecasting.handlers['forecasting.nearest']({ model: runId('gradient-boosting'), table: { columns: ['price', 'colour', 'on_sale'], rows: [[6, 'white', 1]] }, count: 5 }, context);
    expect(nearest.map(({ distance }) => distance)).toEqual(nearest.map(({ distance }) => distance).toSorted((a, b) => a - b));
    for (const { distance, differs } of nearest) {
      expect(distance).toBeGreaterThanOrEqual(0);
      expect(distance).toBeLessThanOrEqual(1);
      expect(differs.length === 0).toBe(distance === 0);
    }
  });
});
