/** --models, --set and --monotone: every model races by name, settings reach the run, and what cannot be is said with what can. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const raceSchema = z.object({ runs: z.array(z.object({ model: z.string(), state: z.string(), metrics: z.record(z.string(), z.object({ mean: z.number().nullable() })) })) });
const runsSchema = z.object({ runs: z.array(z.object({ model: z.string(), parameters: z.record(z.string(), z.unknown()) })) });

function shopFolder(): string {
  const dir = temporaryFolder();
  const rows = Array.from({ length: 120 }, (_, i) => {
    const price = 5 + ((i * 37) % 41);
    return `p${i},${price},${['red', 'blue', 'green'][i % 3] ?? ''},${((i * 13) % 17) / 4},${Math.max(0, Math.round(60 - price + (i % 3 === 0 ? 15 : 0) + 6 * Math.sin(i)))}`;
  });
  writeFileSync(join(dir, 'shop.csv'), ['id,price,colour,weight,units', ...rows].join('\n'));
  return dir;
}

const train = (dir: string, ...args: string[]): ReturnType<typeof runCli> => runCli(['train', 'shop.csv', '--target', 'units', '--folds', '3', '--json', ...args], dir);

test('every model that is not standard races by its name, with the settings given', async () => {
  const dir = shopFolder();
  const models = ['median', 'elastic-net', 'poisson', 'tweedie', 'nearest-neighbours', 'weighted-average', 'stacking'];
  const race = raceSchema.parse(
    (await train(dir, '--models', models.join(','), '--set', 'tweedie.power=1.3', '--set', 'nearest-neighbours.weighting=uniform', '--set', 'nearest-neighbours.neighbours=5', '--set', 'stacking.signs=any')).json(),
  );
  expect(race.runs.map(({ model, state }) => [model, state])).toEqual(models.map((model) => [model, 'finished']));
  const [median, ...learned] = race.runs.map(({ metrics }) => metrics['rmsle']?.mean ?? NaN);
  for (const score of learned) expect(score).toBeLessThan(median!);
  const { runs } = runsSchema.parse((await runCli(['runs', '--json'], dir)).json());
  const settings = new Map(runs.map(({ model, parameters }) => [model, parameters]));
  expect(settings.get('tweedie')).toMatchObject({ power: 1.3 });
  expect(settings.get('nearest-neighbours')).toMatchObject({ weighting: 'uniform', neighbours: 5 });
  expect(settings.get('stacking')).toMatchObject({ signs: 'any', members: 'elastic-net, poisson, tweedie, nearest-neighbours', weights: expect.stringMatching(/^elastic-net -?\d\.\d{3}, poisson /) as string });
}, 120_000);

test('directions reach the race', async () => {
  const dir = shopFolder();
  await train(dir, '--models', 'median,gradient-boosting', '--monotone', 'price=-1', '--monotone', 'weight=1');
  const { runs } = runsSchema.parse((await runCli(['runs', '--json'], dir)).json());
  expect(runs[0]?.parameters).toMatchObject({ monotone: 'price falls, weight rises' });
}, 120_000);

test.each([
  ['another model', ['--set', 'forest.trees=3'], /There is no model forest\. Models: mean, median, .*stacking\./],
  ['a model that does not race', ['--set', 'stacking.penalty=3'], /stacking is not in this race/],
  ['another form', ['--set', 'trees=3'], /MODEL\.SETTING=VALUE/],
  ['another setting', ['--set', 'ridge.alpha=3'], /Ridge has no setting "alpha"\. Its settings are penalty\b/],
  ['another value', ['--set', 'tweedie.power=3'], /"power" of Tweedie regression cannot be 3\. Give a number from 1\.01 to 1\.99\./],
  ['another word', ['--set', 'nearest-neighbours.weighting=near'], /cannot be near\. .*distance, uniform/],
  ['another direction', ['--monotone', 'price=2'], /COL=1 where the answer may only rise/],
  ['a direction of words', ['--monotone', 'colour=1'], /colour/],
])('%s is refused with what is known', async (_, args, message) => {
  const outcome = await train(shopFolder(), '--models', 'median,ridge,tweedie,nearest-neighbours', ...args);
  expect(outcome.json()).toMatchObject({ error: { code: 'invalid-input', message: expect.stringMatching(message) as string } });
  expect(outcome.exitCode).toBe(2);
}, 60_000);
