/** Notes, the trash, the version in use and recipes through the folder: what one says arrives, and what two say unseen is kept. */
import { expect, test } from 'vitest';
import { recipeSchema } from '@shared/areas/recipes';
import { openPair, syncAll, type Partner } from './shareHelpers';

const versions = async ({ client }: Partner) => (await client.call('datasets.list', {})).flatMap((dataset) => dataset.versions.map(({ number, note }) => [number, note ?? '']));
const trashed = async ({ client }: Partner, snapshotId: string) => (await client.call('datasets.snapshot', { ref: snapshotId })).trashedAt !== undefined;
const recipe = (name: string, decimal: '.' | ',') => recipeSchema.parse({ format: 'almanac-recipe', formatVersion: 1, name, header: ['id', 'price'], reading: { decimal }, columns: [] });
const saveRecipe = ({ client }: Partner, name: string, decimal: '.' | ',') => client.call('datasets.saveRecipe', { recipe: recipe(name, decimal) });
const recipes = async ({ client }: Partner) => (await client.call('datasets.recipes', {})).map(({ name, version }) => [name, version]);

async function equalAtRest(share: string, ann: Partner, ben: Partner): Promise<void> {
  await syncAll(share, ann, ben, ann, ben);
  expect(await ben.digest()).toEqual(await ann.digest());
}

test('a note, the trash and the version in use arrive, and are taken back', async () => {
  const { ann, ben, share } = openPair();
  const [first, second] = [await ann.importShop(1), await ann.importShop(2)];
  await ann.client.call('datasets.setNote', { snapshotId: first, note: 'before the sale' });
  await ann.client.call('datasets.restore', { snapshotId: first });
  await equalAtRest(share, ann, ben);
  expect(await versions(ben)).toEqual([[1, 'before the sale'], [2, '']]);
  await ben.client.call('datasets.moveToTrash', { snapshotIds: [second] });
  await equalAtRest(share, ann, ben);
  expect([await trashed(ann, second), await versions(ann)]).toEqual([true, [[1, 'before the sale']]]);
  await ann.client.call('datasets.takeFromTrash', { snapshotIds: [second] });
  await ann.client.call('datasets.setNote', { snapshotId: first, note: '' });
  await ann.client.call('datasets.restore', { snapshotId: second });
  await equalAtRest(share, ann, ben);
  expect([await trashed(ben, second), await versions(ben)]).toEqual([false, [[2, ''], [1, '']]]);
});

test('a version that was noted and then trashed before the next exchange stays in the trash', async () => {
  const { ann, ben, share } = openPair();
  const id = await ann.importShop(1);
  await syncAll(share, ann, ben);
  await ann.client.call('datasets.setNote', { snapshotId: id, note: 'wrong file' });
  await ann.client.call('datasets.moveToTrash', { snapshotIds: [id] });
  await equalAtRest(share, ann, ben);
  expect([await trashed(ann, id), await trashed(ben, id), await ann.client.call('sync.conflicts', {})]).toEqual([true, true, []]);
});

test('two notes written unseen are both kept; a version noted by one is not lost to the trash of the other', async () => {
  const { ann, ben, share } = openPair();
  const id = await ann.importShop(1);
  await syncAll(share, ann, ben);
  await ann.client.call('datasets.setNote', { snapshotId: id, note: 'from Ann' });
  ben.clock.advance(60_000);
  await ben.client.call('datasets.setNote', { snapshotId: id, note: 'from Ben' });
  await equalAtRest(share, ann, ben);
  const [conflict] = await ann.client.call('sync.conflicts', {});
  expect(conflict).toMatchObject({ kind: 'edited', title: 'note on shop, version 1', holds: 'from Ben' });
  expect(conflict?.values.map(({ text }) => text)).toEqual(['from Ben', 'from Ann']);
  await ann.client.call('sync.resolve', { key: conflict?.key ?? '', stamp: conflict?.values[1]?.stamp ?? '' });
  await equalAtRest(share, ann, ben);
  expect(await versions(ben)).toEqual([[1, 'from Ann']]);

  await ann.client.call('datasets.moveToTrash', { snapshotIds: [id] });
  ben.clock.advance(60_000);
  await ben.client.call('datasets.setNote', { snapshotId: id, note: 'still needed' });
  await equalAtRest(share, ann, ben);
  expect([await trashed(ann, id), await trashed(ben, id), await versions(ann)]).toEqual([false, false, [[1, 'still needed']]]);
  expect(await ann.client.call('sync.conflicts', {})).toMatchObject([{ kind: 'deleted', title: 'shop, version 1, in the trash' }]);
});

test('what the other takes out of the trash, after its file was cleared here, comes back with the file', async () => {
  const { ann, ben, share } = openPair();
  const [id] = [await ann.importShop(1), await ann.importShop(2)];
  await equalAtRest(share, ann, ben);
  await ann.client.call('datasets.moveToTrash', { snapshotIds: [id] });
  await equalAtRest(share, ann, ben);
  await ann.client.call('upkeep.free', {});
  await ben.client.call('datasets.takeFromTrash', { snapshotIds: [id] });
  await equalAtRest(share, ann, ben);
  expect(await versions(ann)).toHaveLength(2);
  await expect(ann.client.call('datasets.page', { snapshotId: id, offset: 0, limit: 5 })).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('Import the file again') as string });
  expect(await ann.importShop(1)).toBe(id);
  expect((await ann.client.call('datasets.page', { snapshotId: id, offset: 0, limit: 5 })).total).toBe(30);
  await equalAtRest(share, ann, ben);
});

test('recipes arrive with their versions and names; two written at once become two versions, the same everywhere', async () => {
  const { ann, ben, share } = openPair();
  await ann.importShop(1);
  await saveRecipe(ann, 'shop', '.');
  await equalAtRest(share, ann, ben);
  expect(await recipes(ben)).toEqual([['shop', 1]]);
  await saveRecipe(ann, 'shop', ',');
  ben.clock.advance(60_000);
  await ben.client.call('datasets.saveRecipe', { recipe: { ...recipe('shop', ','), columns: [{ header: 'price', name: 'price', role: 'price' }] } });
  await equalAtRest(share, ann, ben);
  expect([await recipes(ann), await recipes(ben)]).toEqual([[['shop', 3]], [['shop', 3]]]);
  for (const version of [1, 2, 3]) expect(await ben.client.call('datasets.recipe', { name: 'shop', version })).toEqual(await ann.client.call('datasets.recipe', { name: 'shop', version }));
  const [dataset] = await ann.client.call('datasets.list', {});
  await ann.client.call('datasets.rename', { datasetId: dataset?.id ?? '', name: 'corner shop' });
  await saveRecipe(ben, 'other', '.');
  await equalAtRest(share, ann, ben);
  expect([await recipes(ann), await recipes(ben)]).toEqual([[['corner shop', 3], ['other', 1]], [['corner shop', 3], ['other', 1]]]);
  // The name is free again: a new recipe of that name is another one.
  await saveRecipe(ann, 'shop', '.');
  await equalAtRest(share, ann, ben);
  expect(await recipes(ben)).toEqual([['corner shop', 3], ['other', 1], ['shop', 1]]);
});
