/** A model file answers as the run it comes from, to the last bit, in a project that knows nothing of it; a changed one is refused by name. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Table } from '@shared/areas/common';
import { temporaryFolder } from '../../../helpers/temporary';
import { writeModelDocument } from '@engine/training';
import { makeProject, shopCsv, type TestProject } from './project';

const asked: Table = {
  columns: ['title', 'price', 'colour', 'on_sale'],
  rows: [['summer dress', 6, 'white', 1], ['', null, null, 0], ['new dress of the shop', 400, 'green', 1], ['a', 3.3333333333333335, 'red', 0]],
};

function fileOf({ tracking }: TestProject, runId: string): string {
  const { model, parts } = tracking.readModelFile(runId);
  const path = join(temporaryFolder(), 'model.almanac.json');
  writeFileSync(path, writeModelDocument(model, parts!));
  return path;
}

test.each([
  ['split', ['median', 'ridge', 'random-forest', 'gradient-boosting', 'average']],
  ['normalised', ['median', 'ridge']],
  ['cv-plus', ['median', 'gradient-boosting']],
  ['by-category', ['group-median', 'ridge']],
] as const)('ranges by %s: value, bounds and marks of every kind are those of the run', async (intervalMethod, models) => {
  const home = makeProject();
  const { runIds } = await home.train(await home.importCsv('shop', shopCsv(240)), { models: [...models], intervalMethod, ...(intervalMethod === 'by-category' && { intervalColumn: 'colour' }) });
  const abroad = makeProject();
  for (const model of runIds) {
    const { predictions } = await home.forecasting.handlers['forecasting.predict']({ model, table: asked }, home.context);
    const path = fileOf(home, model);
    const { ticket } = abroad.files.grant(path);
    const answer = await abroad.forecasting.handlers['forecasting.predictWithFile']({ file: ticket, table: asked }, abroad.context);
    expect(answer.predictions).toEqual(predictions);
    const snapshot = await abroad.importCsv('others', shopCsv(30, 5));
    const scored = await abroad.forecasting.handlers['forecasting.scoreWithFile']({ file: ticket, snapshotId: snapshot.id }, abroad.newJob());
    const same = await home.forecasting.handlers['forecasting.score']({ model, snapshotId: (await home.importCsv('others', shopCsv(30, 5))).id, reasons: 0 }, home.newJob());
    expect(readFileSync(abroad.files.resolve(scored.file.ticket).path, 'utf8')).toBe(readFileSync(home.files.resolve(same.file.ticket).path, 'utf8'));
    // A range is chosen honestly where the model has no such one.
    const { interval } = home.tracking.runDetail(model);
    expect([interval?.method, interval?.askedFor]).toEqual([[intervalMethod, null], ['split', intervalMethod]].find(([method]) => method === interval?.method));
    expect(interval?.rows).toBe(240);
  }
}, 60_000);

test('a file that was changed is refused and names the part; one that is no model, and one of the first format, say so', async () => {
  const project = makeProject();
  const { best } = await project.train(await project.importCsv('shop', shopCsv(60)), { models: ['median', 'ridge'] });
  const path = fileOf(project, best ?? '');
  const text = readFileSync(path, 'utf8');
  const ask = (contents: string): unknown => {
    writeFileSync(path, contents);
    return project.forecasting.handlers['forecasting.predictWithFile']({ file: project.files.grant(path).ticket, table: asked }, project.context);
  };
  const refusal = async (contents: string): Promise<unknown> => {
    try {
      return await ask(contents);
    } catch (error) {
      return error;
    }
  };
  expect(await refusal(text.replace('"seed":1', '"seed":2'))).toMatchObject({ code: 'corrupt-store', details: { part: 'facts' } });
  expect(await refusal(text.replace('"transform":"log1p"', '"transform":"none"'))).toMatchObject({ code: 'corrupt-store', details: { part: 'model' } });
  expect(await refusal(text.slice(0, -40))).toMatchObject({ code: 'corrupt-store' });
  expect(await refusal('title,price\n1,2\n')).toMatchObject({ code: 'corrupt-store' });
  expect(await refusal(JSON.stringify(project.tracking.readModel(best ?? '')))).toMatchObject({ code: 'invalid-input' });
});
