/**
 * A shop's data dropped in three parts into a watched folder, one after another: three runs, gates decide, refusals and
 * non-events give their reasons; an unchanged run reuses every step. With the Wish file where it is, and always with the sample.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { root, runCli, startCli } from '../helpers/builtProgram';
import { testWith, wishPath } from '../helpers/sharedData';
import { temporaryFolder } from '../helpers/temporary';

interface StepLine {
  readonly name: string;
  readonly state: string;
  readonly reused: boolean;
  readonly durationMs: number | null;
  readonly said: { readonly title: string; readonly reason: string } | null;
}
interface RunDocument {
  readonly run: { readonly id: string; readonly number: number; readonly state: string; readonly cause: { readonly kind: string } };
  readonly steps: readonly StepLine[];
}
interface ShowDocument {
  readonly runs: readonly RunDocument[];
  readonly happenings: readonly { readonly title: string; readonly reason: string }[];
}

/** Whole lines by a hash of the merchant; cells with line breaks keep their lines together. */
function splitByMerchant(csv: string, column: string): readonly string[] {
  const text = readFileSync(csv, 'utf8');
  const records: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') quoted = !quoted;
    if (text[i] === '\n' && !quoted) {
      records.push(text.slice(start, i));
      start = i + 1;
    }
  }
  if (start < text.length) records.push(text.slice(start));
  const [header = '', ...rows] = records.map((record) => record.replace(/\r$/, ''));
  const at = header.split(',').indexOf(column);
  const parts: string[][] = [[header], [header], [header]];
  for (const row of rows) parts[createHash('sha256').update(cellsOf(row)[at] ?? '').digest()[0]! % 3]?.push(row);
  return parts.map((lines) => `${lines.join('\n')}\n`);
}

function cellsOf(row: string): readonly string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

async function startWatch(project: string, folder: string): Promise<ReturnType<typeof startCli>> {
  const started = startCli(['pipeline', 'watch', 'monthly-forecast', '--folder', folder, '--project', project, '--json'], folder);
  onTestFinished(() => void started.child.kill('SIGKILL'));
  await new Promise((done, fail) => {
    started.child.stdout?.once('data', done);
    void started.outcome.then(({ stdout, stderr }) => fail(new Error(`watch ended: ${stdout}${stderr}`)));
  });
  return started;
}

async function dropInThree(source: string, column: string): Promise<void> {
  const dir = temporaryFolder();
  const [project, inbox] = [join(dir, 'project'), join(dir, 'inbox')];
  mkdirSync(inbox);
  const almanac = (...args: string[]) => runCli([...args, '--project', project, '--json', '--quiet'], dir);
  const definition = join(dir, 'pipeline.json');
  const saved = await almanac('pipeline', 'save', 'monthly-forecast', '--dataset', 'shop');
  expect(saved.json()).toEqual({ name: 'monthly-forecast', version: 1 });
  const shown = (await almanac('pipeline', 'show', 'monthly-forecast')).json() as { definition: { steps: { name: string; parameters: object }[]; triggers: object } };
  const quick = { ...shown.definition, steps: shown.definition.steps.map((step) => (step.name === 'train' ? { ...step, parameters: { models: ['ridge', 'gradient-boosting'], folds: 5 } } : step)), triggers: { watch: { pattern: '*.csv', stableMs: 300 } } };
  writeFileSync(definition, JSON.stringify(quick));
  expect((await almanac('pipeline', 'save', definition)).json()).toEqual({ name: 'monthly-forecast', version: 2 });

  const watch = await startWatch(project, inbox);
  const show = async (): Promise<ShowDocument> => (await almanac('pipeline', 'show', 'monthly-forecast')).json() as ShowDocument;
  const settled = async (number: number): Promise<RunDocument | undefined> => (await show()).runs.find(({ run }) => run.number === number && !['queued', 'running'].includes(run.state));
  const verdicts: (string | undefined)[] = [];
  for (const [index, part] of splitByMerchant(source, column).entries()) {
    writeFileSync(join(inbox, '.arriving'), part);
    renameSync(join(inbox, '.arriving'), join(inbox, `part-${index + 1}.csv`));
    await expect.poll(() => settled(index + 1), { timeout: 120_000, interval: 500 }).toBeTruthy();
    const run = await settled(index + 1);
    expect(run?.run.cause.kind).toBe('file');
    verdicts.push(run?.steps.find(({ name }) => name === 'gate')?.said?.title ?? run?.steps.find(({ state }) => state === 'refused')?.said?.title);
    if (run?.run.state !== 'waiting') continue;
    const decided = await almanac('pipeline', 'decide', `monthly-forecast@${index + 1}`, '--refuse', '--reason', 'No clear gain.');
    expect((decided.json() as RunDocument).run.state).toBe('succeeded');
  }
  expect(verdicts.filter((verdict) => verdict !== undefined)).toHaveLength(3);
  expect(verdicts[0]).toMatch(/passes the gate/);
  const { happenings } = await show();
  for (const { title, reason } of happenings.filter((each) => /Kept|not pass|Stopped|Waits/.test(each.title))) expect(`${title} ${reason}`).toMatch(/\d|No clear gain/);

  // Saved again: the same content, another time.
  utimesSync(join(inbox, 'part-3.csv'), new Date(), new Date(Date.now() + 60_000));
  await expect.poll(async () => (await show()).happenings[0]?.reason, { timeout: 20_000 }).toMatch(/part-3\.csv was saved again; its content is the same as run 3 read/);
  expect((await show()).runs).toHaveLength(3);

  const again = await almanac('pipeline', 'run', 'monthly-forecast');
  const { run, steps } = again.json() as RunDocument;
  expect([again.exitCode, run.state]).toEqual([0, 'succeeded']);
  expect(steps.filter(({ reused }) => !reused).map(({ name }) => name)).toEqual([]);
  const events = ((await almanac('pipeline', 'show', 'monthly-forecast@4')).json() as { events: { at: number }[] }).events;
  expect((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)).toBeLessThan(1000);
  watch.child.kill('SIGTERM');
  expect((await watch.outcome).exitCode).toBe(0);
}

