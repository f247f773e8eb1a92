import { describe, expect, it } from 'vitest';
import { createRandom, sum } from '@engine/math';
import { featureNames } from '@engine/training/features/featureNames';
import { codeCounts, encodeFeatures, fitFeaturePlan, type PlanRequest } from '@engine/training/features/featurePlan';
import { itemsOf, normaliseCategory, wordsOf } from '@engine/training/features/words';
import { numbers, range, tableOf, texts } from './tables';
import type { TrainingColumn } from '@engine/training';

function request(columns: readonly TrainingColumn[], changes: Partial<PlanRequest> = {}): PlanRequest {
  const table = tableOf(columns);
  return { table, rows: range(0, table.rows), target: Float64Array.from({ length: table.rows }, (_, i) => i), groups: null, columns: columns.map(({ name }) => name), view: 'linear', seed: 1, ...changes };
}

const repeat = <T>(cells: readonly T[], times: number): T[] => Array.from({ length: cells.length * times }, (_, i) => cells[i % cells.length]!);

describe('spelling', () => {
  it('case, dots, dashes and spaces do not make a new category', () => {
    expect(['Size-S.', 'size s', ' SIZE  S ', 'Size.S'].map(normaliseCategory)).toEqual(repeat(['size s'], 4));
    expect(wordsOf("Été: Women's dress, https://shop.example/a?b=1 XL")).toEqual(['été', 'women', 's', 'dress', 'xl']);
    expect(itemsOf('Mini, womens  dresses,,Summer ')).toEqual(['mini', 'womens dresses', 'summer']);
  });
});

