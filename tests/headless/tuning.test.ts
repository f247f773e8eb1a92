/** The search for settings on the command line: tiny budgets, cancel, and a killed search begun again. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { root, runCli, startCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const shop = join(root, 'resources/samples/summer-shop.csv');
const settingsSchema = z.record(z.string(), z.union([z.number(), z.string()]));
const resultSchema = z.object({
  runs: z.array(z.object({ model: z.string(), state: z.string(), metrics: z.record(z.string(), z.object({ mean: z.number().nullable() })) })),
  tuning: z.object({
    trials: z.number(),
    pruned: z.number(),
    spentMs: z.number(),
    best: z.object({ model: z.string(), settings: settingsSchema, score: z.number() }).nullable(),
    importance: z.array(z.object({ setting: z.string(), share: z.number() })),
    models: z.array(z.object({ model: z.string(), settings: settingsSchema, standard: settingsSchema, gain: z.object({ verdict: z.string() }).nullable() })),
  }),
});
const setup = ['train', shop, '--proposed', '--models', 'median,random-forest,gradient-boosting', '--set', 'random-forest.trees=10', '--set', 'gradient-boosting.trees=20', '--json'];
const ask = async (dir: string, ...args: string[]): Promise<z.infer<typeof resultSchema>> => resultSchema.parse((await runCli([...setup, '--project', 'p', ...args], dir)).json());

test('a number of trials is divided over the models; the answer says what was chosen and which settings mattered', async () => {
  const dir = temporaryFolder();
  const outcome = await runCli([...setup, '--project', 'p', '--trials', '24', '--tune-models', 'random-forest', '--tuner', 'random'], dir);
  const { tuning, runs } = resultSchema.parse(outcome.json());
  expect(tuning.trials).toBe(24);
  expect(tuning.pruned).toBeGreaterThan(8);
  expect(tuning.best?.model).toBe('random-forest');
  expect(tuning.importance.map(({ setting }) => setting).sort()).toEqual(Object.keys(tuning.best?.settings ?? {}).sort());
  expect(runs.every(({ state }) => state === 'finished')).toBe(true);
  expect(outcome.stderr).toMatch(/Searching settings of Random forest, \d+ trials done/);
  const [chosen] = tuning.models;
  expect(chosen?.gain === null).toBe(JSON.stringify(chosen?.settings) === JSON.stringify(chosen?.standard));
});

test('a tiny budget ends by its time and still races', async () => {
  const { tuning, runs } = await ask(temporaryFolder(), '--tune', '0.05');
  expect(tuning.spentMs).toBeGreaterThan(0);
  expect(tuning.spentMs).toBeLessThan(5_000);
  expect(tuning.trials).toBeGreaterThan(0);
  expect(runs.map(({ state }) => state)).toEqual(['finished', 'finished', 'finished']);
});

test('a search killed in the middle comes to the same end when it is asked for again', async () => {
  const trials = ['--trials', '16', '--tune-models', 'random-forest'];
  const whole = await ask(temporaryFolder(), ...trials);
  const dir = temporaryFolder();
  const { child, outcome } = startCli([...setup, '--project', 'p', ...trials], dir);
  await saying(child, /[2-9] trials done/);
  child.kill('SIGKILL');
  await outcome;
  const again = await ask(dir, ...trials);
  const essence = ({ runs, tuning: { spentMs: _spent, ...tuning } }: typeof whole) => ({ tuning, runs });
  expect(essence(again)).toEqual(essence(whole));
});

test('a cancelled search stops within a second and leaves an open project', async () => {
  const dir = temporaryFolder();
  const { child, outcome } = startCli([...setup, '--project', 'p', '--tune', '5'], dir);
  await saying(child, /[1-9] trials? done/);
  const asked = performance.now();
  child.kill('SIGINT');
  expect((await outcome).exitCode).toBe(4);
  // The process also has to close its project; the job itself is cancelled at once.
  expect(performance.now() - asked).toBeLessThan(3_000);
  expect((await runCli(['runs', '--json', '--project', 'p'], dir)).json()).toMatchObject({ runs: [] });
});

test.each([
  [['--tune', '0'], 'above 0'],
  [['--trials', '1.5'], 'whole number'],
  [['--tuner', 'tpe'], '--tune MINUTES or --trials N'],
  [['--trials', '4', '--tune-models', 'ridge'], 'does not take part in this race'],
  [['--trials', '4', '--tuner', 'guess'], 'must be one of tpe, random'],
  [['--trials', '4', '--folds', '2'], 'at least three folds'],
])('%j is refused', async (args, message) => {
  const outcome = await runCli([...setup, '--project', 'p', ...args], temporaryFolder());
  expect(outcome.exitCode).toBe(2);
  expect(JSON.stringify(outcome.json())).toContain(message);
});

function saying(child: ReturnType<typeof startCli>['child'], line: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (part: string) => {
      text += part;
      if (line.test(text)) resolve();
    });
    child.on('exit', () => reject(new Error(`It ended before it said ${String(line)}: ${text}`)));
  });
}
