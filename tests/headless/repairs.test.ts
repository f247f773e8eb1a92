/** Acting on failures through the command line: validate, repair, validate again; the same file with the same recipe is the same version. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const csv = ['sku,size,price', ...Array.from({ length: 12 }, (_, i) => `a${i},${['S', 'M', 'L'][i % 3]},${10 + i}`), 'b1,Size S,12', 'b2,s,13', 'b3,M,900', ''].join('\n');
const schema = {
  format: 'almanac-schema',
  formatVersion: 2,
  columns: [],
  checks: [{ check: 'one-of', column: 'size', args: { values: ['S', 'M', 'L'] } }, { check: 'range', column: 'price', args: { max: 100 } }],
};
const steps = [
  { kind: 'merge', column: 'size', into: [{ value: 'S', spellings: ['Size S', 's'] }] },
  { kind: 'quarantine', check: schema.checks[1] },
];

test('failing rows are mended or set aside, checked again, and so are those of the next file', async () => {
  const dir = temporaryFolder();
  const cli = (...args: string[]) => runCli([...args, '--json'], dir);
  writeFileSync(join(dir, 'may.csv'), csv);
  writeFileSync(join(dir, 'june.csv'), csv.replace('a1,M', 'a1,s').replace('a2,L,12', 'a2,L,1200'));
  writeFileSync(join(dir, 'schema.json'), JSON.stringify(schema));
  writeFileSync(join(dir, 'steps.json'), JSON.stringify(steps));

  await cli('import', 'may.csv', '--name', 'shop');
  expect((await cli('validate', 'shop', '--schema', 'schema.json')).json()).toMatchObject({ success: false, results: [{ failures: 2 }, { failures: 1 }] });
  const repaired = (await cli('repair', 'shop', '--steps', 'steps.json')).json() as { snapshot: string };
  expect(repaired).toMatchObject({ version: 2, alreadyThere: false, rows: 14, quarantined: 1, steps: [{ changed: 2, setAside: 0 }, { changed: 0, setAside: 1 }] });
  expect((await cli('validate', 'shop', '--schema', 'schema.json')).json()).toMatchObject({ success: true, results: [{ failures: 0 }, { failures: 0 }] });
  expect((await cli('repair', 'shop@1', '--steps', 'steps.json')).json()).toMatchObject({ snapshot: repaired.snapshot, alreadyThere: true });
  expect((await cli('verify', '--deep')).exitCode).toBe(0);

  expect((await cli('import', 'june.csv', '--recipe', 'shop')).json()).toMatchObject({ verdict: 'warn', dataset: 'shop@3', rows: 13 });
  expect((await cli('validate', 'shop', '--schema', 'schema.json')).json()).toMatchObject({ success: true });

  await cli('recipes', 'export', 'shop', '-o', 'shop.recipe.json');
  const elsewhere = ['--project', 'other'];
  await cli('recipes', 'import', 'shop.recipe.json', ...elsewhere);
  expect((await cli('import', 'may.csv', '--recipe', 'shop', ...elsewhere)).json()).toMatchObject({ snapshot: repaired.snapshot, dataset: 'shop@1', rows: 14 });
}, 240_000);

test.each([
  ['an unknown column', [{ kind: 'trim', column: 'colour' }], /no column "colour"/],
  ['an unknown kind of repair', [{ kind: 'paint', column: 'size' }], /steps\.json is not as it should be at 0\.kind/],
  ['a check that names no column of the file', [{ kind: 'quarantine', check: { check: 'range', column: 'cost', args: { max: 1 } } }], /no column "cost"/],
  ['rows that would all be set aside', [{ kind: 'quarantine', check: { check: 'range', column: 'price', args: { max: 1 } } }], /No row would be left/],
])('%s is refused by name, and nothing is stored', async (_what, given, message) => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'may.csv'), csv);
  writeFileSync(join(dir, 'steps.json'), JSON.stringify(given));
  await runCli(['import', 'may.csv', '--name', 'shop', '--json'], dir);
  const outcome = await runCli(['repair', 'shop', '--steps', 'steps.json', '--json'], dir);
  expect([outcome.exitCode, outcome.json()]).toMatchObject([2, { error: { code: 'invalid-input', message: expect.stringMatching(message) as string } }]);
  expect((await runCli(['snapshots', '--json'], dir)).json()).toMatchObject({ snapshots: [{ number: 1 }] });
}, 60_000);
