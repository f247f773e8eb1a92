/** Trees that split on sets of category codes, in the forms of XGBoost, LightGBM and ONNX. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodedInput, type EncodedInput } from '@engine/interop/models/encodedInput';
import { GraphBuilder } from '@engine/interop/models/onnx/graphBuilder';
import { setsAsColumns } from '@engine/interop/models/onnx/setColumns';
import { treeNodes, type TreeNode } from '@engine/interop/models/treeNodes';
import { writeLightgbm } from '@engine/interop/models/lightgbmText';
import { writeXgboost } from '@engine/interop/models/xgboostJson';
import { createRandom } from '@engine/math';
import { fitTask, modelParts, restoreFitted, type FittedModel, type ModelParts, type TrainingTable } from '@engine/training';
import { numbers, quiet, range, tableOf, taskOf, texts } from '../training/tables';
import { runSteps } from './graphSteps';
import { readLightgbm, readXgboost, scoreLightgbm, scoreXgboost } from './writtenModels';

const rows = 800;
const brands = 45;

/** Many brands, a few sizes, missing cells in both and in the price. */
function market(): TrainingTable {
  const random = createRandom(11);
  const brand = Array.from({ length: rows }, () => (random.next() < 0.08 ? null : `brand ${random.integer(brands)}`));
  const size = Array.from({ length: rows }, () => ['S', 'M', 'L', null][random.integer(4)] ?? null);
  const price = Float64Array.from({ length: rows }, () => (random.next() < 0.1 ? NaN : random.integer(900) / 100));
  const y = Float64Array.from({ length: rows }, (_, i) => Math.sin(Number(brand[i]?.slice(6) ?? 50) * 2.3) * 4 + (size[i] === 'M' ? 2 : 0) + (Number.isNaN(price[i]!) ? 3 : price[i]!) + random.normal() / 5);
  return tableOf([numbers('y', y), texts('brand', brand), texts('size', size), numbers('price', price)]);
}

let model: Extract<ModelParts, { kind: 'trees' }>;
let fitted: FittedModel;
let input: EncodedInput;
/** Every training row, then rows whose codes are missing, of no level, or at the edge of a word. */
let encoded: readonly Float64Array[];
let answers: Float64Array;
let nodes: readonly TreeNode[];

beforeAll(async () => {
  const table = market();
  const { model: saved } = await fitTask(taskOf(table, { model: 'gradient-boosting', target: 'y', parameters: { trees: 40, minLeafRows: 3, categories: 'codes' }, train: range(0, rows), test: new Int32Array(0), keepModel: true }), quiet);
  const parts = modelParts(saved!);
  if (parts.kind !== 'trees') throw new Error('trees were expected');
  model = parts;
  fitted = restoreFitted(saved!);
  input = encodedInput(model);
  encoded = input.encode(table, range(0, rows));
  answers = fitted.predict(table, range(0, rows));
  nodes = treeNodes(model);
});

const rowOf = (row: number): number[] => encoded.map((feature) => feature[row]!);
const codeFeature = (name: string): number => input.features.find((feature) => feature.name === name)!.position;
/** Answers of the app's own trees for rows that no table gives. */
function answerOf(row: readonly number[]): number {
  const { roots, feature, threshold, set, missingLeft, right, value, sets } = model.trees;
  let total = model.base;
  for (const root of roots) {
    let node = root;
    while (feature[node]! >= 0) {
      const at = row[feature[node]!]!;
      const which = set[node]!;
      const word = sets.words[sets.starts[which]! + Math.floor(at / 32)];
      const inSet = at >= 0 && sets.starts[which]! + Math.floor(at / 32) < sets.starts[which + 1]! && ((word! >>> (at % 32)) & 1) === 1;
      node += (Number.isNaN(at) ? missingLeft[node] === 1 : which < 0 ? at <= threshold[node]! : inSet) ? 1 : right[node]!;
    }
    total += model.weight * value[node]!;
  }
  return total;
}

/** The first training row with another brand code: missing, none of the levels, the edges of words. */
function strangeRows(): number[][] {
  const place = codeFeature('brand code');
  return [NaN, 0, 31, 32, 44, 63, 64, 1000].map((code) => rowOf(0).map((value, position) => (position === place ? code : value)));
}

describe('sets of category codes', () => {
  it('are what the boosted trees split on, with codes beyond one word', () => {
    const sets = nodes.flatMap(({ codes }) => (codes ? [codes] : []));
    expect(sets.length).toBeGreaterThan(20);
    expect(Math.max(...sets.flat())).toBeGreaterThan(31);
    expect(input.features.map(({ name, codes }) => [name, codes])).toEqual([['brand code', brands], ['size code', 3], ['price', 0], ['price is missing', 0]]);
    expect(answerOf(rowOf(5))).toBeCloseTo(answers[5]!, 12);
  });

  it('go to the right in XGBoost, the app’s sides swapped; missing and strange codes fall where they do here', () => {
    const { json, binned } = writeXgboost(model, input, encoded);
    const book = readXgboost(json);
    expect(binned.size).toBe(0);
    expect(book.learner.feature_types).toEqual(input.features.map(({ codes }) => (codes > 0 ? 'c' : 'float')));
    for (let row = 0; row < rows; row += 3) expect(Math.abs(scoreXgboost(book, rowOf(row)) - answers[row]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(answers[row]!)));
    for (const row of strangeRows()) expect(scoreXgboost(book, row)).toBeCloseTo(answerOf(row), 4);
  });

  it('are bits of words in LightGBM', () => {
    const text = writeLightgbm(model, input);
    const trees = readLightgbm(text);
    const inner = trees.reduce((total, tree) => total + tree.get('num_cat')![0]!, 0);
    expect(inner).toBe(nodes.filter(({ codes }) => codes).length);
    expect(/^feature_infos=0:1:2/m.test(text)).toBe(true);
    for (let row = 0; row < rows; row += 3) expect(scoreLightgbm(trees, rowOf(row))).toBeCloseTo(answers[row]!, 9);
    for (const row of strangeRows()) expect(scoreLightgbm(trees, row)).toBeCloseTo(answerOf(row), 9);
  });

  it('are columns gathered from a table in ONNX, and its trees have thresholds alone', () => {
    const graph = new GraphBuilder();
    const { columns, nodes: numeric } = setsAsColumns(graph, 'features', input.features.map(({ codes }) => codes), nodes);
    expect(numeric.every(({ codes }) => codes === null)).toBe(true);
    const asked = [...Array.from({ length: 100 }, (_, i) => rowOf(i * 8)), ...strangeRows()];
    const wide = runSteps(graph, { features: asked }, columns);
    const roots = numeric.flatMap(({ node }, at) => (node === 0 ? [at] : []));
    asked.forEach((row, i) => {
      let total = model.base;
      for (const root of roots) {
        let node = numeric[root]!;
        while (!node.leaf) {
          const value = wide[i]![node.feature]!;
          node = numeric[root + ((Number.isNaN(value) ? node.missingLeft : value <= node.threshold) ? node.left : node.right)]!;
        }
        total += node.value;
      }
      expect(total).toBeCloseTo(answerOf(row), 9);
    });
  });
});
