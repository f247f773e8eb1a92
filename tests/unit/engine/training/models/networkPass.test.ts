/** The network's slopes by hand, against differences of its loss. */
import { expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { NetworkPass, type Multiply } from '@engine/training/models/networkPass';

const multiply: Multiply = (left, right, rows, inner, columns) =>
  Float32Array.from({ length: rows * columns }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += left[Math.floor(at / columns) * inner + k]! * right[k * columns + (at % columns)]!;
    return sum;
  });

it.each([[1, 0], [1.25, 0], [1, 0.1], [1.25, 0.1]])('slopes are those of the loss, kept units scaled by %f, decay %f', (kept, decay) => {
  const random = createRandom(3);
  const values = (size: number): Float32Array => Float32Array.from({ length: size }, () => random.normal() * 0.7);
  const sizes = [5, 4, 3] as const;
  const weights = [values(20), values(12), values(3), values(5)] as const;
  const biases = [values(4), values(3), values(1), values(1)] as const;
  const rows = 7;
  const pass = new NetworkPass(multiply, sizes, { weights, biases }, rows);
  const inputs = { byRow: values(rows * 5), rows };
  const target = values(rows);
  // The same numbers each time, so that the loss is one function.
  const dropout = { draw: (numbers: Uint32Array) => createRandom(numbers.length).fill(numbers), below: kept === 1 ? 0 : 0.3 * 2 ** 32, kept };
  const answers = new Float32Array(rows);

  function loss(): number {
    pass.forward(inputs, dropout, answers);
    const penalty = weights.reduce((sum, layer) => layer.reduce((part, weight) => part + weight * weight, sum), 0);
    return answers.reduce((sum, answer, i) => sum + (answer - target[i]!) ** 2, 0) / rows + decay * penalty;
  }

  const layers = pass.forward(inputs, dropout, answers);
  const slopes = pass.backward(inputs, layers, answers.map((answer, i) => (2 * (answer - target[i]!)) / rows), kept, decay);
  [...weights, ...biases].forEach((parameters, p) => {
    for (let i = 0; i < parameters.length; i++) {
      const before = parameters[i]!;
      parameters[i] = before + 0.01;
      const above = loss();
      const up = parameters[i]!;
      parameters[i] = before - 0.01;
      const below = loss();
      const numeric = (above - below) / (up - parameters[i]!);
      parameters[i] = before;
      // Where a unit switches on or off within the step, the difference sees a part of it.
      expect(Math.abs(slopes[p]![i]! - numeric), `parameter ${p}, ${i}`).toBeLessThan(0.02 * Math.max(1, Math.abs(numeric)));
    }
  });
});
