/** A table of waves: five symmetric columns and small counts, 100 rows to train on and 20 held out. The same in any language. */
import type { TrainingTable } from '@engine/training';
import { numbers, tableOf } from '../tables';

export const waveRows = 120;
export const waveTraining = 100;

export function waves(): TrainingTable {
  const of = (value: (i: number) => number): number[] => Array.from({ length: waveRows }, (_, i) => value(i));
  const a = of((i) => Math.sin(i * 0.7));
  const b = of((i) => Math.cos(i * 1.3) + 0.3 * Math.sin(i * 0.7));
  const c = of((i) => ((i * 7) % 13) / 13);
  const units = of((i) => Math.floor(Math.exp(1.2 + 0.8 * a[i]! - 0.5 * c[i]! + 0.4 * b[i]! + 0.6 * Math.sin(i * 5.3))));
  return tableOf([numbers('units', units), numbers('a', a), numbers('b', b), numbers('c', c), numbers('d', of((i) => Math.sin(i * 2.9))), numbers('e', of((i) => Math.cos(i * 0.31)))]);
}
