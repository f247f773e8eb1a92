/** Answers for shuffled columns, against the model asked about the whole shuffled table. */
import { expect, it } from 'vitest';
import type { ModelKind } from '@shared/areas/tracking';
import { createRandom, randomOrder } from '@engine/math';
import { combineModels, fitTask, restoreFitted, type SavedModel, type TrainingTable } from '@engine/training';
import { equalBlend } from '@engine/training/models/combination';
import { openShuffled } from '@engine/training/shuffledAnswers';
import { gatherColumn } from '@engine/training/table';
import { quiet, range, shop, taskOf } from './tables';

const table = shop(240, 2);
const asked: TrainingTable = { ...table, rows: 60, columns: table.columns.map((column) => gatherColumn(column, range(180, 240))) };

async function fit(model: ModelKind): Promise<SavedModel> {
  const { model: saved } = await fitTask(taskOf(table, { model, transform: 'log1p', keepModel: true }), quiet);
  return saved!;
}

async function check(saved: SavedModel): Promise<void> {
  const model = restoreFitted(saved);
  const { intact, shuffled } = openShuffled(model, asked);
  expect(intact).toEqual(model.predict(asked, range(0, 60)));
  const names = table.columns.map(({ name }) => name);
  for (const [i, set] of [...names.map((name) => [name]), names.slice(0, 3), names].entries()) {
    const order = randomOrder(60, createRandom(i));
    const whole = { ...asked, columns: asked.columns.map((column) => (set.includes(column.name) ? gatherColumn(column, order) : column)) };
    expect(shuffled(new Set(set), order), set.join()).toEqual(model.predict(whole, range(0, 60)));
  }
}

it.each<ModelKind>(['ridge', 'random-forest', 'gradient-boosting', 'neural-network', 'nearest-neighbours', 'group-median'])('%s answers to the last bit as if asked about the shuffled table', async (model) => check(await fit(model)));

it('a combination does as well', async () => {
  await check(combineModels('average', [await fit('ridge'), await fit('random-forest')], equalBlend(2)));
});
