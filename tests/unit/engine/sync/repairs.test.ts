/** A repaired version and what the next file is repaired by, through the folder. */
import { expect, test } from 'vitest';
import { repairResultSchema } from '@shared/areas/qualityRepairs';
import { repairsSchema } from '@shared/areas/repairs';
import { openPair, syncAll, type Partner } from './shareHelpers';

const repairs = repairsSchema.parse([
  { kind: 'quarantine', check: { check: 'range', column: 'price', args: { max: 40 } } },
  { kind: 'merge', column: 'colour', into: [{ value: 'blue', spellings: ['green'] }] },
]);

async function repair({ client, finished }: Partner, snapshotId: string) {
  const job = await finished((await client.call('quality.repair', { snapshotId, repairs })).jobId);
  return repairResultSchema.parse(job.result);
}

test('it arrives without its table, which is made again of the file; the rows set aside and the recipe are there too', async () => {
  const { ann, ben, share } = openPair();
  const { snapshot } = await repair(ann, await ann.importShop(1));
  expect(snapshot.records.quarantined).toBeGreaterThan(0);
  await syncAll(share, ann, ben, ann, ben);
  expect(await ben.digest()).toEqual(await ann.digest());
  const look = { snapshotId: snapshot.id, offset: 0, limit: 100 };
  expect(await ben.client.call('datasets.page', look)).toEqual(await ann.client.call('datasets.page', look));
  expect(await ben.client.call('quality.setAside', look)).toEqual(await ann.client.call('quality.setAside', look));
  expect(await ben.client.call('datasets.verify', { deep: true })).toMatchObject({ ok: true });
  expect((await ben.client.call('datasets.recipe', { name: 'shop' })).recipe.reading.repairs).toEqual(repairs);
  expect(await repair(ben, await ben.importShop(1))).toMatchObject({ alreadyThere: true, snapshot: { id: snapshot.id } });
});
