/** The quality document: everything that was found on one static page, small, the same bytes each time, whatever the data holds. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportReport } from '@shared/areas/datasets';
import type { checkSchema } from '@shared/areas/qualitySchema';
import type { z } from 'zod';
import { createRandom } from '@engine/math';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { temporaryFolder } from '../../../helpers/temporary';

type CheckInput = z.input<typeof checkSchema>;

async function importText({ client, finished }: TestEngine, text: string): Promise<NonNullable<ImportReport['snapshot']>> {
  const path = join(temporaryFolder(), 'shop.csv');
  writeFileSync(path, text);
  const { ticket } = await client.call('files.grant', { path });
  const job = await finished((await client.call('datasets.import', { ticket, name: 'shop', reading: { onAmbiguous: 'guess' } })).jobId);
  const { snapshot } = job.result as ImportReport;
  if (!snapshot) throw new Error(JSON.stringify(job));
  return snapshot;
}

async function writeDocument({ client, engine, finished }: TestEngine, snapshotId: string): Promise<string> {
  const job = await finished((await client.call('quality.document', { snapshotId })).jobId);
  if (job.state !== 'succeeded') throw new Error(JSON.stringify(job.error));
  const { ticket } = job.result as { ticket: string };
  return readFileSync(engine.files.resolve(ticket).path, 'utf8');
}

async function validate({ client, finished }: TestEngine, snapshotId: string, checks: CheckInput[]): Promise<void> {
  const job = await finished((await client.call('quality.validate', { snapshotId, schema: { format: 'almanac-schema', formatVersion: 2, columns: [], checks } })).jobId);
  if (job.state !== 'succeeded') throw new Error(JSON.stringify(job.error));
}

const shop = (seed: number): string => {
  const random = createRandom(seed);
  return `title,price,units\n${Array.from({ length: 120 }, (_, i) => `<b>mug ${i}</b> & "tea",${i % 10 === 0 ? -1 : 1 + random.integer(30)},${random.integer(90)}`.replace(/^(.*?),(-?\d)/s, (_all, title: string, rest: string) => `"${title.replaceAll('"', '""')}",${rest}`)).join('\n')}\n`;
};
const checks: CheckInput[] = [
  { check: 'range', column: 'price', args: { min: 0 }, note: 'Refunds <come> later.' },
  { check: 'not-null', column: 'units' },
  { check: 'mean', column: 'units', args: { min: 1000 }, severity: 'warning' },
  { check: 'range', column: 'nowhere', args: { min: 0 }, severity: 'info' },
];

test('verdict, identity, profile, every check, failing rows with row and line, history; the same bytes again', async () => {
  const engine = makeEngine();
  const first = await importText(engine, shop(1));
  await validate(engine, first.id, checks);
  const second = await importText(engine, shop(2));
  await validate(engine, second.id, checks);
  const html = await writeDocument(engine, second.id);
  const { validation, text } = { validation: await engine.client.call('quality.lastValidation', { snapshotId: second.id }), text: html.replaceAll(/<[^>]+>/g, ' ') };
  expect(text).toMatch(/3 of 4 checks fail in shop v2/);
  for (const fact of [second.id, second.sourceSha256, validation?.id ?? '', 'shop.csv']) expect(text).toContain(fact);
  expect(text).toMatch(/12 of 120 fail \(10\.00 %\)/);
  expect(text).toMatch(/The first 10 of 12 rows that fail/);
  const sample = validation?.results[0]?.sample[1];
  expect(html).toContain(`<tr><td class="number">${sample?.row}</td><td class="number">${sample?.line}</td><td>-1</td></tr>`);
  expect(html.match(/<svg class="small"/g)?.length).toBeGreaterThanOrEqual(2);
  expect(text).toContain('Note: Refunds &lt;come&gt; later.');
  expect(html).toContain('aria-label="Share of checks that pass, by version"');
  expect(html).toMatch(/prefers-color-scheme: dark/);
  expect(await writeDocument(engine, second.id)).toBe(html);
});

test('nothing runs and nothing is fetched, and text of the data stays text', async () => {
  const engine = makeEngine();
  const { id } = await importText(engine, shop(1));
  await validate(engine, id, [{ check: 'pattern', column: 'title', args: { pattern: 'x' } }]);
  const html = await writeDocument(engine, id);
  expect(html).toContain('&lt;b&gt;mug 0&lt;/b&gt; &amp; &quot;tea&quot;');
  expect(html).not.toMatch(/<script|<b>mug|javascript:|https?:|url\(|@import|<link|<img|\son\w+=/);
  expect(html).toMatch(/default-src 'none'; style-src 'sha256-/);
});

test('43 columns and 60 checks that all fail stay below a megabyte; what is cut is said', async () => {
  const engine = makeEngine();
  const random = createRandom(7);
  const names = Array.from({ length: 43 }, (_, i) => `column ${i + 1}`);
  const long = 'a long text of a product that goes on and on, '.repeat(8);
  const lines = Array.from({ length: 400 }, (_, row) => names.map((_name, i) => (i % 4 === 3 ? `"${long}${row}"` : String(random.integer(1000)))).join(','));
  const { id } = await importText(engine, `${names.join(',')}\n${lines.join('\n')}\n`);
  const many = Array.from({ length: 60 }, (_, i): CheckInput => {
    const column = names[i % names.length] ?? '';
    return (i % names.length) % 4 === 3 ? { check: 'pattern', column, args: { pattern: 'x' } } : { check: 'range', column, args: { min: 2000 + i } };
  });
  await validate(engine, id, many);
  const html = await writeDocument(engine, id);
  expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  expect(html.match(/<article>/g)).toHaveLength(60);
  expect(html).toContain('The first 10 of 400 rows that fail.');
  expect(html).not.toContain(`${long}0`);
});

test('a version that was never checked has no document', async () => {
  const engine = makeEngine();
  const { id } = await importText(engine, shop(1));
  const job = await engine.finished((await engine.client.call('quality.document', { snapshotId: id })).jobId);
  expect(job).toMatchObject({ state: 'failed', error: { code: 'conflict', message: expect.stringMatching(/shop v1 has not been checked yet/) as string } });
});
