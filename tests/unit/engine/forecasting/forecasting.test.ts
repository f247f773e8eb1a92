/** Form, single rows, curve, nearest, explanation and batch, over a trained shop. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import Papa from 'papaparse';
import { createRandom } from '@engine/math';
import { expectDefined } from './expectDefined';
import { makeProject, oneRow, shopCsv, type TestProject } from './project';

async function trained(): Promise<TestProject & { model: string; snapshotId: string; runId: (model: string) => string }> {
  const project = makeProject();
  const snapshot = await project.importCsv('shop', shopCsv());
  const { experimentId } = await project.train(snapshot);
  const runs = project.tracking.runsOfExperiment(experimentId);
  const runId = (model: string): string => expectDefined(runs.find((run) => run.model === model)).id;
  return { ...project, model: runId('average'), snapshotId: snapshot.id, runId };
}

describe('single rows', () => {
  it('answers with an interval that widens with the level, and marks what training never saw', async () => {
    const { forecasting, context, model } = await trained();
    const predict = (table = oneRow, level?: number) => forecasting.handlers['forecasting.predict']({ model, table, level }, context);
    const { predictions, missingColumns } = await predict();
    const [usual] = predictions;
    expect(missingColumns).toEqual([]);
    expect(usual).toMatchObject({ level: 0.9, outside: [] });
    expect(expectDefined(usual).lower).toBeLessThan(expectDefined(usual).value);
    expect(expectDefined(usual).upper).toBeGreaterThan(expectDefined(usual).value);
    const narrow = (await predict(oneRow, 0.5)).predictions[0];
    expect(expectDefined(narrow).upper).toBeLessThan(expectDefined(usual).upper);
    const strange = await predict({ columns: ['price', 'colour', 'moon phase'], rows: [[99, 'violet', 'full']] });
    expect(strange.missingColumns).toEqual(['title', 'on_sale']);
    expect(strange.predictions[0]?.outside).toEqual(['price', 'colour']);
  });

  it('reads cells as text or as values alike, and names the cell it cannot read', async () => {
    const { forecasting, context, model } = await trained();
    const predict = (rows: (string | number | boolean | null)[][]) => forecasting.handlers['forecasting.predict']({ model, table: { columns: oneRow.columns, rows } }, context);
    const typed = await predict([['a', 6.5, 'red', 1]]);
    expect((await predict([['a', '6.50', 'red', '1']])).predictions).toEqual(typed.predictions);
    await expect(predict([['a', 'cheap', 'red', 1]])).rejects.toThrow(/"cheap" in row 1 of "price"/);
    await expect(predict([['a', 1]])).rejects.toThrow(/2 cells for 4 columns/);
    await expect(predict([])).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('needs a champion only where it is asked for', async () => {
    const { forecasting, registry, context, runId } = await trained();
    await expect(forecasting.handlers['forecasting.form']({ model: 'champion' }, context)).rejects.toMatchObject({ code: 'not-found' });
    await registry.handlers['registry.promote']({ runId: runId('ridge'), alias: 'champion', reason: 'steady' }, context);
    await expect(forecasting.handlers['forecasting.form']({ model: 'champion' }, context)).resolves.toMatchObject({ model: 'ridge' });
  });
});

describe('form', () => {
  it('offers the columns the model uses, the important ones first, with ranges and choices of training', async () => {
    const { forecasting, context, model } = await trained();
    const form = await forecasting.handlers['forecasting.form']({ model }, context);
    const byName = new Map(form.fields.map((field) => [field.column, field]));
    expect([...byName.keys()].sort()).toEqual(['colour', 'on_sale', 'price', 'title']);
    expect(form.fields.map(({ importance }) => importance)).toEqual(form.fields.map(({ importance }) => importance).toSorted((a, b) => b - a));
    expect(byName.get('price')).toMatchObject({ control: 'number', step: 0.2 });
    expect(expectDefined(byName.get('price')).trainedLow).toBeGreaterThan(expectDefined(byName.get('price')?.min));
    expect(byName.get('colour')?.choices.map(({ value }) => value).sort()).toEqual(['=SUM(A1)', 'red', 'white']);
    expect(byName.get('title')).toMatchObject({ control: 'text', initial: null });
    expect(form).toMatchObject({ target: 'units_sold', interval: { level: 0.9, space: 'log1p' }, steps: null });
    expect(form.baseline.value).toBeGreaterThan(0);
  });
});

describe('curve, nearest, explanation', () => {
  it('holds everything but one column, and says where it extrapolates', async () => {
    const { forecasting, context, model } = await trained();
    const { points, ticks } = await forecasting.handlers['forecasting.curve']({ model, table: oneRow, column: 'price', from: 0, to: 30, points: 31 }, context);
    const single = await forecasting.handlers['forecasting.predict']({ model, table: oneRow }, context);
    expect(points[6]).toMatchObject({ x: 6, value: single.predictions[0]?.value, extrapolated: false });
    expect(points.at(-1)).toMatchObject({ x: 30, extrapolated: true });
    expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
    await expect(forecasting.handlers['forecasting.curve']({ model, table: oneRow, column: 'colour', from: 0, to: 1, points: 2 }, context)).rejects.toThrow(/no numbers/);
    await expect(forecasting.handlers['forecasting.curve']({ model, table: oneRow, column: 'merchant_id', from: 0, to: 1, points: 2 }, context)).rejects.toThrow(/does not use/);
  });

  it('finds the past row itself as its own nearest', async () => {
    const { forecasting, context, model } = await trained();
    const row = Papa.parse<string[]>(shopCsv()).data[18];
    const table = { columns: ['title', 'price', 'colour', 'on_sale'], rows: [expectDefined(row).slice(0, 4)] };
    const nearest = await forecasting.handlers['forecasting.nearest']({ model, table, count: 3 }, context);
    expect(nearest).toHaveLength(3);
    expect(nearest[0]).toMatchObject({ row: 18, title: expectDefined(row)[0], actual: Number(expectDefined(row)[5]) });
  });

  it('shows name and price of a nearest row first, however little the price matters', async () => {
    const project = makeProject();
    const random = createRandom(5);
    const lines = Array.from({ length: 90 }, (_, row) => {
      const [a, b, c, d, e] = Array.from({ length: 5 }, () => random.integer(20));
      return `product number ${row} of all,${a},${b},${c},${d},${e},${(1 + random.integer(8) / 4).toFixed(2)},${10 * (a! + b! + c! + d! + e!) + 5}`;
    });
    const snapshot = await project.importCsv('wide', ['title,a,b,c,d,e,price,units_sold', ...lines].join('\n'));
    const { best } = await project.train(snapshot, { models: ['median', 'ridge'], split: 'kfold', groupBy: undefined });
    const table = { columns: ['a', 'b', 'c', 'd', 'e', 'price'], rows: [[1, 2, 3, 4, 5, 2]] };
    const [first] = await project.forecasting.handlers['forecasting.nearest']({ model: expectDefined(best), table, count: 1 }, project.context);
    const { title, cells } = expectDefined(first);
    expect(cells.map(({ column }) => column).slice(0, 2)).toEqual(['title', 'price']);
    expect(cells).toHaveLength(5);
    expect(cells[0]).toEqual({ column: 'title', value: title });
    expect(cells[1]?.value).toBeGreaterThan(0);
  });

  it('explains a row by values that add up to its forecast, and a column by its mean curve', async () => {
    const { forecasting, context, runId } = await trained();
    const explanation = await forecasting.handlers['forecasting.explain']({ model: runId('gradient-boosting'), table: oneRow, pdp: 'price' }, context);
    const { predictions } = await forecasting.handlers['forecasting.predict']({ model: runId('gradient-boosting'), table: oneRow }, context);
    const sum = expectDefined(explanation.values).reduce((total, { value }) => total + value, explanation.base ?? NaN);
    expect(sum).toBeCloseTo(explanation.prediction ?? NaN, 9);
    expect(Math.expm1(sum)).toBeCloseTo(expectDefined(predictions[0]).value, 6);
    expect(explanation.pdp?.points.length).toBeGreaterThan(5);
    await expect(forecasting.handlers['forecasting.explain']({ model: runId('gradient-boosting'), pdp: 'moon' }, context)).rejects.toThrow(/does not use/);
  });
});

describe('batch', () => {
  it('scores every row, keeps formulas as text, and tracks the forecast with its lineage', async () => {
    const { forecasting, files, newJob, context, model, snapshotId } = await trained();
    const { forecast, file } = await forecasting.handlers['forecasting.score']({ model, snapshotId }, newJob());
    const rows = Papa.parse<Record<string, string>>(readFileSync(files.resolve(file.ticket).path, 'utf8'), { header: true, skipEmptyLines: true }).data;
    expect(Object.keys(expectDefined(rows[0]))).toEqual(['title', 'price', 'colour', 'on_sale', 'merchant_id', 'units_sold', 'value', 'lower', 'upper', 'outside', 'reason 1', 'reason 2', 'reason 3']);
    expect(rows).toHaveLength(80);
    expect(forecast).toMatchObject({ runId: model, snapshotId, rows: 80, level: 0.9, rowsOutside: 0 });
    expect(forecast.total).toBeCloseTo(rows.reduce((total, { value }) => total + Number(value), 0), 6);
    expect(forecast.baselineTotal).toBeGreaterThan(0);
    expect(new Set(rows.map(({ colour }) => colour))).toEqual(new Set(['red', 'white', "'=SUM(A1)"]));

    const page = await forecasting.handlers['forecasting.rows']({ forecastId: forecast.id, offset: 10, limit: 5 }, context);
    expect(page.total).toBe(80);
    expect(page.columns.slice(0, 4)).toEqual(['value', 'lower', 'upper', 'title']);
    expect(page.rows[0]?.[0]).toBe(Number(rows[10]?.value));
    expect(await forecasting.handlers['forecasting.list']({}, context)).toEqual([forecast]);
    const again = await forecasting.handlers['forecasting.score']({ model, snapshotId }, newJob());
    expect(again.file.sha256).toBe(file.sha256);
  });

  it('checks a version first: what it lacks, cannot read or never met is counted, and marked in the file', async () => {
    const project = await trained();
    const { handlers } = project.forecasting;
    const other = await project.importCsv('other', 'title,price,colour,units_sold\na dress,cheap,red,4\nb dress,3.5,violet,6\nc dress,99,white,1\n');
    const check = await handlers['forecasting.check']({ model: project.model, snapshotId: other.id }, project.context);
    expect(check).toMatchObject({ rows: 3, columns: 4, blocked: null });
    expect(check.findings).toEqual(
      expect.arrayContaining([
        { column: 'on_sale', kind: 'missing-column', count: 3, examples: [] },
        { column: 'price', kind: 'other-type', count: 3, examples: [expect.any(String), 'decimal'] },
        { column: 'price', kind: 'unreadable', count: 1, examples: ['cheap'] },
        { column: 'price', kind: 'out-of-range', count: 1, examples: ['99'] },
        { column: 'price', kind: 'missing-values', count: 1, examples: [] },
        { column: 'colour', kind: 'unknown-category', count: 1, examples: ['violet'] },
      ]),
    );
    expect(project.forecasting.listForecasts()).toEqual([]);
    const { forecast, file } = await handlers['forecasting.score']({ model: project.model, snapshotId: other.id, reasons: 0 }, project.newJob());
    const rows = Papa.parse<Record<string, string>>(readFileSync(project.files.resolve(file.ticket).path, 'utf8'), { header: true, skipEmptyLines: true }).data;
    expect(rows.map(({ outside }) => outside)).toEqual(['price; on_sale', 'colour; on_sale', 'price; on_sale']);
    expect(forecast.rowsOutside).toBe(3);
    const single = await handlers['forecasting.predict']({ model: project.model, table: { columns: ['title', 'price', 'colour'], rows: [['b dress', 3.5, 'violet']] } }, project.context);
    expect(Number(rows[1]?.value)).toBe(single.predictions[0]?.value);
  });

  it('refuses only where nothing can be scored, and stores nothing', async () => {
    const project = await trained();
    const other = await project.importCsv('other', 'moon,units_sold\nfull,4\nnew,6\n');
    const check = await project.forecasting.handlers['forecasting.check']({ model: project.model, snapshotId: other.id }, project.context);
    expect(check.blocked).toMatch(/none of the columns/);
    await expect(project.forecasting.handlers['forecasting.score']({ model: project.model, snapshotId: other.id }, project.newJob())).rejects.toThrow(/none of the columns.*"price"/);
    expect(project.forecasting.listForecasts()).toEqual([]);
  });

  it('gives each row its strongest reasons, the same as its explanation', async () => {
    const { forecasting, files, newJob, context, runId, snapshotId } = await trained();
    const model = runId('gradient-boosting');
    const { file, reasons } = await forecasting.handlers['forecasting.score']({ model, snapshotId, reasons: 2 }, newJob());
    expect(reasons).toMatch(/exact for trees/);
    const [row] = Papa.parse<Record<string, string>>(readFileSync(files.resolve(file.ticket).path, 'utf8'), { header: true, skipEmptyLines: true }).data;
    const { title = '', price = '', colour = '', on_sale = '' } = expectDefined(row);
    const { values } = await forecasting.handlers['forecasting.explain']({ model, table: { columns: ['title', 'price', 'colour', 'on_sale'], rows: [[title, price, colour.replace("'", ''), on_sale]] } }, context);
    const texts = expectDefined(values).slice(0, 2).map(({ column, value }) => `${column}: x ${Math.exp(value).toFixed(2)}`);
    expect([row?.['reason 1'], row?.['reason 2']]).toEqual(texts);
  });

  it('does not overwrite a column that is named like a result', async () => {
    const project = await trained();
    const other = await project.importCsv('valued', `${shopCsv(10).replace('merchant_id', 'value')}`);
    const { file } = await project.forecasting.handlers['forecasting.score']({ model: project.model, snapshotId: other.id }, project.newJob());
    const [header] = readFileSync(project.files.resolve(file.ticket).path, 'utf8').split('\n');
    expect(header).toBe('title,price,colour,on_sale,value,units_sold,value 2,lower,upper,outside,reason 1,reason 2,reason 3');
  });
});
