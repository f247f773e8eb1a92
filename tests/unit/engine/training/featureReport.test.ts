import { describe, expect, it } from 'vitest';
import { featurePartSchema } from '@shared/areas/features';
import { featureMessages } from '@shared/messages/features';
import { combineModels, featureParts, fitTask, type SavedModel } from '@engine/training';
import type { ModelKind } from '@shared/areas/tracking';
import { numbers, quiet, range, tableOf, texts } from './tables';

const rows = 80;
const every = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row));
const table = tableOf([
  numbers('units', every((i) => 3 + (i % 7))),
  numbers('price', every((i) => (i === 5 ? Infinity : i === 6 ? NaN : 4 + (i % 11)))),
  numbers('retail_price', every((i) => 10 + (i % 13))),
  texts('colour', every((i) => (i < 40 ? 'red' : i < 76 ? 'blue' : `rare ${i}`))),
  texts('title', every((i) => `summer dress for ${i % 3 ? 'women' : 'men'} ${i}`), 'text'),
  texts('same', every(() => 'x')),
]);

async function fit(model: ModelKind): Promise<SavedModel> {
  const features = table.columns.map(({ name }) => name).filter((name) => name !== 'units');
  const { model: saved } = await fitTask({ table, target: 'units', transform: 'log1p', features, groupBy: null, steps: null, monotone: {}, model, parameters: {}, seed: 1, train: range(0, rows), test: range(0, 0), keepModel: true, measureImportance: false }, quiet);
  if (!saved) throw new Error('No model was kept.');
  return saved;
}

describe('what the columns became', () => {
  it('says every step of a linear model', async () => {
    const parts = featureParts(await fit('ridge'));
    expect(() => featurePartSchema.array().parse(parts)).not.toThrow();
    const [part] = parts;
    expect(part).toMatchObject({ model: 'ridge', float32: false, dropped: [{ column: 'same', reason: 'constant' }], infinite: [{ column: 'price', rows: 1 }] });
    const of = (...columns: string[]): unknown => part!.columns.find((own) => own.columns.join() === columns.join());
    expect(of('price')).toMatchObject({ sort: 'number', fill: 9, features: [{ name: 'price' }, { name: 'price is missing' }] });
    expect(of('price', 'retail_price')).toMatchObject({ sort: 'ratio', features: [{ name: '1 - price / retail_price' }] });
    expect(of('colour')).toMatchObject({ sort: 'category', levels: ['red', 'blue'], pooled: { levels: 4, rows: 4, examples: ['rare 76', 'rare 77', 'rare 78', 'rare 79'] } });
    expect(of('title')).toMatchObject({ sort: 'text', keywords: expect.arrayContaining(['women', 'men']) });
  });

  it('has a part for each member of an average, and none for models that look at no columns', async () => {
    const parts = featureParts(combineModels('average', [await fit('ridge'), await fit('random-forest')], { weights: [1, 1], divisor: 2, intercept: 0 }));
    expect(parts.map(({ model, float32 }) => [model, float32])).toEqual([['ridge', false], ['random-forest', true]]);
    expect(featureParts(await fit('median'))).toEqual([]);
  });

  it('tells it in plain words', async () => {
    const [part] = featureParts(await fit('ridge'));
    const colour = part!.columns.find(({ columns }) => columns[0] === 'colour')!;
    expect(featureMessages.steps(colour).join('; ')).toBe('2 levels of their own: red, blue; 4 rare levels in 4 rows pooled');
    const price = part!.columns.find(({ columns }) => columns.join() === 'price')!;
    expect(featureMessages.steps(price).join('; ')).toBe('missing filled with 9; a flag where it is missing');
    expect(featureMessages.infinite(part!.infinite[0]!)).toBe('price holds infinities in 1 row; they count as missing.');
    expect(featureMessages.dropped(part!.dropped[0]!)).toBe('same was dropped: the same in every training row.');
  });
});
