/** Trains one network in TensorFlow.js: Adam, dropout, weight decay, early stopping on an inner split of the training rows. */
import { createRandom, deriveSeed, randomOrder, shuffle, type Random } from '@engine/math';
import type { Scalar, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { saveLayer, type SavedNetwork } from './network';
import type { TensorFlowCore } from './tensorflow';

export interface NetworkSettings {
  readonly hidden: readonly [number, number];
  readonly epochs: number;
  readonly patience: number;
  readonly batchRows: number;
  readonly learningRate: number;
  readonly dropout: number;
  readonly decay: number;
}

/** Standardised inputs, row-major, and standardised target. */
export interface NetworkRows {
  readonly matrix: Float64Array;
  readonly target: Float64Array;
  readonly width: number;
  /** Rows that learn, and rows that say when to stop. */
  readonly learning: Int32Array;
  readonly stopping: Int32Array;
}

export interface TrainedNetwork {
  readonly network: SavedNetwork;
  /** Root mean square error per epoch, in standard deviations of the target. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export async function trainNetwork(tf: TensorFlowCore, data: NetworkRows, settings: NetworkSettings, seed: number, report: (epoch: number) => void): Promise<TrainedNetwork> {
  const random = createRandom(deriveSeed(seed, 'network'));
  const sizes = [data.width, ...settings.hidden] as const;
  const weights = [
    initial(tf, sizes[0], sizes[1], Math.sqrt(2 / sizes[0]), random),
    initial(tf, sizes[1], sizes[2], Math.sqrt(2 / sizes[1]), random),
    initial(tf, sizes[2], 1, Math.sqrt(1 / sizes[2]), random),
    initial(tf, sizes[0], 1, 0, random),
  ];
  const biases = [sizes[1], sizes[2], 1, 1].map((size) => tf.variable(tf.zeros([size])));
  const optimizer = tf.train.adam(settings.learningRate);
  const stoppingInputs = rowsTensor(tf, data, data.stopping);
  const train: number[] = [];
  const validation: number[] = [];
  let best = { loss: Infinity, epoch: 0, state: readAll(weights, biases) };
  const learning = data.learning.slice();

  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(learning, random);
    let squares = 0;
    for (let start = 0; start < learning.length; start += settings.batchRows) {
      const batch = learning.subarray(start, start + settings.batchRows);
      squares += trainBatch(batch) * batch.length;
    }
    train.push(Math.sqrt(squares / learning.length));
    const answers = tf.tidy(() => forward(stoppingInputs, null).dataSync());
    let loss = 0;
    data.stopping.forEach((row, i) => (loss += (answers[i]! - data.target[row]!) ** 2));
    loss = Math.sqrt(loss / data.stopping.length);
    validation.push(loss);
    if (loss < best.loss) best = { loss, epoch, state: readAll(weights, biases) };
    if (epoch - best.epoch >= settings.patience) break;
    report(epoch);
  }
  tf.dispose([stoppingInputs, ...weights, ...biases]);
  optimizer.dispose();
  return { network: toNetwork(sizes, best.state), train, validation };

  function trainBatch(batch: Int32Array): number {
    let error = NaN;
    tf.tidy(() => {
      const inputs = rowsTensor(tf, data, batch);
      const target = tf.tensor1d(Float32Array.from(batch, (row) => data.target[row]!));
      const masks = settings.hidden.map((size) => dropoutMask(tf, batch.length, size, settings.dropout, random));
      optimizer.minimize(
        () => {
          const meanSquare = tf.mean(tf.square(tf.sub(forward(inputs, masks), target)));
          error = meanSquare.dataSync()[0]!;
          const penalty = tf.addN(weights.map((weight) => tf.sum(tf.square(weight))));
          return tf.add<Scalar>(meanSquare, tf.mul(penalty, settings.decay));
        },
        false,
        [...weights, ...biases],
      );
    });
    return error;
  }

  function forward(inputs: Tensor2D, masks: readonly Tensor[] | null): Tensor {
    let layer: Tensor = inputs;
    for (let i = 0; i < 2; i++) {
      layer = tf.relu(tf.add(tf.matMul(layer as Tensor2D, weights[i] as unknown as Tensor2D), biases[i]!));
      if (masks) layer = tf.mul(layer, masks[i]!);
    }
    const deep = tf.add(tf.matMul(layer as Tensor2D, weights[2] as unknown as Tensor2D), biases[2]!);
    const wide = tf.add(tf.matMul(inputs, weights[3] as unknown as Tensor2D), biases[3]!);
    return tf.reshape(tf.add(deep, wide), [-1]);
  }
}

function initial(tf: TensorFlowCore, inputs: number, outputs: number, sd: number, random: Random): Variable {
  const values = Float32Array.from({ length: inputs * outputs }, () => (sd === 0 ? 0 : random.normal() * sd));
  return tf.variable(tf.tensor2d(values, [inputs, outputs]));
}

function rowsTensor(tf: TensorFlowCore, data: NetworkRows, rows: Int32Array): Tensor2D {
  const { matrix, width } = data;
  const values = new Float32Array(rows.length * width);
  rows.forEach((row, i) => values.set(matrix.subarray(row * width, (row + 1) * width), i * width));
  return tf.tensor2d(values, [rows.length, width]);
}

/** Kept units are scaled up, so that answers need no scaling. Drawn here, not by the backend, to be the same on all of them. */
function dropoutMask(tf: TensorFlowCore, rows: number, size: number, rate: number, random: Random): Tensor {
  const keep = 1 / (1 - rate);
  return tf.tensor2d(Float32Array.from({ length: rows * size }, () => (random.next() < rate ? 0 : keep)), [rows, size]);
}

interface NetworkState {
  readonly weights: readonly Float32Array[];
  readonly biases: readonly Float32Array[];
}

function readAll(weights: readonly Variable[], biases: readonly Variable[]): NetworkState {
  const read = (variable: Variable): Float32Array => Float32Array.from(variable.dataSync());
  return { weights: weights.map(read), biases: biases.map(read) };
}

function toNetwork([width, first, second]: readonly [number, number, number], { weights, biases }: NetworkState): SavedNetwork {
  const layer = (i: number, inputs: number, outputs: number): SavedNetwork['first'] => saveLayer(inputs, outputs, weights[i]!, biases[i]!);
  return { first: layer(0, width, first), second: layer(1, first, second), last: layer(2, second, 1), straight: layer(3, width, 1) };
}

/** A share of the rows to stop on; whole groups where there are groups. */
export function splitForStopping(rows: number, groups: Int32Array | null, share: number, seed: number): { learning: Int32Array; stopping: Int32Array } {
  const random = createRandom(deriveSeed(seed, 'stopping'));
  const wanted = Math.max(1, Math.round(rows * share));
  const distinct = groups ? [...new Set(groups)] : null;
  if (!groups || !distinct || distinct.length < 5) {
    const order = randomOrder(rows, random);
    return { stopping: order.slice(0, wanted).sort(), learning: order.slice(wanted).sort() };
  }
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const chosen = new Set<number>();
  let count = 0;
  for (const group of shuffle(distinct, random)) {
    if (count >= wanted || chosen.size >= distinct.length - 1) break;
    chosen.add(group);
    count += sizes.get(group)!;
  }
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return { stopping: all.filter((row) => chosen.has(groups[row]!)), learning: all.filter((row) => !chosen.has(groups[row]!)) };
}
