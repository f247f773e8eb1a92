/** Boosted trees of a logarithm of units: XGBoost and LightGBM hold the sum of the trees, and the way from it is told in words. */
import { expect, it } from 'vitest';
import { encodedInput } from '@engine/interop/models/encodedInput';
import { writeLightgbm } from '@engine/interop/models/lightgbmText';
import { leadFormula } from '@engine/interop/models/modelSource';
import { writeXgboost } from '@engine/interop/models/xgboostJson';
import { fitTask, modelParts, restoreFitted } from '@engine/training';
import { quiet, range, shop, taskOf } from '../training/tables';
import { readLightgbm, readXgboost, scoreLightgbm, scoreXgboost } from './writtenModels';

const rows = 300;

it.each([
  { transform: 'log1p', formula: 'answer = log(1 + exp(raw))', lead: (raw: number) => Math.log1p(Math.exp(raw)) },
  { transform: 'none', formula: 'answer = exp(raw)', lead: (raw: number) => Math.exp(raw) },
] as const)('on the scale $transform: $formula', async ({ transform, formula, lead }) => {
  const table = shop(rows, 5);
  const { model: saved } = await fitTask(taskOf(table, { model: 'gradient-boosting', transform, parameters: { trees: 30, loss: 'tweedie' }, train: range(0, rows), test: new Int32Array(0), keepModel: true }), quiet);
  const parts = modelParts(saved!);
  if (parts.kind !== 'trees') throw new Error('trees were expected');
  expect(leadFormula(parts)).toBe(formula);
  const input = encodedInput(parts);
  const encoded = input.encode(table, range(0, rows));
  const answers = restoreFitted(saved!).predict(table, range(0, rows));
  const trees = readLightgbm(writeLightgbm(parts, input));
  const book = readXgboost(writeXgboost(parts, input, encoded).json);
  for (let row = 0; row < rows; row += 7) {
    const values = encoded.map((feature) => feature[row]!);
    expect(lead(scoreLightgbm(trees, values)) / answers[row]!).toBeCloseTo(1, 9);
    expect(lead(scoreXgboost(book, values)) / answers[row]!).toBeCloseTo(1, 5);
  }
});
