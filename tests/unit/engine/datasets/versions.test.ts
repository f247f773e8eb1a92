import { expect, test } from 'vitest';
import { openDatasets, type OpenDatasets } from './openDatasets';

const csv = (price: number): string => `product,price\na,${price}\nb,2.5\n`;

function act(open: OpenDatasets) {
  const { handlers } = open.datasets;
  return {
    restore: (snapshotId: string) => handlers['datasets.restore']({ snapshotId }, open.context),
    trash: (...snapshotIds: string[]) => handlers['datasets.moveToTrash']({ snapshotIds }, open.context),
    takeBack: (...snapshotIds: string[]) => handlers['datasets.takeFromTrash']({ snapshotIds }, open.context),
    note: (snapshotId: string, note: string) => handlers['datasets.setNote']({ snapshotId, note }, open.context),
    list: () => handlers['datasets.list']({}, open.context),
  };
}

test('an older version is in use until the next import, and the order of versions says so', async () => {
  const open = openDatasets();
  const { restore, list } = act(open);
  const [first, second] = [await open.stored(csv(1)), await open.stored(csv(2))];
  expect(open.datasets.snapshot('shop').id).toBe(second.id);
  await restore(first.id);
  expect(open.datasets.snapshot('shop').id).toBe(first.id);
  expect((await list())[0]?.versions.map(({ number }) => number)).toEqual([1, 2]);
  expect([open.datasets.isNewest(first.id), open.datasets.isNewest(second.id)]).toEqual([true, false]);
  await open.datasets.table(first.id);
  await open.datasets.close();
  expect(open.blobs.has(open.datasets.storedVersions()[0]?.tableSha256 ?? '')).toBe(true);
  await restore(second.id);
  expect(open.datasets.snapshot('shop').id).toBe(second.id);
  await restore(first.id);
  const third = await open.stored(csv(3));
  expect(open.datasets.snapshot('shop').id).toBe(third.id);
});

test('a version in the trash is out of the lists, still opens, and comes back', async () => {
  const open = openDatasets();
  const { trash, takeBack, list } = act(open);
  const [first, second] = [await open.stored(csv(1)), await open.stored(csv(2))];
  await trash(second.id);
  expect((await list())[0]?.versions.map(({ number }) => number)).toEqual([1]);
  expect(open.datasets.snapshot('shop').id).toBe(first.id);
  expect(open.datasets.snapshot(second.id)).toMatchObject({ number: 2, trashedAt: expect.any(Number) as number });
  expect(await open.cells(second)).toEqual([['product', 'price'], ['a', '2'], ['b', '2.5']]);
  await expect(async () => trash(second.id)).rejects.toMatchObject({ code: 'conflict' });
  await trash(first.id);
  expect(await list()).toEqual([]);
  expect(() => open.datasets.snapshot('shop')).toThrow(expect.objectContaining({ code: 'not-found' }));
  await takeBack(first.id, second.id);
  expect((await list())[0]?.versions.map(({ number }) => number)).toEqual([2, 1]);
});

test('importing the file again takes its version from the trash, also where its files were cleared', async () => {
  const open = openDatasets();
  const first = await open.stored(csv(1));
  for (const cleared of [false, true]) {
    await act(open).trash(first.id);
    if (cleared) {
      for (const { sha256 } of open.blobs.list()) open.blobs.remove(sha256);
      open.datasets.noteRemoved([first.id], 1);
      await expect(open.datasets.table(first.id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(async () => act(open).takeBack(first.id)).rejects.toMatchObject({ code: 'not-found' });
    }
    const again = await open.stored(csv(1));
    expect(again).toMatchObject({ id: first.id, number: 1 });
    expect(again.trashedAt).toBeUndefined();
    expect(await open.cells(again)).toHaveLength(3);
  }
});

test('a note is kept, changed and taken away', async () => {
  const open = openDatasets();
  const { note, list } = act(open);
  const first = await open.stored(csv(1));
  await note(first.id, ' prices before spring ');
  expect(open.datasets.snapshot(first.id).note).toBe('prices before spring');
  expect((await list())[0]?.versions[0]?.note).toBe('prices before spring');
  await note(first.id, '');
  expect(open.datasets.snapshot(first.id).note).toBeUndefined();
});
