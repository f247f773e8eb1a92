/** Saved scenarios: kept as they were, compared by what differs, marked when another run leads, deleted and brought back. */
import { describe, expect, it } from 'vitest';
import { expectDefined } from './expectDefined';
import { makeProject, oneRow, shopCsv } from './project';

async function opened() {
  const project = makeProject();
  const { experimentId } = await project.train(await project.importCsv('shop', shopCsv()));
  const runs = project.tracking.runsOfExperiment(experimentId);
  const runId = (model: string): string => expectDefined(runs.find((run) => run.model === model)).id;
  const promote = (model: string) => project.registry.handlers['registry.promote']({ runId: runId(model), alias: 'champion', reason: 'for this test' }, project.context);
  await promote('gradient-boosting');
  const { handlers } = project.forecasting;
  const save = (name: string, price: number, colour = 'white') => handlers['forecasting.saveScenario']({ model: 'champion', name, notes: '', table: { columns: oneRow.columns, rows: [['summer dress', price, colour, 1]] } }, project.context);
  return { ...project, handlers, save, promote, runId };
}

describe('scenarios', () => {
  it('keep the row and the forecast of that day; a new champion makes them stale, not different', async () => {
    const { handlers, save, promote, runId, context } = await opened();
    const saved = await save('As listed', 6);
    const { predictions } = await handlers['forecasting.predict']({ model: 'champion', table: oneRow }, context);
    const { outside: _, ...then } = expectDefined(predictions[0]);
    expect(saved).toMatchObject({ name: 'As listed', runId: runId('gradient-boosting'), prediction: then, table: oneRow, stale: false });
    await promote('ridge');
    expect(await handlers['forecasting.scenarios']({}, context)).toEqual([{ ...saved, stale: true }]);
    expect(await handlers['forecasting.scenarios']({ model: 'champion' }, context)).toEqual([]);
  });

  it('stand side by side with only the inputs that differ, against the first, by their own model or another', async () => {
    const { handlers, save, context, runId } = await opened();
    const [a, b, c] = [await save('As listed', 6), await save('Two less', 4), await save('Red', 6, 'red')];
    const { columns, lines } = await handlers['forecasting.compareScenarios']({ scenarioIds: [a.id, b.id, c.id] }, context);
    expect(columns).toEqual(['price', 'colour']);
    expect(lines.map(({ cells }) => cells)).toEqual([[6, 'white'], [4, 'white'], [6, 'red']]);
    expect(lines.map(({ now }) => now.value)).toEqual([a, b, c].map(({ prediction }) => prediction.value));
    expect(lines[0]?.change).toBeNull();
    expect(lines[1]?.change).toBeCloseTo(b.prediction.value / a.prediction.value - 1, 12);
    const other = await handlers['forecasting.compareScenarios']({ scenarioIds: [a.id, b.id], model: runId('ridge') }, context);
    expect(other.lines[0]?.now.value).not.toBe(a.prediction.value);
  });

  it('can be renamed, noted, deleted and brought back', async () => {
    const { handlers, save, context } = await opened();
    const saved = await save('As listed', 6);
    expect(await handlers['forecasting.changeScenario']({ scenarioId: saved.id, notes: 'asked by Ana' }, context)).toMatchObject({ name: 'As listed', notes: 'asked by Ana' });
    await handlers['forecasting.changeScenario']({ scenarioId: saved.id, name: 'Spring' }, context);
    await handlers['forecasting.deleteScenarios']({ scenarioIds: [saved.id] }, context);
    expect(await handlers['forecasting.scenarios']({}, context)).toEqual([]);
    await handlers['forecasting.restoreScenarios']({ scenarioIds: [saved.id] }, context);
    expect(await handlers['forecasting.scenarios']({}, context)).toMatchObject([{ id: saved.id, name: 'Spring', notes: 'asked by Ana' }]);
  });

  it('refuse more than a row, cells that cannot be read, and scenarios nobody knows', async () => {
    const { handlers, context } = await opened();
    const save = (rows: (string | number)[][]) => handlers['forecasting.saveScenario']({ model: 'champion', name: 'x', notes: '', table: { columns: ['price'], rows } }, context);
    await expect(save([[1], [2]])).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(save([['cheap']])).rejects.toThrow(/"cheap" in row 1/);
    expect(() => handlers['forecasting.deleteScenarios']({ scenarioIds: ['nobody'] }, context)).toThrow(/not known/);
    expect(await handlers['forecasting.scenarios']({}, context)).toEqual([]);
  });
});
