import { describe, expect, it } from 'vitest';
import { fitTask, parseSavedModel, restorePredictor, scoreFold } from '@engine/training';
import { openTensorFlow } from '@engine/training/models/tensorflow';
import { openNetwork, saveLayer } from '@engine/training/models/network';
import { friedman, numbers, quiet, range, shop, tableOf, taskOf, texts } from './tables';

const few = { networks: 1, epochs: 40 };

describe('the neural network', () => {
  it('trains on WebAssembly where the native library is not installed, and says so', async () => {
    const { backend, tf } = await openTensorFlow();
    expect(['tensorflow-node', 'tensorflow-wasm']).toContain(backend);
    expect(tf.getBackend()).toBe(backend === 'tensorflow-node' ? 'tensorflow' : 'wasm');
  });

  it('learns what is not a straight line, with a curve per epoch', async () => {
    const table = friedman(1200, 5);
    const task = taskOf(table, { model: 'neural-network', parameters: { networks: 1 } });
    const { predictions, curve, backend } = await fitTask(task, quiet);
    const y = table.columns[0]!;
    const actual = Float64Array.from(task.test, (row) => (y.kind === 'number' ? y.values[row]! : NaN));
    expect(scoreFold({ actual, predicted: predictions, steps: null, interval: null }).r2).toBeGreaterThan(0.8);
    expect(backend).toMatch(/^tensorflow-/);
    expect(curve?.unit).toBe('epoch');
    expect(curve?.train).toHaveLength(curve?.validation.length ?? -1);
    expect(Math.min(...curve!.validation)).toBeLessThan(curve!.validation[0]!);
  });

  it('gives the same bytes for the same seed, another for another, and the same answer after JSON', async () => {
    const table = shop(160, 2);
    const task = taskOf(table, { model: 'neural-network', transform: 'log1p', parameters: few, keepModel: true });
    const first = await fitTask(task, quiet);
    const again = await fitTask(task, quiet);
    const other = await fitTask({ ...task, seed: 2 }, quiet);
    expect(JSON.stringify(again.model)).toBe(JSON.stringify(first.model));
    expect([...other.predictions]).not.toEqual([...first.predictions]);
    const restored = restorePredictor(parseSavedModel(JSON.parse(JSON.stringify(first.model))));
    expect((await restored.predict(table)).slice(120)).toEqual(first.predictions);
  });

  it('answers a row of only missing values', async () => {
    const table = shop(160, 2);
    const { model } = await fitTask(taskOf(table, { model: 'neural-network', transform: 'log1p', parameters: few, keepModel: true }), quiet);
    const answers = await restorePredictor(model!).predict(tableOf([numbers('price', [NaN]), texts('colour', [null])], 1));
    expect(answers[0]).toBeGreaterThanOrEqual(0);
  });

  it('takes 300 columns, and columns that say nothing', async () => {
    const table = friedman(80, 3);
    const wide = tableOf([...table.columns, ...Array.from({ length: 290 }, (_, i) => numbers(`n${i}`, range(0, 80).map((row) => (row * (i + 3)) % 17)))]);
    expect((await fitTask(taskOf(wide, { model: 'neural-network', parameters: { networks: 1, epochs: 3 } }), quiet)).predictions).toHaveLength(20);
    const silent = tableOf([numbers('y', range(0, 40)), numbers('same', new Float64Array(40))]);
    expect((await fitTask(taskOf(silent, { model: 'neural-network' }), quiet)).predictions[0]).toBeCloseTo(14.5, 10);
  });

  it('answers from saved weights as TensorFlow.js would', async () => {
    const { tf } = await openTensorFlow();
    const weights = (rows: number, columns: number, step: number): Float32Array => Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i * step));
    const [a, b, c, d] = [weights(5, 4, 1.1), weights(4, 3, 0.7), weights(3, 1, 0.3), weights(5, 1, 0.9)];
    const [ba, bb, bc, bd] = [weights(4, 1, 0.2), weights(3, 1, 0.4), weights(1, 1, 1), weights(1, 1, 2)];
    const inputs = weights(6, 5, 0.35);
    const answer = openNetwork({ first: saveLayer(5, 4, a, ba), second: saveLayer(4, 3, b, bb), last: saveLayer(3, 1, c, bc), straight: saveLayer(5, 1, d, bd) });
    const expected = tf.tidy(() => {
      const x = tf.tensor2d(inputs, [6, 5]);
      const first = tf.relu(tf.add(tf.matMul(x, tf.tensor2d(a, [5, 4])), tf.tensor1d(ba)));
      const second = tf.relu(tf.add(tf.matMul(first as typeof x, tf.tensor2d(b, [4, 3])), tf.tensor1d(bb)));
      const deep = tf.add(tf.matMul(second as typeof x, tf.tensor2d(c, [3, 1])), tf.tensor1d(bc));
      return tf.add(deep, tf.add(tf.matMul(x, tf.tensor2d(d, [5, 1])), tf.tensor1d(bd))).dataSync();
    });
    answer(Float64Array.from(inputs), 6).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  });
});
