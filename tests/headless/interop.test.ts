/** export, import-runs and import-data through the command line: the keys of the contract, and bad input to each. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';

const dir = mkdtempSync(join(tmpdir(), 'almanac-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const products = Array.from({ length: 40 }, (_, i) => `p${i},${i % 7},${['red', 'blue'][i % 2] ?? ''},${10 + ((i * 37) % 50)}`);

beforeAll(async () => {
  writeFileSync(join(dir, 'shop.csv'), ['id,price,colour,units', ...products].join('\n'));
  const trained = await runCli(['train', 'shop.csv', '--target', 'units', '--models', 'mean,gradient-boosting', '--folds', '2', '--json'], dir);
  expect(trained.exitCode).toBe(0);
}, 60_000);

test.each([
  ['onnx', 'model.onnx'],
  ['xgboost', 'model.json'],
  ['lightgbm', 'model.txt'],
])('a run as %s: written files are named with their places', async (format, file) => {
  const outcome = await runCli(['export', '2', '--to', format, '-o', format, '--json'], dir);
  const { written, notExpressible } = outcome.json() as { written: string[]; notExpressible: string[] };
  expect(outcome.exitCode).toBe(0);
  expect(written).toContain(join(dir, format, file));
  expect(written.every((path) => existsSync(path))).toBe(true);
  expect(notExpressible.length).toBeGreaterThan(0);
});

test('runs go out to MLflow and come back, data goes out to DVC and comes back', async () => {
  const out = await runCli(['export', 'project', '--to', 'mlflow', '-o', 'mlruns', '--json'], dir);
  expect((out.json() as { written: string[] }).written.some((path) => path.endsWith('meta.yaml'))).toBe(true);
  const runs = await runCli(['import-runs', '--from', 'mlflow', 'mlruns', '--json'], dir);
  expect(runs.json()).toEqual({ experiments: 1, runs: 2, alreadyThere: 0, skipped: [] });
  const listed = (await runCli(['runs', '--from', 'mlflow', '--json'], dir)).json() as { runs: { source: string }[] };
  expect(listed.runs.map(({ source }) => source)).toEqual(['mlflow', 'mlflow']);
  const data = await runCli(['export', 'shop', '--to', 'dvc', '-o', 'data', '--json'], dir);
  expect(data.exitCode).toBe(0);
  expect(readFileSync(join(dir, 'data/shop-v1.csv')).equals(readFileSync(join(dir, 'shop.csv')))).toBe(true);
  const back = await runCli(['import-data', '--from', 'dvc', 'data', '--json'], dir);
  expect(back.json()).toMatchObject({ snapshots: [{ path: 'shop-v1.csv', dataset: 'shop', number: 1, alreadyThere: true }], skipped: [] });
}, 30_000);

test('data goes to a shared folder as a remote, which lists its tables and gives the chosen one back', async () => {
  const out = await runCli(['export', 'shop', '--to', 'dvc', '--all-versions', '-o', 'pointers', '--remote', 'share', '--json'], dir);
  expect(out.json()).toMatchObject({ remote: join(dir, 'share'), written: expect.arrayContaining([join(dir, 'pointers/shop-v1.csv.dvc')]) as string[] });
  expect(existsSync(join(dir, 'pointers/shop-v1.csv'))).toBe(false);
  const { objects } = (await runCli(['import-data', '--from', 'dvc', 'share', '--list', '--json'], dir)).json() as { objects: { md5: string; cells: string[][] }[] };
  expect(objects.map(({ cells }) => cells[0])).toEqual([['id', 'price', 'colour', 'units']]);
  const back = await runCli(['import-data', '--from', 'dvc', 'share', '--object', objects[0]?.md5 ?? '', '--json'], dir);
  expect(back.json()).toMatchObject({ snapshots: [{ md5: objects[0]?.md5, alreadyThere: true }], skipped: [] });
}, 30_000);

test.each<[string, readonly string[], string, number]>([
  ['a remote for what has none', ['export', '2', '--to', 'onnx', '-o', 'x', '--remote', 'x'], 'invalid-input', 2],
  ['an object that is no hash', ['import-data', '--from', 'dvc', 'data', '--object', '../up'], 'invalid-input', 2],
  ['export without a format', ['export', '2', '-o', 'x'], 'invalid-input', 2],
  ['export to a format that is none', ['export', '2', '--to', 'pmml', '-o', 'x'], 'invalid-input', 2],
  ['export without a folder', ['export', '2', '--to', 'onnx'], 'invalid-input', 2],
  ['export of a run that is not there', ['export', '99', '--to', 'onnx', '-o', 'x'], 'not-found', 3],
  ['export of a race that is not there', ['export', 'race:9', '--to', 'mlflow', '-o', 'x'], 'not-found', 3],
  ['a baseline as trees', ['export', '1', '--to', 'xgboost', '-o', 'x'], 'invalid-input', 2],
  ['all runs as one model', ['export', 'project', '--to', 'onnx', '-o', 'x'], 'invalid-input', 2],
  ['data that is not there', ['export', 'nothing', '--to', 'dvc', '-o', 'x'], 'not-found', 3],
  ['runs from nowhere', ['import-runs', '--from', 'mlflow', 'nowhere'], 'not-found', 3],
  ['runs from a folder of something else', ['import-runs', '--from', 'mlflow', 'empty'], 'invalid-input', 2],
  ['runs of a tool that is not read', ['import-runs', '--from', 'neptune', 'empty'], 'invalid-input', 2],
  ['runs without a folder', ['import-runs', '--from', 'mlflow'], 'invalid-input', 2],
  ['data from a folder without DVC', ['import-data', '--from', 'dvc', 'empty'], 'invalid-input', 2],
  ['data from a file', ['import-data', '--from', 'dvc', 'shop.csv'], 'invalid-input', 2],
  ['data of a tool that is not read', ['import-data', 'empty'], 'invalid-input', 2],
])('%s is a clear error, and no folder is left behind', async (_, args, code, exitCode) => {
  mkdirSync(join(dir, 'empty'), { recursive: true });
  const outcome = await runCli([...args, '--json'], dir);
  expect(outcome.json()).toMatchObject({ error: { code, message: expect.stringMatching(/^.{20,}/) as string } });
  expect(outcome.exitCode).toBe(exitCode);
  expect(existsSync(join(dir, 'x'))).toBe(false);
});
