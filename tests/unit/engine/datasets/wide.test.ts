import { expect, test } from 'vitest';
import { openDatasets } from './openDatasets';

test('a table of 5,000 columns of text and numbers is imported and shown', { timeout: 240_000 }, async () => {
  const open = openDatasets();
  const columns = Array.from({ length: 5000 }, (_, c) => `c${c}`);
  const rows = Array.from({ length: 60 }, (_, r) => columns.map((_name, c) => (c % 2 === 1 ? (r * 31 + c) % 1000 : ['a', 'b', 'A'][(r + c) % 3])));
  const snapshot = await open.stored(`${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`);
  const page = await open.datasets.handlers['datasets.page']({ snapshotId: snapshot.id, offset: 10, limit: 20, sort: [], filters: [] }, open.context);
  expect(page.rows).toEqual(rows.slice(10, 30));
  expect((await open.cells(snapshot))[40]).toEqual(rows[39]?.map(String));
});
