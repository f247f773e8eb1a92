/** What must hold for any model: lines and their mean, centring, near copies, promised directions. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { fitTask, gatherTable, restoreFitted, type SavedModel } from '@engine/training';
import { accumulatedEffects } from '@engine/training/explanation/accumulatedEffects';
import { nearCopyGroups } from '@engine/training/explanation/columnGroups';
import { dependenceOf } from '@engine/training/explanation/dependence';
import { checkMonotone } from '@engine/training/explanation/monotoneCheck';
import { pairDependenceOf } from '@engine/training/explanation/pairDependence';
import { shuffledRises } from '@engine/training/importance';
import { friedman, numbers, quiet, range, shop, tableOf, taskOf, texts } from '../tables';

const table = shop(300, 8);
const features = ['price', 'weight', 'colour', 'tags', 'merchant'];

async function fitted(model: 'ridge' | 'gradient-boosting' | 'random-forest'): Promise<SavedModel> {
  return (await fitTask(taskOf(table, { model, transform: 'log1p', keepModel: true }), quiet)).model!;
}

describe('individual lines', () => {
  it.each(['ridge', 'gradient-boosting', 'random-forest'] as const)('%s: with a line of every row their mean is the partial dependence, centred ones start at 0', async (kind) => {
    const model = restoreFitted(await fitted(kind));
    const few = gatherTable(table, features, 25, () => range(0, 25));
    for (const column of ['price', 'colour']) {
      const { points, lines, steps } = dependenceOf(model, 'log1p', few, column)!;
      expect(lines).toHaveLength(25);
      points.forEach((point, i) => {
        expect(point.mean).toBeCloseTo(lines.reduce((total, { values }) => total + values[i]!, 0) / 25, 8);
        expect(point.centred.mean).toBeCloseTo(point.mean - points[0]!.mean, 8);
        expect(point.low).toBeLessThanOrEqual(point.high);
      });
      expect(points[0]!.centred).toEqual({ mean: 0, low: 0, high: 0 });
      expect(steps).toHaveLength(column === 'price' ? points.length - 1 : 0);
      steps.forEach(({ rising, falling }, i) => {
        expect(rising).toBeCloseTo(lines.filter(({ values }) => values[i + 1]! > values[i]!).length / 25, 8);
        expect(rising + falling).toBeLessThanOrEqual(1);
      });
    }
  });
});

describe('accumulated effects', () => {
  it('of a sum of columns are those of the column alone, however the columns go together', () => {
    const random = createRandom(4);
    const first = Array.from({ length: 400 }, () => random.next() * 10);
    const copy = first.map((value) => value + 0.1 * random.normal());
    const both = tableOf([numbers('first', first), numbers('copy', copy)]);
    const model = { exact: null, predict: (from: typeof both, rows: Int32Array) => Float64Array.from(rows, (row) => from.columns.reduce((total, column) => total + (column.name === 'first' ? 2 : 5) * (column.kind === 'number' ? column.values[row]! : 0), 0)) };
    const points = accumulatedEffects(model, 'none', both, 'first');
    const slopes = points.slice(1).map(({ x, effect }, i) => (effect - points[i]!.effect) / (x - points[i]!.x));
    slopes.forEach((slope) => expect(slope).toBeCloseTo(2, 8));
    const weighted = points.slice(1).reduce((total, { effect, rows }, i) => total + (rows * (effect + points[i]!.effect)) / 2, 0);
    expect(weighted).toBeCloseTo(0, 8);
    expect(accumulatedEffects(model, 'none', both, 'elsewhere')).toEqual([]);
  });

  it('leave out rows without the number', () => {
    const some = tableOf([numbers('x', [1, NaN, 2, 3, NaN, 4])]);
    const model = { exact: null, predict: (from: typeof some, rows: Int32Array) => Float64Array.from(rows, (row) => (from.columns[0]?.kind === 'number' ? from.columns[0].values[row]! ** 2 : 0)) };
    expect(accumulatedEffects(model, 'none', some, 'x').reduce((total, { rows }) => total + rows, 0)).toBe(4);
  });
});

describe('two columns at once', () => {
  it('marks pairs that no row has', async () => {
    const linked = tableOf([numbers('y', range(0, 60)), numbers('a', Array.from({ length: 60 }, (_, i) => Math.floor(i / 10))), texts('b', Array.from({ length: 60 }, (_, i) => (i < 30 ? 'low' : 'high')))]);
    const { model } = await fitTask(taskOf(linked, { model: 'ridge', keepModel: true, train: range(0, 60), test: new Int32Array(0) }), quiet);
    const pair = pairDependenceOf(restoreFitted(model!), 'none', { sample: linked, all: linked }, ['a', 'b'])!;
    expect(pair.first).toEqual([0, 1, 2, 3, 4, 5]);
    const low = pair.second.indexOf('low');
    expect(pair.cells.map((line) => line[low]!.rows)).toEqual([10, 10, 10, 0, 0, 0]);
    expect(pairDependenceOf(restoreFitted(model!), 'none', { sample: linked, all: linked }, ['a', 'a'])).toBeNull();
  });
});

describe('columns that carry the same information', () => {
  const random = createRandom(6);
  const size = Array.from({ length: 300 }, () => random.next());
  const code = size.map((value) => Math.floor(value * 8));
  const copies = tableOf([
    numbers('y', size.map((value) => 10 * value + 0.1 * random.normal())),
    numbers('size', size),
    numbers('size in inches', size.map((value) => value / 2.54 + 3)),
    numbers('noise', size.map(() => random.next())),
    texts('code', code.map((value) => `c${value}`)),
    texts('name', code.map((value) => `name of ${value}`)),
    texts('id', size.map((_, i) => `id ${i}`), 'id'),
    texts('other id', size.map((_, i) => `x${i}`), 'id'),
    numbers('constant', size.map(() => 1)),
    numbers('same constant', size.map(() => 1)),
  ]);

  it('are found among numbers and among texts, and constants and ids are none', () => {
    expect(nearCopyGroups(copies, copies.columns.map(({ name }) => name).slice(1), 1)).toEqual([['size', 'size in inches'], ['code', 'name']]);
  });

  it('matter together more than one by one', async () => {
    const task = taskOf(copies, { model: 'random-forest', features: ['size', 'size in inches', 'noise'], keepModel: true });
    const model = restoreFitted((await fitTask(task, quiet)).model!);
    const target = copies.columns[0]?.kind === 'number' ? Float64Array.from(task.test, (row) => (copies.columns[0] as { values: Float64Array }).values[row]!) : new Float64Array(0);
    const [one, other, both] = shuffledRises(model, copies, [['size'], ['size in inches'], ['size', 'size in inches']], { rows: task.test, target }, 1, 3).map((rises) => Math.min(...rises));
    expect(both!).toBeGreaterThan(1.5 * Math.max(one!, other!));
  });
});

describe('a promised direction', () => {
  it('is kept by a straight line and broken by a wave, with the place told', async () => {
    const line = friedman(200, 3);
    const { model } = await fitTask(taskOf(line, { model: 'ridge', keepModel: true }), quiet);
    const few = gatherTable(line, model!.features, 30, () => range(0, 30));
    expect(checkMonotone(restoreFitted(model!), 'none', few, 'x3', 1)).toMatchObject({ direction: 1, rows: 30, worst: null });
    expect(checkMonotone(restoreFitted(model!), 'none', few, 'x3', -1)?.worst?.by).toBeGreaterThan(0);
    const wave = { exact: null, predict: (from: typeof few, rows: Int32Array) => Float64Array.from(rows, (row) => { const column = from.columns.find(({ name }) => name === 'x3'); return column?.kind === 'number' ? Math.max(column.values[row]!, 0.5) - 2 * Math.max(0, column.values[row]! - 0.9) : 0; }) };
    const broken = checkMonotone(wave, 'none', few, 'x3', 1);
    expect(broken?.worst?.to).toBeGreaterThan(0.9);
    expect(checkMonotone(wave, 'none', tableOf([texts('x3', ['a', 'b'])]), 'x3', 1)).toBeNull();
  });
});
