/** Recipes through the command line: kept at an import, shown, carried to another project as JSON, applied, and refused with a reason. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

test('an answer given once is used for the next file of the shape, also in another project', async () => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'may.csv'), 'day,price,country\n01/02/2025,NA,NA\n02/03/2025,2,SE\n');
  writeFileSync(join(dir, 'june.csv'), 'Day,Country,Price,Colour\n05/06/2025,NA,3,red\n07/06/2025,SE,NA,blue\n');
  writeFileSync(join(dir, 'july.csv'), 'day,country\n05/07/2025,NA\n');
  const cli = (...args: string[]) => runCli([...args, '--json'], dir);

  expect((await cli('import', 'may.csv', '--name', 'shop')).exitCode).toBe(1);
  expect((await cli('recipes')).json()).toEqual({ recipes: [] });
  expect((await cli('import', 'may.csv', '--name', 'shop', '--date-order', 'dmy', '--null-in', 'price=NA')).json()).toMatchObject({ verdict: 'accept', dataset: 'shop@1' });
  expect((await cli('recipes')).json()).toMatchObject({ recipes: [{ name: 'shop', version: 1, columns: 3, decided: 1 }] });
  expect((await cli('recipes', 'show', 'shop@1')).json()).toMatchObject({ version: 1, recipe: { reading: { dateOrder: 'dmy' }, columns: [{ header: 'price', nullTokens: ['NA'] }] } });
  expect((await cli('recipes', 'show', 'shop@2')).exitCode).toBe(3);
  await cli('recipes', 'export', 'shop', '-o', 'shop.recipe.json');

  const elsewhere = ['--project', 'other'];
  expect((await cli('recipes', 'import', 'shop.recipe.json', ...elsewhere)).json()).toEqual({ name: 'shop', version: 1, added: true });
  expect((await cli('import', 'june.csv', '--recipe', 'shop', ...elsewhere)).json()).toMatchObject({
    verdict: 'warn',
    dataset: 'shop@1',
    warnings: [{ code: 'recipe-new-columns', message: expect.stringContaining('"Colour"') as string }],
    columns: [{ name: 'day', type: 'date' }, { name: 'country', nulls: 0 }, { name: 'price', type: 'integer', nulls: 1 }, { name: 'Colour' }],
  });
  const asked = await cli('import', 'july.csv', '--recipe', 'shop', ...elsewhere);
  expect([asked.exitCode, asked.json()]).toMatchObject([1, { verdict: 'ask', snapshot: null, questions: [{ code: 'recipe-misfit' }] }]);
});

test.each([
  ['no JSON', '{', /not JSON/],
  ['another document', '{"format":"almanac-schema"}', /recipe\.json is not as it should be at format/],
  ['a column type that is none', JSON.stringify({ format: 'almanac-recipe', formatVersion: 1, name: 'x', header: ['a'], columns: [{ header: 'a', type: 'money' }] }), /columns\.0\.type/],
])('a recipe file that is %s is refused by name', async (_what, content, message) => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'recipe.json'), content);
  const outcome = await runCli(['recipes', 'import', 'recipe.json', '--json'], dir);
  expect([outcome.exitCode, outcome.json()]).toMatchObject([2, { error: { code: 'invalid-input', message: expect.stringMatching(message) as string } }]);
});
