/** Trains one network in TensorFlow.js: Adam, dropout, weight decay, early stopping on an inner split of the training rows. */
import { createRandom, deriveSeed, shuffle, type Random } from '@engine/math';
import { Adam } from './adam';
import { saveLayer, type SavedNetwork } from './network';
import type { NetworkLoss } from './networkLosses';
import type { Dropout } from './layerRoom';
import { multiplyBy, NetworkPass, type InputRows, type NetworkParameters } from './networkPass';
import type { TensorFlowCore } from './tensorflow';

export interface NetworkSettings {
  readonly hidden: readonly [number, number];
  readonly epochs: number;
  readonly patience: number;
  readonly batchRows: number;
  readonly learningRate: number;
  readonly dropout: number;
  readonly decay: number;
  readonly loss: NetworkLoss;
}

/** Standardised inputs, row-major, and the target as the loss takes it. */
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
  /** The loss per epoch, as its curve shows it. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export function trainNetwork(tf: TensorFlowCore, data: NetworkRows, settings: NetworkSettings, seed: number, report: (epoch: number) => void): TrainedNetwork {
  const { cost, slope, curve } = settings.loss;
  const random = createRandom(deriveSeed(seed, 'network'));
  const sizes = [data.width, ...settings.hidden] as const;
  const weights = [
    initial(sizes[0] * sizes[1], Math.sqrt(2 / sizes[0]), random),
    initial(sizes[1] * sizes[2], Math.sqrt(2 / sizes[1]), random),
    initial(sizes[2], Math.sqrt(1 / sizes[2]), random),
    new Float32Array(sizes[0]),
  ] as const;
  const biases = [new Float32Array(sizes[1]), new Float32Array(sizes[2]), new Float32Array(1), new Float32Array(1)] as const;
  const batchRows = Math.min(settings.batchRows, data.learning.length);
  const mostRows = Math.max(batchRows, data.stopping.length);
  const pass = new NetworkPass(multiplyBy(tf), sizes, { weights, biases }, mostRows);
  const adam = new Adam([...weights, ...biases], settings.learningRate);
  const kept = 1 / (1 - settings.dropout);
  const openInputs = rowsTaker(data);
  const stoppingInputs = openInputs(data.stopping.length)(data.stopping);
  const takeInputs = openInputs(batchRows);
  // Drawn here, to be the same on all backends. Below: the same as `next() < rate`, without a division for each unit.
  const dropout: Dropout = { draw: random.fill, below: settings.dropout * 2 ** 32, kept: Math.fround(kept) };
  const answers = new Float32Array(mostRows);
  const slopes = new Float32Array(batchRows);
  const train: number[] = [];
  const validation: number[] = [];
  const best = { loss: Infinity, epoch: 0, parameters: copyOf({ weights, biases }) };
  const learning = data.learning.slice();

  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(learning, random);
    let costs = 0;
    for (let start = 0; start < learning.length; start += batchRows) costs += learnFrom(learning.subarray(start, start + batchRows));
    train.push(curve.shown(costs / learning.length));
    pass.forward(stoppingInputs, null, answers);
    const loss = curve.shown(costsOf(data.stopping) / data.stopping.length);
    validation.push(loss);
    if (loss < best.loss) Object.assign(best, { loss, epoch, parameters: copyOf({ weights, biases }) });
    if (epoch - best.epoch >= settings.patience) break;
    report(epoch);
  }
  return { network: toNetwork(sizes, best.parameters), train, validation };

  /** What the batch costs, as it was before its step. */
  function learnFrom(batch: Int32Array): number {
    const inputs = takeInputs(batch);
    const layers = pass.forward(inputs, dropout, answers);
    for (let i = 0; i < batch.length; i++) slopes[i] = slope(answers[i]!, data.target[batch[i]!]!) / batch.length;
    const costs = costsOf(batch);
    adam.step(pass.backward(inputs, layers, slopes.subarray(0, batch.length), kept, settings.decay));
    return costs;
  }

  function costsOf(rows: Int32Array): number {
    let costs = 0;
    for (let i = 0; i < rows.length; i++) costs += cost(answers[i]!, data.target[rows[i]!]!);
    return costs;
  }
}

function initial(size: number, sd: number, random: Random): Float32Array {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = random.normal() * sd;
  return values;
}

/** Opens room for so many rows at most; what is taken into it holds until the next rows are. */
function rowsTaker({ matrix: doubles, width }: NetworkRows): (mostRows: number) => (rows: Int32Array) => InputRows {
  const matrix = new Float32Array(doubles);
  return (mostRows) => {
    const room = new Float32Array(mostRows * width);
    return (rows) => {
      const byRow = room.subarray(0, rows.length * width);
      for (let i = 0; i < rows.length; i++) byRow.set(matrix.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width);
      return { byRow, rows: rows.length };
    };
  };
}

function copyOf({ weights: [a, b, c, d], biases: [e, f, g, h] }: NetworkParameters): NetworkParameters {
  return { weights: [a.slice(), b.slice(), c.slice(), d.slice()], biases: [e.slice(), f.slice(), g.slice(), h.slice()] };
}

function toNetwork([width, first, second]: readonly [number, number, number], { weights, biases }: NetworkParameters): SavedNetwork {
  const layer = (i: 0 | 1 | 2 | 3, inputs: number, outputs: number): SavedNetwork['first'] => saveLayer(inputs, outputs, weights[i], biases[i]);
  return { first: layer(0, width, first), second: layer(1, first, second), last: layer(2, second, 1), straight: layer(3, width, 1) };
}
