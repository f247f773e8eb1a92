import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Recipe } from '@shared/areas/recipes';
import { openDatasets, type OpenDatasets } from '../openDatasets';

const first = 'Datum;Preis;Land\n01/02/2025;1,5;NA\n02/03/2025;NA;SE\n';
const decisions = {
  name: 'shop',
  reading: { dateOrder: 'dmy' as const, columnNames: ['date', 'price', 'country'], columnNullTokens: [{ column: 'price', tokens: ['NA'] }] },
  columns: [{ name: 'price', role: 'target' as const }, { name: 'country', type: 'text' as const, knownWhen: 'live' as const }],
};

const recipe = (open: OpenDatasets, name: string, version?: number) => open.datasets.handlers['datasets.recipe']({ name, version }, open.context);

async function recognise(open: OpenDatasets, content: string) {
  writeFileSync(join(open.folder, 'next.csv'), content);
  return open.datasets.handlers['datasets.recognise']({ ticket: open.grant(join(open.folder, 'next.csv')) }, open.context);
}

test('what was decided at an import is kept under the names of the file, as a version that stays', async () => {
  const open = openDatasets();
  await open.stored(first, decisions);
  const kept = await recipe(open, 'shop');
  expect(kept).toMatchObject({ version: 1, recipe: { name: 'shop', header: ['Datum', 'Preis', 'Land'], reading: { dateOrder: 'dmy' } } });
  expect(kept.recipe.columns).toEqual([
    { header: 'Datum', name: 'date' },
    { header: 'Preis', name: 'price', role: 'target', nullTokens: ['NA'] },
    { header: 'Land', name: 'country', type: 'text', knownWhen: 'live' },
  ]);
  await open.stored(`${first}03/04/2025;2;NO\n`, decisions);
  expect((await recipe(open, 'shop')).version).toBe(1);
  await open.stored(`${first}03/04/2025;3;NO\n`, { ...decisions, columns: [] });
  expect((await recipe(open, 'shop')).version).toBe(2);
  expect((await recipe(open, 'shop', 1)).recipe).toEqual(kept.recipe);
  expect(() => recipe(open, 'shop', 3)).toThrow(/no version 3/);
  expect(() => recipe(open, 'other')).toThrow(/There are "shop"/);
});

test('where nothing was decided, or nothing stored, nothing is kept', async () => {
  const open = openDatasets();
  await open.stored('a,b\n1,2\n', { name: 'plain' });
  await open.importBytes('a,b\n1,2\n3\n', { name: 'ragged', columns: [{ name: 'a', role: 'target' }] });
  await open.stored('a,b\n1,3\n', { name: 'quiet', columns: [{ name: 'a', role: 'target' }], remember: false });
  expect(await open.datasets.handlers['datasets.recipes']({}, open.context)).toEqual([]);
});

test('the next file of the shape is recognised and read the same way, whatever its order', async () => {
  const open = openDatasets();
  await open.stored(first, decisions);
  const next = 'land;PREIS;Datum;Rabatt\nNA;2,5;03/04/2025;1\nSE;3;04/04/2025;2\n';
  const [offer] = (await recognise(open, next)).recipes;
  expect(offer).toMatchObject({ name: 'shop', version: 1, fit: { kept: 3, of: 3, added: ['Rabatt'], missing: [] } });
  const stored = await open.stored(next, { recipe: { name: 'shop' } });
  expect([stored.datasetName, stored.number]).toEqual(['shop', 2]);
  expect(stored.columns.map(({ name, type, role, nulls }) => [name, type, role, nulls])).toEqual([['country', 'text', 'feature', 0], ['price', 'decimal', 'target', 0], ['date', 'date', 'date', 0], ['Rabatt', 'integer', 'feature', 0]]);
  expect((await recipe(open, 'shop')).recipe.header).toEqual(['land', 'PREIS', 'Datum', 'Rabatt']);
});

