/** A column of numbers and infinities is one of numbers wherever the model answers, as it was in training: in the form, for a row, for a batch, in what the columns became. */
import { expect, it } from 'vitest';
import { makeProject } from './project';

const csv = (cells: (row: number) => string): string => `rate,price,units\n${Array.from({ length: 60 }, (_, row) => `${cells(row)},${1 + (row % 9) / 2},${40 - (row % 9) * 3 + (row % 4)}`).join('\n')}\n`;
const withInfinities = csv((row) => (row % 20 === 3 ? 'inf' : row % 20 === 9 ? '-Infinity' : ((row % 7) / 10).toFixed(1)));

it('a form asks for a number, infinite cells of a row count as missing, and a batch tells them', async () => {
  const project = makeProject();
  const snapshot = await project.importCsv('shop', withInfinities);
  const { runIds } = await project.train(snapshot, { target: 'units', split: 'kfold', groupBy: undefined, models: ['median', 'gradient-boosting'] });
  const model = runIds[1] ?? '';
  const { handlers } = project.forecasting;
  const form = await handlers['forecasting.form']({ model }, project.context);
  expect(form.fields.find(({ column }) => column === 'rate')).toMatchObject({ control: 'number', min: 0, max: 0.6 });
  const answer = async (rate: string | number | null) => (await handlers['forecasting.predict']({ model, table: { columns: ['rate', 'price'], rows: [[rate, 2]] } }, project.context)).predictions[0];
  expect(await answer('0.3')).toEqual(await answer(0.3));
  expect(await answer('-inf')).toEqual(await answer(null));
  await expect(answer('a lot')).rejects.toMatchObject({ code: 'invalid-input' });

  const { findings } = await handlers['forecasting.check']({ model, snapshotId: snapshot.id }, project.context);
  expect(findings).toEqual([{ column: 'rate', kind: 'unreadable', count: 6, examples: ['inf', '-Infinity'] }]);

  const report = await project.tracking.handlers['tracking.features']({ runId: model }, project.context);
  expect(report).toMatchObject({ leftOut: [], treated: [{ column: 'rate', treatment: '6 cells that are infinite or beyond 3.4e38 count as missing' }] });
});
