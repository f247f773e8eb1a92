/** Models in the forms of XGBoost, LightGBM and ONNX, read back by small readers of our own; the peers themselves are asked in `prove interop`. */
import { describe, expect, it } from 'vitest';
import { encodedInput } from '@engine/interop/models/encodedInput';
import { binNumber, floatAbove, writeXgboost } from '@engine/interop/models/xgboostJson';
import { writeLightgbm } from '@engine/interop/models/lightgbmText';
import { treeNodes } from '@engine/interop/models/treeNodes';
import { writeGraph } from '@engine/interop/models/onnx/graph';
import { createRandom } from '@engine/math';
import { fitTask, modelParts, restoreFitted, type ModelParts, type SavedModel, type TrainingTable } from '@engine/training';
import { numbers, range, tableOf, texts } from '../training/tables';
import { readLightgbm, readXgboost, scoreLightgbm, scoreXgboost } from './writtenModels';

const rows = 300;

/** Whole numbers beyond the floats, times to the second in days, tiny ratios, missing cells and categories. */
function hardTable(): TrainingTable {
  const random = createRandom(3);
  const serial = Float64Array.from({ length: rows }, () => 16_777_216 + random.integer(60));
  const price = Float64Array.from({ length: rows }, () => (random.next() < 0.1 ? NaN : random.integer(400) / 100));
  const ratio = Float64Array.from({ length: rows }, () => random.next() * 1e-7);
  const size = Array.from({ length: rows }, () => ['S', 'M', null][random.integer(3)] ?? null);
  const y = Float64Array.from({ length: rows }, (_, i) => (serial[i]! % 5) + (Number.isNaN(price[i]!) ? 3 : price[i]!) + ratio[i]! * 1e7 + (size[i] === 'M' ? 2 : 0));
  return tableOf([numbers('y', y), numbers('serial', serial, 'integer'), numbers('price', price), numbers('ratio', ratio), texts('size', size)]);
}

async function fit(table: TrainingTable, model: SavedModel['kind']): Promise<SavedModel> {
  const outcome = await fitTask(
    { table, target: 'y', transform: 'none', features: ['serial', 'price', 'ratio', 'size'], groupBy: null, model, parameters: model === 'ridge' ? {} : { trees: 30, minLeafRows: 2 }, steps: null, monotone: {}, seed: 1, train: range(0, rows), test: new Int32Array(0), keepModel: true, measureImportance: false },
    { report: () => undefined },
  );
  return outcome.model!;
}

function trees(saved: SavedModel): Extract<ModelParts, { kind: 'trees' }> {
  const parts = modelParts(saved);
  if (parts.kind !== 'trees') throw new Error('trees were expected');
  return parts;
}

describe('XGBoost JSON', () => {
  it.each(['gradient-boosting', 'random-forest'] as const)('%s answers the same on every training row, also where floats cannot tell values apart', async (kind) => {
    const table = hardTable();
    const saved = await fit(table, kind);
    const model = trees(saved);
    const input = encodedInput(model);
    const encoded = input.encode(table, range(0, rows));
    const { json, binned } = writeXgboost(model, input, encoded);
    expect(binned.size).toBe(0);
    const answers = restoreFitted(saved).predict(table, range(0, rows));
    const book = readXgboost(json);
    for (let row = 0; row < rows; row++) {
      const values = encoded.map((feature, position) => (binned.has(position) ? binNumber(feature[row]!, binned.get(position)!) : feature[row]!));
      expect(Math.abs(scoreXgboost(book, values) - answers[row]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(answers[row]!)));
    }
  });

  it('sends a value that equals a threshold to the side the app does', async () => {
    const table = hardTable();
    const saved = await fit(table, 'gradient-boosting');
    const model = trees(saved);
    const input = encodedInput(model);
    const encoded = input.encode(table, range(0, rows));
    const { json, binned } = writeXgboost(model, input, encoded);
    const price = input.features.findIndex(({ name }) => name === 'price');
    expect(binned.has(price)).toBe(false);
    const edges = new Set(model.trees.threshold.filter((_, node) => model.trees.feature[node] === price));
    expect(edges.size).toBeGreaterThan(5);
    const book = readXgboost(json);
    for (const edge of edges) {
      const values = encoded.map((feature, position) => (position === price ? edge : binned.has(position) ? binNumber(feature[0]!, binned.get(position)!) : feature[0]!));
      const at = tableOf(table.columns.map((column) => (column.kind === 'number' ? { ...column, values: Float64Array.of(column.name === 'price' ? edge : column.values[0]!) } : { ...column, codes: column.codes.slice(0, 1) })), 1);
      expect(scoreXgboost(book, values)).toBeCloseTo(restoreFitted(saved).predict(at, range(0, 1))[0]!, 5);
    }
  });

  it('finds the next float', () => {
    expect(floatAbove(1)).toBe(1 + 2 ** -23);
    expect(floatAbove(-1)).toBe(-1 + 2 ** -24);
    expect(floatAbove(0)).toBe(2 ** -149);
    expect(floatAbove(-0)).toBe(2 ** -149);
    expect([NaN, -1, 1, 1.5, 2, 9].map((value) => binNumber(value, [1, 2]))).toEqual([NaN, 1, 1, 2, 2, 3]);
  });
});

