/**
 * The network's shape and its answer, in plain TypeScript: two hidden layers beside a straight line from the inputs
 * (wide and deep, Cheng et al. 2016). Answering from saved weights needs no TensorFlow.js and is the same on every backend.
 */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { fromBase64, toBase64 } from '../base64';

export const layerSchema = z.object({ inputs: z.number().int(), outputs: z.number().int(), weights: z.string(), biases: z.string() });
export const networkSchema = z.object({ first: layerSchema, second: layerSchema, last: layerSchema, straight: layerSchema });
export type SavedNetwork = z.infer<typeof networkSchema>;

export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** inputs x outputs, row-major. */
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

export function saveLayer(inputs: number, outputs: number, weights: Float32Array, biases: Float32Array): z.infer<typeof layerSchema> {
  return { inputs, outputs, weights: toBase64(weights), biases: toBase64(biases) };
}

export interface Layers {
  readonly first: Layer;
  readonly second: Layer;
  readonly last: Layer;
  readonly straight: Layer;
}

/** Throws `corrupt-store` where weights are missing. */
export function openLayers({ first, second, last, straight }: SavedNetwork): Layers {
  return { first: openLayer(first), second: openLayer(second), last: openLayer(last), straight: openLayer(straight) };
}

/** Answers for each row of a row-major matrix. */
export function openNetwork(saved: SavedNetwork): (matrix: Float64Array, rows: number) => Float64Array {
  const { first, second, last, straight } = openLayers(saved);
  return (matrix, rows) => {
    const answers = new Float64Array(rows);
    const hidden = new Float64Array(first.outputs);
    const deeper = new Float64Array(second.outputs);
    const out = new Float64Array(1);
    for (let row = 0; row < rows; row++) {
      const inputs = matrix.subarray(row * first.inputs, (row + 1) * first.inputs);
      apply(first, inputs, hidden, true);
      apply(second, hidden, deeper, true);
      apply(last, deeper, out, false);
      answers[row] = out[0]!;
      apply(straight, inputs, out, false);
      answers[row]! += out[0]!;
    }
    return answers;
  };
}

/** Inputs are added in their order, eight of them in one pass over the outputs. */
function apply({ inputs: width, outputs: count, weights, biases }: Layer, inputs: Float64Array, outputs: Float64Array, rectify: boolean): void {
  outputs.set(biases);
  let i = 0;
  for (; i + 7 < width; i += 8) {
    const [a, b, c, d, e, f, g, h] = [inputs[i]!, inputs[i + 1]!, inputs[i + 2]!, inputs[i + 3]!, inputs[i + 4]!, inputs[i + 5]!, inputs[i + 6]!, inputs[i + 7]!];
    for (let j = 0, at = i * count; j < count; j++, at++) {
      const four = outputs[j]! + a * weights[at]! + b * weights[at + count]! + c * weights[at + 2 * count]! + d * weights[at + 3 * count]!;
      outputs[j] = four + e * weights[at + 4 * count]! + f * weights[at + 5 * count]! + g * weights[at + 6 * count]! + h * weights[at + 7 * count]!;
    }
  }
  for (; i < width; i++) {
    const input = inputs[i]!;
    const start = i * count;
    for (let j = 0; j < count; j++) outputs[j]! += input * weights[start + j]!;
  }
  if (rectify) for (let j = 0; j < outputs.length; j++) if (outputs[j]! < 0) outputs[j] = 0;
}

function openLayer(saved: z.infer<typeof layerSchema>): Layer {
  const weights = new Float32Array(fromBase64(saved.weights, 4));
  const biases = new Float32Array(fromBase64(saved.biases, 4));
  if (weights.length !== saved.inputs * saved.outputs || biases.length !== saved.outputs) {
    throw new EngineError('corrupt-store', 'The saved network does not fit together. The model file was damaged; train the model again.');
  }
  return { inputs: saved.inputs, outputs: saved.outputs, weights, biases };
}
