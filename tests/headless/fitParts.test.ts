/** Folds fitted one by one in projects of their own, then gathered: the race computes nothing more and comes out the same. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { root, runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const raceSchema = z.object({ best: z.string(), metric: z.string(), runs: z.array(z.object({ model: z.string(), metrics: z.record(z.string(), z.object({ folds: z.array(z.number().nullable()) })) })) });
const partSchema = z.object({ fits: z.array(z.object({ model: z.string(), fold: z.union([z.number(), z.string()]), key: z.string(), reused: z.boolean() })), folds: z.number() });
const shop = join(root, 'resources/samples/summer-shop.csv');
const setup = ['--proposed', '--models', 'median,ridge,gradient-boosting', '--folds', '3', '--json'];

test('a race takes fits from a shared folder and comes out as if it had made them', async () => {
  const dir = temporaryFolder();
  const fits = join(dir, 'fits');
  mkdirSync(fits);
  const whole = raceSchema.parse((await runCli(['train', shop, ...setup, '--project', 'whole'], dir)).json());

  for (const fold of ['1', '2', '3', 'all-rows']) {
    const part = partSchema.parse((await runCli(['train', shop, ...setup, '--fits', 'fits', '--only-fold', fold, '--project', `part-${fold}`], dir)).json());
    expect(part.folds).toBe(3);
    expect(part.fits.map(({ model, reused }) => [model, reused])).toEqual([['median', false], ['ridge', false], ['gradient-boosting', false]].sort((a, b) => order(a[0]) - order(b[0])));
  }
  const written = readdirSync(fits).filter((name) => name.endsWith('.fit.json'));
  expect(written).toHaveLength(12);

  const again = partSchema.parse((await runCli(['train', shop, ...setup, '--fits', 'fits', '--only-fold', '2', '--project', 'part-2'], dir)).json());
  expect(again.fits.every(({ reused }) => reused)).toBe(true);

  const gathered = raceSchema.parse((await runCli(['train', shop, ...setup, '--fits', 'fits', '--project', 'gathered'], dir)).json());
  const scores = (race: typeof whole): unknown => race.runs.map(({ model, metrics }) => [model, metrics]);
  expect(scores(gathered)).toEqual(scores(whole));
  expect(readdirSync(fits).filter((name) => name.endsWith('.fit.json')).sort()).toEqual(written.sort());
}, 300_000);

test('a fold that is not in the plan, a missing folder and a broken fit are said, and nothing is recorded', async () => {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'fits'));
  const ask = (...args: string[]): ReturnType<typeof runCli> => runCli(['train', shop, ...setup, '--project', 'p', ...args], dir);
  const refused = await ask('--fits', 'fits', '--only-fold', '9');
  expect(refused.exitCode).toBe(2);
  expect(JSON.stringify(refused.json())).toContain('There is no fold 9: this plan has 3.');
  expect((await ask('--only-fold', '1')).exitCode).toBe(2);
  expect((await ask('--fits', 'nowhere')).exitCode).toBe(3);
  expect((await ask('--fits', 'fits', '--only-fold', 'x')).exitCode).toBe(2);
  const part = partSchema.parse((await ask('--fits', 'fits', '--only-fold', '1')).json());
  writeFileSync(join(dir, 'fits', `${part.fits[0]?.key}.fit.json`), '{"format":"almanac-fit"');
  const broken = await ask('--fits', 'fits', '--only-fold', '1');
  expect(broken.exitCode).toBe(5);
  expect(JSON.stringify(broken.json())).toContain('Remove that file and fit it again');
  expect((await runCli(['runs', '--json', '--project', 'p'], dir)).json()).toMatchObject({ runs: [] });
}, 300_000);

/** The engine fits the cheap ones first. */
function order(model: string | boolean | undefined): number {
  return ['median', 'ridge', 'gradient-boosting'].indexOf(String(model));
}
