/** Hundreds of columns: those that say nothing cost next to nothing, and the one that leaks is found all the same. */
import { expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { leakRadar, planFolds } from '@engine/training';
import { numbers, tableOf } from '../tables';

it('finds the leak among a thousand columns of noise', async () => {
  const random = createRandom(1);
  const units = Array.from({ length: 300 }, () => random.integer(1000));
  const noise = Array.from({ length: 1000 }, (_, i) => numbers(`x${i}`, units.map(() => (i % 2 === 0 ? random.next() : random.integer(50)))));
  const table = tableOf([numbers('units', units), ...noise.slice(0, 700), numbers('seen', units.map((value) => value * (0.8 + 0.4 * random.next()))), ...noise.slice(700)]);
  const { folds } = planFolds({ table, target: 'units', split: { kind: 'kfold' }, folds: 5, repeats: 1, seed: 1 });
  const findings = await leakRadar({ table, target: 'units', transform: 'log1p', watched: table.columns.map(({ name }) => ({ name, knownWhen: 'before-launch' as const })), folds, seed: 1 });
  expect(findings.filter(({ leak }) => leak).map(({ column }) => column)).toEqual(['seen']);
  // A model was tried on few of the others.
  expect(findings.filter(({ score }) => score === 0).length).toBeGreaterThan(900);
});