describe('feature plan', () => {
  it('drops constant and all-missing columns and ids', () => {
    const { plan, features } = fitFeaturePlan(request([numbers('same', repeat([3], 20)), numbers('empty', repeat([NaN], 20)), texts('id', Array.from({ length: 20 }, (_, i) => `p${i}`), 'id'), numbers('x', range(0, 20))]));
    expect(features).toHaveLength(1);
    expect(plan.columns.map(({ column }) => column)).toEqual(['x']);
    expect(plan.dropped).toEqual([
      { column: 'same', reason: 'constant' },
      { column: 'empty', reason: 'empty' },
      { column: 'id', reason: 'identifier' },
    ]);
  });

  it.each(['tree', 'linear'] as const)('%s view: infinities count as missing and are said', (view) => {
    const { plan, features } = fitFeaturePlan(request([numbers('x', [1, Infinity, 3, -Infinity, 5, NaN])], { view }));
    expect(plan.infinite).toEqual([{ column: 'x', rows: 2 }]);
    const expected = view === 'tree' ? [[1, NaN, 3, NaN, 5, NaN], [0, 1, 0, 1, 0, 1]] : [[1, 3, 3, 3, 5, 3], [0, 1, 0, 1, 0, 1]];
    expect(features.map((feature) => [...feature])).toEqual(expected);
  });

  it('trees see float32; what float32 cannot hold is missing', () => {
    const columns = [numbers('x', [0.1, 1 / 3, 1e300, 16_777_217])];
    const { plan, features } = fitFeaturePlan(request(columns, { view: 'tree' }));
    expect([...features[0]!]).toEqual([Math.fround(0.1), Math.fround(1 / 3), NaN, 16_777_216]);
    expect([...encodeFeatures(plan, tableOf(columns), range(0, 4))[0]!]).toEqual([...features[0]!]);
    expect(fitFeaturePlan(request(columns)).features[0]![0]).not.toBe(Math.fround(0.1));
  });

  it('categories as codes: by frequency, one code for the rest, missing stays missing', () => {
    const cells = [...repeat(['Red', 'red.', 'blue'], 6), 'pink', 'teal', null];
    const columns = [texts('colour', cells), numbers('x', range(0, cells.length))];
    const { plan, features } = fitFeaturePlan(request(columns, { view: 'tree', categories: 'codes' }));
    expect([...features[0]!]).toEqual([...repeat([0, 0, 1], 6), 2, 2, NaN]);
    expect(codeCounts(plan)).toEqual([3, 0]);
    expect(plan.columns[0]).toMatchObject({ pooled: { levels: 2, rows: 2, examples: ['pink', 'teal'] } });
    expect([...encodeFeatures(plan, tableOf([texts('colour', ['RED', 'unseen', null])]), range(0, 3))[0]!]).toEqual([0, 2, NaN]);
    const common = fitFeaturePlan(request([texts('colour', repeat(['a', 'b'], 10))], { view: 'tree', categories: 'codes' })).plan;
    expect([...encodeFeatures(common, tableOf([texts('colour', ['b', 'unseen'])]), range(0, 2))[0]!]).toEqual([1, NaN]);
  });

  it('10,000 categories become a bounded number of codes and a target mean', () => {
    const cells = Array.from({ length: 30_000 }, (_, i) => `level ${i % 3 === 0 ? i % 50 : i % 10_000}`);
    const { plan, features } = fitFeaturePlan(request([texts('many', cells)], { view: 'tree', categories: 'codes' }));
    expect(features).toHaveLength(2);
    expect(codeCounts(plan)[0]).toBeLessThanOrEqual(201);
    expect(plan.columns[0]).toMatchObject({ kind: 'category', other: true });
  });

  it('names every feature it makes', () => {
    const columns = [numbers('x', [1, NaN, 3, 4]), texts('c', repeat(['a', 'b'], 2)), numbers('d', [0, 4e10, 8e10, 9e10], 'date'), texts('t', Array.from({ length: 4 }, (_, i) => `some words of a title ${i}`), 'text')];
    for (const changes of [{}, { view: 'tree' as const }, { view: 'tree' as const, categories: 'codes' as const, hashedBuckets: 4 }]) {
      const { plan, features } = fitFeaturePlan(request(columns.map((column) => (column.kind === 'number' ? { ...column, values: Float64Array.from({ length: 80 }, (_, i) => column.values[i % 4]!) } : texts(column.name, Array.from({ length: 80 }, (_, i) => (column.name === 't' ? `some words of a title ${i}` : column.levels[i % 2]!)), column.type))), changes));
      const names = featureNames(plan).map(({ name }) => name);
      expect(names).toHaveLength(features.length);
      expect(new Set(names).size).toBe(names.length);
      expect(encodeFeatures(plan, tableOf([], 2), range(0, 2))).toHaveLength(features.length);
    }
  });

  it('fills missing numbers with the training median and flags them; trees see them as missing, with a flag where they are many', () => {
    const columns = [numbers('x', [-1, NaN, 2, 9, NaN, 4])];
    expect(fitFeaturePlan(request(columns)).features.map((feature) => [...feature])).toEqual([[-1, 3, 2, 9, 3, 4], [0, 1, 0, 0, 1, 0]]);
    expect(fitFeaturePlan(request(columns, { view: 'tree' })).features.map((feature) => [...feature])).toEqual([[-1, NaN, 2, 9, NaN, 4], [0, 1, 0, 0, 1, 0]]);
    const seldom = [numbers('x', [NaN, ...range(0, 40)])];
    expect(fitFeaturePlan(request(seldom, { view: 'tree' })).features).toHaveLength(1);
    expect(fitFeaturePlan(request(seldom)).features).toHaveLength(2);
  });

  it('puts skewed non-negative numbers on log1p in the linear view only', () => {
    const columns = [numbers('x', [0, 1, 1, 2, 3, 1000])];
    expect(fitFeaturePlan(request(columns)).features[0]![5]).toBeCloseTo(Math.log1p(1000), 14);
    expect(fitFeaturePlan(request(columns, { view: 'tree' })).features[0]![5]).toBe(1000);
  });

  it('one-hot for frequent levels, one flag for rare ones', () => {
    const cells = [...repeat(['Red', 'red.', 'blue'], 6), 'pink', 'teal'];
    const { plan, features } = fitFeaturePlan(request([texts('colour', cells)]));
    expect(plan.columns[0]).toMatchObject({ kind: 'category', levels: ['red', 'blue'], other: true });
    expect(features.map(sum)).toEqual([12, 6, 2]);
  });

  it('looks at training rows only', () => {
    const cells = [...repeat(['a', 'b'], 10), ...repeat(['c'], 10)];
    const columns = [texts('g', cells), numbers('x', [...repeat([1, 2], 10), ...repeat([1e9, NaN], 5)])];
    const whole = request(columns, { rows: range(0, 20), target: new Float64Array(20) });
    const cut = { ...whole, table: tableOf(columns.map((column) => (column.kind === 'text' ? texts('g', cells.slice(0, 20)) : numbers('x', column.values.slice(0, 20))))) };
    expect(fitFeaturePlan(whole).plan).toEqual(fitFeaturePlan(cut).plan);
  });

  it('encodes target means out of fold: pure noise stays useless for the rows it was fitted on', () => {
    const random = createRandom(9);
    const rows = 600;
    const target = Float64Array.from({ length: rows }, random.normal);
    const cells = Array.from({ length: rows }, () => `level ${random.integer(200)}`);
    const { features, plan } = fitFeaturePlan(request([texts('noise', cells)], { target }));
    const encoded = features[features.length - 1]!;
    const slope = sum(encoded.map((value, i) => value * target[i]!));
    const inSample = encodeFeatures(plan, tableOf([texts('noise', cells)]), range(0, rows)).at(-1)!;
    expect(sum(inSample.map((value, i) => value * target[i]!))).toBeGreaterThan(30);
    expect(Math.abs(slope)).toBeLessThan(10);
  });

  it('gives no feature to words and levels that belong to one group each', () => {
    const merchants = Array.from({ length: 300 }, (_, i) => `merchant ${Math.floor(i / 10)}`);
    const groups = Int32Array.from(merchants, (_, i) => Math.floor(i / 10));
    const { features } = fitFeaturePlan(request([texts('merchant', merchants)], { groups, target: Float64Array.from(groups) }));
    expect(features).toHaveLength(0);
    expect(fitFeaturePlan(request([texts('merchant', merchants)], { target: Float64Array.from(groups) })).features.length).toBeGreaterThan(0);
  });

  it('counts words or items and flags the common ones', () => {
    const cells = Array.from({ length: 100 }, (_, i) => `Summer,${i % 2 ? 'Beach wear' : 'party'},item ${i},new,x${i}`);
    const { plan } = fitFeaturePlan(request([texts('tags', cells, 'text')]));
    expect(plan.columns[0]).toMatchObject({ kind: 'text', parts: 'items', keywords: ['beach wear', 'party'] });
    const titles = cells.map((cell) => cell.replace(/,/g, ' '));
    expect(fitFeaturePlan(request([texts('title', titles, 'text')])).plan.columns[0]).toMatchObject({ kind: 'text', parts: 'words', keywords: ['beach', 'party', 'wear'] });
  });

  it.each([
    ['semicolon', (items: readonly string[]) => items.join('; ')],
    ['pipe', (items: readonly string[]) => items.join('|')],
    ['slash', (items: readonly string[]) => items.join(' / ')],
    ['json', (items: readonly string[]) => JSON.stringify(items)],
    ['items', (items: readonly string[]) => items.join(', ')],
  ] as const)('takes short lists apart, divided by %s', (parts, write) => {
    const cells = Array.from({ length: 100 }, (_, i) => write(['new', ...(i % 2 ? ['Beach wear'] : []), ...(i % 3 ? ['party'] : [])]));
    const { plan, features } = fitFeaturePlan(request([texts('tags', cells, 'text')]));
    expect(plan.columns[0]).toMatchObject({ kind: 'text', parts, keywords: ['party', 'beach wear'] });
    expect([...(features[0] ?? [])].slice(0, 4)).toEqual([1, 3, 2, 2]);
  });

  it('takes dates apart', () => {
    const day = 86_400_000;
    const { features } = fitFeaturePlan(request([numbers('d', Array.from({ length: 30 }, (_, i) => i * 40 * day), 'date')], { view: 'tree' }));
    expect(features).toHaveLength(5);
    expect(features.map((feature) => feature[1])).toEqual([40, 1970, 2, 10, 2]);
  });

  it('answers for a table without the column, and for numbers that arrive as text', () => {
    const { plan } = fitFeaturePlan(request([numbers('x', [1, 2, 3, 4]), texts('c', repeat(['a', 'b'], 2))], { view: 'tree' }));
    const foreign = tableOf([texts('x', ['3.5', 'many', null])]);
    expect(encodeFeatures(plan, foreign, range(0, 3))[0]).toEqual(Float32Array.of(3.5, NaN, NaN));
    expect(encodeFeatures(plan, tableOf([], 2), range(0, 2))[0]).toEqual(Float32Array.of(NaN, NaN));
  });
});
