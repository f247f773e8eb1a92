import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { importRequestSchema } from '@shared/areas/datasets';
import { createRandom } from '@engine/math';
import { openDatasets, type OpenDatasets } from '../datasets/openDatasets';

function look(open: OpenDatasets, content: string | Uint8Array, request: Partial<z.input<typeof importRequestSchema>> = {}) {
  writeFileSync(join(open.folder, 'look.csv'), content);
  return open.quality.handlers['quality.preview'](importRequestSchema.parse({ ticket: open.grant(join(open.folder, 'look.csv')), ...request }), open.context);
}

const header = 'id,price,colour,rating_count,units_sold';
function shop(rows: number): string[] {
  const random = createRandom(7);
  return Array.from({ length: rows }, (_, i) => {
    const sold = 10 + Math.floor(random.next() * 1000);
    return `${1000 + i},${(1 + random.next() * 20).toFixed(2)},${['red', 'blue'][i % 2]},${sold * 3 + 1},${sold}`;
  });
}

test('a first look profiles the file as it would be stored, and stores nothing', async () => {
  const open = openDatasets();
  const content = `${header}\n${shop(60).join('\n')}\n`;
  const seen = await look(open, content);
  const stored = await open.stored(content);
  const { snapshotId: _id, alerts: _alerts, ...profile } = await open.quality.profile(stored.id, open.context.signal);
  expect(seen).toMatchObject({ ...profile, wholeFile: true, rows: 60 });
  expect(readdirSync(join(open.folder, 'tmp')).filter((name) => name !== 'grants.json')).toEqual([]);
  expect((await open.datasets.handlers['datasets.list']({}, open.context)).length).toBe(1);
});

test('what is known only after the sale is told with how closely it follows the target, until it is left out', async () => {
  const open = openDatasets();
  const content = `${header}\n${shop(60).join('\n')}\n`;
  const late = (alerts: Awaited<ReturnType<typeof look>>['alerts']) => alerts.filter(({ code }) => code === 'after-sale' || code === 'tells-target').map(({ code, column }) => [code, column]);
  const seen = await look(open, content);
  expect(late(seen.alerts)).toEqual([['after-sale', 'rating_count']]);
  expect(seen.alerts.find(({ code }) => code === 'after-sale')?.message).toContain('correlation 1.00');
  expect(late((await look(open, content, { columns: [{ name: 'rating_count', role: 'ignore' }] })).alerts)).toEqual([]);
  expect(late((await look(open, content, { columns: [{ name: 'rating_count', knownWhen: 'before-launch' }] })).alerts)).toEqual([['tells-target', 'rating_count']]);
});

test('rows that differ from another in one column only are counted beside exact copies', async () => {
  const open = openDatasets();
  const rows = shop(40);
  const banner = (rows[3] ?? '').replace(/(red|blue)/, 'green');
  const seen = await look(open, `${header}\n${[...rows, banner, rows[5]].join('\n')}\n`);
  expect(seen.duplicateRows).toBe(1);
  expect(seen.alerts.filter(({ code }) => code === 'near-duplicates').map(({ column, message }) => [column, message])).toEqual([['colour', '1 row is the same as another in everything but colour.']]);
});

test('a long file is looked at by its head, and says so; what cannot be read yet is said as well', async () => {
  const open = openDatasets();
  const seen = await look(open, `${header}\n${Array.from({ length: 120_000 }, (_, i) => `${i},1.5,red,3,${i % 9}`).join('\n')}\n`);
  expect(seen.wholeFile).toBe(false);
  expect(seen.rows).toBeGreaterThan(50_000);
  expect(seen.rows).toBeLessThan(120_000);
  await expect(look(open, 'a,b\n')).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(look(open, '')).rejects.toMatchObject({ code: 'unreadable-file' });
});