test('a recipe that lacks columns says which and asks; guessing uses what fits, failing refuses', async () => {
  const open = openDatasets();
  await open.stored(first, decisions);
  const other = 'Datum;Land\n01/02/2025;NA\n';
  const asked = await open.importBytes(other, { recipe: { name: 'shop' } });
  expect(asked).toMatchObject({ verdict: 'ask', snapshot: null, questions: [{ code: 'recipe-misfit', message: expect.stringMatching(/file with 3 columns, and one of them is not in this one: "Preis"\. Should the answers for the other 2/) as string }] });
  expect(await open.importBytes(other, { recipe: { name: 'shop' }, reading: { onAmbiguous: 'fail' } })).toMatchObject({ verdict: 'reject', warnings: [{ code: 'recipe-misfit' }] });
  const guessed = await open.importBytes(other, { recipe: { name: 'shop' }, reading: { onAmbiguous: 'guess' } });
  expect(guessed).toMatchObject({ verdict: 'warn', warnings: [{ code: 'guessed-recipe-misfit', count: 1 }] });
  expect(guessed.snapshot?.columns.map(({ name }) => name)).toEqual(['date', 'country']);
  await expect(open.importBytes(other, { recipe: { name: 'none' } })).rejects.toMatchObject({ code: 'not-found' });
});

test('what is asked for wins over the recipe', async () => {
  const open = openDatasets();
  await open.stored(first, decisions);
  const stored = await open.stored(first, { name: 'again', recipe: { name: 'shop', version: 1 }, reading: { dateOrder: 'mdy' }, columns: [{ name: 'price', role: 'price' }] });
  expect(stored.reading).toMatchObject({ dateOrder: 'mdy', columnNullTokens: [{ column: 'price', tokens: ['NA'] }] });
  expect(stored.columns.map(({ role, type }) => [role, type])).toEqual([['date', 'date'], ['price', 'decimal'], ['feature', 'text']]);
});

test('a file is recognised by the header that each recipe would find, and datasets by their columns', async () => {
  const open = openDatasets();
  await open.stored('Report\na;b\n1;2\n', { name: 'titled', reading: { skipLines: 1 } });
  await open.stored('x,y,z\n1,2,3\n', { name: 'plain' });
  expect(await recognise(open, 'Report of March\na;b\n5;6\n')).toMatchObject({ recipes: [{ name: 'titled', apply: { reading: { skipLines: 1 } } }] });
  expect(await recognise(open, 'z,x,y\n7,8,9\n')).toMatchObject({ recipes: [], datasets: [{ name: 'plain', number: 1, rows: 1, fit: { kept: 3, of: 3 } }] });
  expect(await recognise(open, 'p,q\n7,8\n')).toEqual({ recipes: [], datasets: [] });
});

test('a recipe comes in from outside, and goes along when its dataset is renamed', async () => {
  const open = openDatasets();
  const outside: Recipe = { format: 'almanac-recipe', formatVersion: 1, name: 'shop', header: ['a', 'b'], reading: { onRagged: 'quarantine' }, columns: [{ header: 'a', role: 'target' }] };
  const save = (made: Recipe) => open.datasets.handlers['datasets.saveRecipe']({ recipe: made }, open.context);
  expect(await save(outside)).toEqual({ name: 'shop', version: 1, added: true });
  expect(await save({ ...outside, header: ['b', 'a'] })).toEqual({ name: 'shop', version: 1, added: false });
  const stored = await open.stored('a,b\n1,2\n3\n4,5\n', { recipe: { name: 'shop' } });
  expect([stored.rows, stored.columns[0]?.role]).toEqual([2, 'target']);
  await open.datasets.handlers['datasets.rename']({ datasetId: stored.datasetId, name: 'store' }, open.context);
  expect((await recipe(open, 'store')).recipe.name).toBe('store');
  expect(() => recipe(open, 'shop')).toThrow(/no recipe "shop"/);
});