describe('three parts dropped one after another', () => {
  testWith(wishPath)('the Wish file by merchant', () => dropInThree(wishPath, 'merchant_id'), 300_000);
  test('the sample shop by merchant', () => dropInThree(join(root, 'resources/samples/summer-shop.csv'), 'merchant_id'), 300_000);
});

test.each([
  ['a pipeline that is not there', ['pipeline', 'run', 'nothing'], 3, 'not-found'],
  ['a run that is not there', ['pipeline', 'resume', 'nothing@9'], 3, 'not-found'],
  ['a shipped one without data', ['pipeline', 'save', 'monthly-forecast'], 2, 'invalid-input'],
  ['neither a file nor a shipped one', ['pipeline', 'save', 'nothing', '--dataset', 'shop'], 3, 'not-found'],
  ['two answers', ['pipeline', 'decide', 'a@1', '--approve', '--refuse', '--reason', 'x'], 2, 'invalid-input'],
  ['a folder without a pipeline', ['pipeline', 'watch', '--folder', '.'], 2, 'invalid-input'],
  ['two sources', ['pipeline', 'run', 'nothing', '--file', 'a.csv', '--snapshot', 'b'], 2, 'invalid-input'],
] as const)('%s is a clear error', async (_, args, exitCode, code) => {
  const dir = temporaryFolder();
  const outcome = await runCli([...args, '--project', join(dir, 'project'), '--json'], dir);
  expect([outcome.exitCode, (outcome.json() as { error: { code: string } }).error.code]).toEqual([exitCode, code]);
});

test('a definition that is wrong is refused with the step that is wrong, and saved nowhere', async () => {
  const dir = temporaryFolder();
  const path = join(dir, 'wrong.json');
  writeFileSync(path, JSON.stringify({ format: 'almanac-pipeline', formatVersion: 1, name: 'wrong', title: 'Wrong', dataset: 'shop', steps: [{ name: 'check', kind: 'validate' }] }));
  const outcome = await runCli(['pipeline', 'save', path, '--project', join(dir, 'project'), '--json'], dir);
  expect([outcome.exitCode, (outcome.json() as { error: { message: string } }).error.message]).toEqual([2, expect.stringContaining('"check" needs the input "snapshot"')]);
  expect((await runCli(['pipeline', 'list', '--project', join(dir, 'project'), '--json'], dir)).json()).toMatchObject({ pipelines: [] });
});
