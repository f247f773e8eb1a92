/** diff on the command line: counts, cells side by side, text that reads, and errors with their codes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

test('two files are compared by their key, as JSON and as text', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'march.csv'), 'sku,colour,price\nA-1,red,1.50\nA-2,blue,2.00\nA-3,red,3.25\n');
  writeFileSync(join(folder, 'april.csv'), 'sku,colour,price,stock\nA-1,red,1.75,5\nA-3,red,3.25,6\nA-4,grey,4.00,7\n');
  const found = (await runCli(['diff', 'march.csv', 'april.csv', '--key', 'sku', '--rows', '10', '--json'], folder)).json();
  expect(found).toMatchObject({
    added: 1,
    removed: 1,
    changed: 1,
    columns: { added: ['stock'], removed: [], retyped: [] },
    rows: { total: 3, sample: [{ kind: 'changed', key: [{ column: 'sku', value: 'A-1' }], before: { row: 1, line: 2 }, after: { row: 1, line: 2 }, cells: [{ column: 'price', before: 1.5, after: 1.75 }] }, { kind: 'removed' }, { kind: 'added' }] },
  });
  expect((await runCli(['diff', 'march@1', 'april@1', '--json'], folder)).json()).toMatchObject({ key: { columns: ['sku'], origin: 'proposed' }, changed: 1 });
  expect((await runCli(['diff', 'march', 'april', '--no-key', '--json'], folder)).json()).toMatchObject({ added: 2, removed: 2, changed: null });

  const text = (await runCli(['diff', 'march', 'april', '--rows', '1'], folder)).stdout;
  expect(text).toContain('march@1 (3 rows) -> april@1 (3 rows)');
  expect(text).toContain('1 row changed, 1 was added and 1 was removed.');
  expect(text).toContain('~ sku = A-1 (row 1, line 2 -> row 1, line 2)\n    price: 1.5 -> 1.75');

  const refused = await runCli(['diff', 'march', 'april', '--key', 'stock', '--json'], folder);
  expect([refused.exitCode, refused.json()]).toMatchObject([2, { error: { code: 'invalid-input', message: '"stock" is a column of april@1 only; march@1 has none of that name, so rows cannot be matched by it. Choose a column that both have.' } }]);
  expect((await runCli(['diff', 'march', 'april@7', '--json'], folder)).exitCode).toBe(3);
}, 240_000);