describe('LightGBM text', () => {
  it.each(['gradient-boosting', 'random-forest'] as const)('%s answers the same on every training row, base included', async (kind) => {
    const table = hardTable();
    const saved = await fit(table, kind);
    const model = trees(saved);
    const input = encodedInput(model);
    const encoded = input.encode(table, range(0, rows));
    const text = writeLightgbm(model, input);
    const blocks = readLightgbm(text);
    expect(blocks.length).toBe(30);
    expect(/^feature_names=(.*)$/m.exec(text)![1]!.split(' ').length).toBe(input.features.length);
    const answers = restoreFitted(saved).predict(table, range(0, rows));
    for (let row = 0; row < rows; row += 5) {
      expect(scoreLightgbm(blocks, encoded.map((feature) => feature[row]!))).toBeCloseTo(answers[row]!, 9);
    }
  });
});

describe('ONNX', () => {
  it('has the bytes of onnx.proto', () => {
    const bytes = writeGraph({
      name: 'g',
      description: '',
      producerVersion: '1',
      nodes: [{ op: 'Add', domain: '', inputs: ['x', 'c'], outputs: ['y'], attributes: [] }],
      constants: [{ name: 'c', type: 'double', shape: [1], values: [1] }],
      inputs: [{ name: 'x', width: 1 }],
      outputs: [],
      metadata: {},
    });
    // Checked with onnx 1.23.2: ir_version 8, producer, graph {node {x, c -> y, Add}, initializer c = [1.0], input x (rows x 1 of double)}, two opsets.
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '080812' + '07416c6d616e6163' + '1a0131' + '3a44' + '0a10' + '0a0178' + '0a0163' + '120179' + '2203416464' + '3a00' + '120167' + '2a12' + '0a0101' + '100b' + '420163' + '4a08000000000000f03f' + '5200' + '5a17' + '0a0178' + '1212' + '0a10' + '080b' + '120c' + '0a061204' + '726f7773' + '0a02' + '0801' + '4204' + '0a00' + '1011' + '420e' + '0a0a61692e6f6e6e782e6d6c' + '1003',
    );
  });

  it('lists the nodes of trees so that walking them gives the answer of the app', async () => {
    const table = hardTable();
    const saved = await fit(table, 'random-forest');
    const model = trees(saved);
    const encoded = encodedInput(model).encode(table, range(0, rows));
    const nodes = treeNodes(model);
    const answers = restoreFitted(saved).predict(table, range(0, rows));
    const roots = nodes.flatMap(({ node }, at) => (node === 0 ? [at] : []));
    for (let row = 0; row < rows; row += 7) {
      let total = model.base;
      for (const root of roots) {
        let node = nodes[root]!;
        while (!node.leaf) {
          const value = encoded[node.feature]![row]!;
          node = nodes[root + ((Number.isNaN(value) ? node.missingLeft : value <= node.threshold) ? node.left : node.right)]!;
        }
        total += node.value;
      }
      expect(total).toBeCloseTo(answers[row]!, 10);
    }
  });

  it('gives the parts of an average their own columns and shared ones once', async () => {
    const table = hardTable();
    const members = await Promise.all((['ridge', 'random-forest', 'gradient-boosting'] as const).map((kind) => fit(table, kind)));
    const parts: ModelParts = { kind: 'combination', members: members.map(modelParts), weights: [1, 1, 1], divisor: 3, intercept: 0 };
    const input = encodedInput(parts);
    if (parts.kind !== 'combination') return;
    const [ridge, forest, boosting] = parts.members.map((part) => input.blockOf(part));
    expect(boosting).toEqual(forest);
    expect(ridge!.offset + ridge!.width).toBe(forest!.offset);
    expect(new Set(input.features.map(({ name }) => name)).size).toBe(input.features.length);
    expect(input.encode(table, range(0, 3)).length).toBe(input.features.length);
  });
});
