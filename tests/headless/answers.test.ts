/** Questions about a file, answered at the command line by their number. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const mixed = 'sku,price\nA,$5.00\nB,€6.00\nC,$7.00\n';

test('a question is printed with its answers, each as the words to type', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shop.csv'), mixed);
  const asked = await runCli(['import', 'shop.csv'], folder);
  expect(asked.exitCode).toBe(1);
  expect(asked.stdout).toMatch(/--answer currencies=1 {3}Keep it as text.*\n +--answer currencies=2 {3}As plain numbers/);
  const stored = await runCli(['import', 'shop.csv', '--json', '--answer', 'currencies=2'], folder);
  expect(stored.exitCode).toBe(0);
  expect(stored.json()).toMatchObject({ dataset: 'shop@1', columns: [{ name: 'sku' }, { name: 'price', type: 'decimal' }] });
});

test('an answer may raise the next question; those nobody asked are let be', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'orders.csv'), Buffer.from('day;size\n01.02.24;Gr\xf6\xdfe 1\n03.04.24;Gr\xf6\xdfe 2\n', 'latin1'));
  const first = await runCli(['import', 'orders.csv', '--json', '--answer', 'encoding=1'], folder);
  expect(first.json()).toMatchObject({ verdict: 'ask', snapshot: null });
  expect(first.exitCode).toBe(1);
  const open = (first.json() as { questions: { code: string }[] }).questions.map(({ code }) => `${code}=1`);
  expect(open.length).toBeGreaterThan(0);
  const stored = await runCli(['import', 'orders.csv', '--json', ...['encoding=1', 'currencies=2', ...open].flatMap((answer) => ['--answer', answer])], folder);
  expect(stored.json()).toMatchObject({ dataset: 'orders@1', encoding: 'windows-1252', columns: [{ name: 'day', type: 'date' }, { name: 'size' }] });
});

test.each([
  ['currencies=3', /has 2 answers: 1 is "Keep it as text/],
  ['currencies', /--answer needs QUESTION=NUMBER/],
])('--answer %s is refused, and nothing is stored', async (answer, message) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shop.csv'), mixed);
  const outcome = await runCli(['import', 'shop.csv', '--json', '--answer', answer], folder);
  expect(outcome.json()).toMatchObject({ error: { code: 'invalid-input', message: expect.stringMatching(message) as string } });
  expect(outcome.exitCode).toBe(2);
  expect((await runCli(['snapshots', '--json'], folder)).json()).toMatchObject({ snapshots: [] });
});
