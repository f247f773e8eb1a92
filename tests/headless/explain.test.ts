/** explain through the command line: the keys of the contract, one document, refusals by name. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

interface Explained {
  readonly importance: readonly { readonly column: string; readonly mean: number; readonly lower: number; readonly upper: number }[];
  readonly base: number;
  readonly values: readonly { readonly value: number }[];
  readonly prediction: number;
  readonly pdp: { readonly points: readonly { readonly mean: number }[] };
  readonly ice: { readonly points: readonly { readonly mean: number; readonly centred: { readonly mean: number } }[]; readonly lines: readonly { readonly row: number; readonly values: readonly number[] }[]; readonly accumulated: readonly { readonly effect: number }[] };
  readonly warnings: readonly { readonly code: string; readonly columns: readonly string[]; readonly message: string }[];
  readonly groups: readonly { readonly columns: readonly string[]; readonly mean: number }[];
}

/** Units fall with the price; cents are the price again. */
function shop(): string {
  const rows = Array.from({ length: 160 }, (_, i) => {
    const price = 1 + ((i * 37) % 60) / 4;
    const colour = ['red', 'white', 'blue'][(i * 7) % 3] ?? 'red';
    return `${price},${Math.round(price * 100)},${colour},${Math.round(Math.exp(5 - price / 8 + (colour === 'red' ? 0.8 : 0) + Math.sin(i * 12.9) * 0.2))}`;
  });
  return `price,cents,colour,units_sold\n${rows.join('\n')}\n`;
}

test('a run is explained in one document: importance, values, curve, lines, warnings', async () => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'shop.csv'), shop());
  const cli = (...args: string[]) => runCli([...args, '--json'], dir);
  expect((await cli('train', 'shop.csv', '--target', 'units_sold', '--models', 'median,ridge,gradient-boosting', '--folds', '4')).exitCode).toBe(0);
  const outcome = await cli('explain', '3', '--row', '{"price": 40, "cents": 600, "colour": "violet"}', '--pdp', 'price', '--ice', 'price', '--shuffles', '3');
  expect(outcome.exitCode).toBe(0);
  const { importance, base, values, prediction, pdp, ice, warnings, groups } = outcome.json() as Explained;
  expect(base + values.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(prediction, 9);
  expect(ice.points.map(({ mean }) => mean)).toEqual(pdp.points.map(({ mean }) => mean));
  expect(ice.lines[0]?.values).toHaveLength(pdp.points.length);
  expect(ice.points[0]?.centred.mean).toBe(0);
  expect(ice.accumulated.length).toBeGreaterThan(5);
  for (const { lower, mean, upper } of importance) expect([lower <= mean, mean <= upper]).toEqual([true, true]);
  expect(groups.map(({ columns }) => columns)).toEqual([['price', 'cents']]);
  expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['not-cause', 'outside-range', 'unseen-category']));
  expect((await cli('explain', '3', '--ice', 'moon')).exitCode).toBe(2);
  expect((await cli('explain', '1', '--shuffles', '3')).exitCode).toBe(2);

  const text = await runCli(['explain', '3', '--ice', 'price'], dir);
  expect(text.stdout).toMatch(/Importance is not cause/);
  expect(text.stdout).toMatch(/mean of the lines/);
}, 120_000);
