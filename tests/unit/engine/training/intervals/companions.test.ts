/** What is fitted beside a model sees its training rows only, and says what it should of the others. */
import { expect, test } from 'vitest';
import { companionFor, fitTask } from '@engine/training';
import { createRandom } from '@engine/math';
import { numbers, quiet, range, tableOf, taskOf } from '../tables';

/** The target follows x; its noise is ten times as large where x is above one half. */
const random = createRandom(12);
const x = Float64Array.from({ length: 600 }, () => random.next());
const noise = x.map((value) => (value > 0.5 ? 5 : 0.5) * random.normal());
const table = tableOf([numbers('x', x), numbers('y', x.map((value, row) => 10 * value + noise[row]!))]);
const task = taskOf(table, { target: 'y', transform: 'none', features: ['x'], model: 'gradient-boosting', train: range(0, 400), test: range(400, 600), keepModel: false });

test('difficulty expects small misses where there is little noise', async () => {
  const { companions = [] } = await fitTask({ ...task, companion: { name: 'difficulty', level: 0.9 } }, quiet);
  const expected = companions[0]!;
  const meanWhere = (isMeant: (value: number) => boolean): number => {
    const chosen = [...expected.keys()].filter((i) => isMeant(x[400 + i]!));
    return chosen.reduce((total, i) => total + expected[i]!, 0) / chosen.length;
  };
  expect(companions).toHaveLength(1);
  expect(meanWhere((value) => value > 0.6)).toBeGreaterThan(2.5 * meanWhere((value) => value < 0.4));
});

test('models of inner folds bound nine of ten rows that none of them saw, the same every time', async () => {
  const fit = (): ReturnType<typeof fitTask> => fitTask({ ...task, companion: { name: 'folds', level: 0.9 } }, quiet);
  const { companions = [] } = await fit();
  const [lower, upper] = companions;
  const y = table.columns[1]!;
  const inside = [...lower!.keys()].filter((i) => y.kind === 'number' && lower![i]! <= y.values[400 + i]! && y.values[400 + i]! <= upper![i]!).length / 200;
  expect(inside).toBeGreaterThan(0.85);
  expect(inside).toBeLessThan(0.96);
  expect((await fit()).companions).toEqual(companions);
});

test('quantiles are for models that have the loss; the network learns both ends', async () => {
  expect(companionFor('quantiles', 'ridge')).toBeNull();
  expect(companionFor('quantiles', 'average')).toBeNull();
  expect(companionFor('split', 'neural-network')).toBeNull();
  expect(companionFor('quantiles', 'neural-network')).toBe('quantiles');
  const { companions = [] } = await fitTask({ ...task, model: 'neural-network', parameters: { networks: 1, epochs: 40 }, companion: { name: 'quantiles', level: 0.9 } }, quiet);
  const [low, high] = companions;
  expect([...low!.keys()].filter((i) => low![i]! < high![i]!).length).toBeGreaterThan(190);
}, 60_000);
