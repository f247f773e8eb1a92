/** Tables that models are compared on, in memory that all threads see, as the engine's tables are. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@engine/math';
import type { TrainingColumn, TrainingTable } from '@engine/training';
import { readCsvTable } from '../tests/unit/engine/training/csvTable';
import { root } from './electronWindow';

export const columns = 30;

/** Ten uniform inputs of Friedman #1 (1991) and twenty of noise. */
export function syntheticTable(rows: number): TrainingTable {
  const random = createRandom(1);
  const inputs = Array.from({ length: columns }, () => sharedNumbers(rows));
  const target = sharedNumbers(rows);
  for (let row = 0; row < rows; row++) {
    for (const input of inputs) input[row] = random.next();
    target[row] = friedman(inputs, row) + random.normal();
  }
  return tableOf(rows, [numberColumn('y', target), ...inputs.map((values, i) => numberColumn(`x${i}`, values))]);
}

const levelCounts = [3, 12, 60, 200];
const missingShare = 0.1;

/** Ten numbers and four categories of 3 to 200 levels; every second column misses a tenth of its cells, and that it does tells too. */
export function mixedTable(rows: number): TrainingTable {
  const random = createRandom(2);
  const inputs = Array.from({ length: 10 }, () => sharedNumbers(rows));
  const effects = levelCounts.map((levels) => Array.from({ length: levels }, () => 2 * random.normal()));
  const codes = levelCounts.map(() => new Int32Array(new SharedArrayBuffer(4 * rows)));
  const target = sharedNumbers(rows);
  for (let row = 0; row < rows; row++) {
    for (const input of inputs) input[row] = random.next();
    let answer = friedman(inputs, row) + random.normal();
    effects.forEach((effect, i) => {
      // Low levels are frequent, high ones rare.
      const level = Math.floor(effect.length * random.next() ** 2);
      codes[i]![row] = level;
      answer += effect[level]! * (i === 1 ? 2 * inputs[5]![row]! : 1);
    });
    for (let i = 0; i < inputs.length; i += 2) {
      if (random.next() >= missingShare) continue;
      inputs[i]![row] = NaN;
      answer += i === 8 ? 2 : 0;
    }
    for (let i = 0; i < codes.length; i += 2) if (random.next() < missingShare) codes[i]![row] = -1;
    target[row] = answer;
  }
  const categories = codes.map((values, i): TrainingColumn => ({ kind: 'text', name: `c${i}`, type: 'category', codes: values, levels: effects[i]!.map((_, level) => `level ${level}`) }));
  return tableOf(rows, [numberColumn('y', target), ...inputs.map((values, i) => numberColumn(`x${i}`, values)), ...categories]);
}

/** Null where the shared data is not here. */
export function sharedTable(...path: readonly string[]): TrainingTable | null {
  const file = join(root, '../shared/data', ...path);
  return existsSync(file) ? readCsvTable(file) : null;
}

function friedman(inputs: readonly Float64Array[], row: number): number {
  const [a, b, c, d, e] = inputs.map((input) => input[row]!) as [number, number, number, number, number];
  return 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e;
}

function sharedNumbers(rows: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * rows));
}

function numberColumn(name: string, values: Float64Array): TrainingColumn {
  return { kind: 'number', name, type: 'decimal', values };
}

function tableOf(rows: number, named: readonly TrainingColumn[]): TrainingTable {
  return { rows, rowNumbers: new Int32Array(new SharedArrayBuffer(4 * rows)), columns: named };
}
