/** Training boosted trees beside LightGBM and scikit-learn's histogram boosting with two threads each: time, memory, error, explanation of one row. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainRows, gatherTable, restoreFitted, type FitTask, type SavedModel, type TrainingTable } from '@engine/training';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { compareAccuracy } from './modelAccuracy';
import { measureMemory } from './modelMemory';
import { askModelPeer, longestTrainingMs, setUp, writeInputs } from './modelPeer';
import { openFitPool, type FitPool } from './modelPool';
import { columns, syntheticTable } from './modelTables';
import { openPythonPeer, startPeer } from './pythonPeer';
import { taskOf } from '../tests/unit/engine/training/tables';
import { afterSale, readWish, wishIsHere } from '../tests/unit/engine/training/wishTable';

export const settings = { trees: 100, learningRate: 0.1, leaves: 31, minLeafRows: 20, penalty: 0 };
export const heldOutRows = 2_000;
const peerNames = ['lightgbm', 'scikit-learn'] as const;
const defaultSizes = [1_500, 100_000, 1_000_000];
const longRunMs = 20_000;
const veryLongRunMs = 60_000;
const explained = { rows: 20_000, trees: 300 };
const explainGoalMs = 10;

/** `rows` trains one size instead of all, and a tenth of it to show how time grows. */
export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const pool = openFitPool();
  try {
    if (options.rows !== undefined) return [...(await compareTraining(pool, options.rows)), ...(await showGrowth(pool, options.rows))];
    const results: BenchResult[] = [];
    for (const rows of defaultSizes) results.push(...(await compareTraining(pool, rows)));
    results.push(...(await compareAccuracy(pool, settings, fitOf)), ...(await compareExplaining(pool)));
    if (wishIsHere) results.push(await trainWish(pool), await explainWish(pool, 'gradient-boosting'), await explainWish(pool, 'random-forest'));
    return results;
  } finally {
    await pool.close();
  }
}

/** Everybody in turn, each warmed by a training that does not count. */
async function compareTraining(pool: FitPool, rows: number): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-models-'));
  const table = syntheticTable(rows + heldOutRows);
  writeInputs(folder, table, rows, heldOutRows);
  const peers = peerNames.map((name) => {
    const found = openPythonPeer(name);
    return { name, found, child: found && startPeer(found, join(process.cwd(), 'bench', 'peers', 'models.py')), times: [] as number[], errors: [] as number[] };
  });
  try {
    for (const { name, child } of peers) if (child) await setUp(child, { peer: name, settings, folder, rows, heldOut: heldOutRows });
    let { model, ms } = await train(pool, table, rows);
    const ours: number[] = [];
    let wanted = ms > veryLongRunMs ? 1 : ms > longRunMs ? 3 : 5;
    for (let i = 0; i < wanted; i++) {
      ({ model, ms } = await train(pool, table, rows));
      ours.push(ms);
      for (const { child, times, errors } of peers) {
        if (!child || times.some((time) => time > veryLongRunMs)) continue;
        const answer = await askModelPeer(child, 'train');
        times.push(answer?.ms ?? longestTrainingMs);
        if (answer?.rmse != null) errors.push(answer.rmse);
      }
      if (Math.max(ms, ...peers.flatMap(({ times }) => times)) > longRunMs) wanted = Math.min(wanted, 3);
    }
    const size = sizeOf(rows);
    const error = errorOf(model, table, rows);
    const results = peers.flatMap(({ name, found, times, errors }) => {
      const row = beside(name, found?.version ?? '');
      return [row('train time', `${size}, 2 threads`, medianOf(ours), times, 'ms'), row('rmse', `${size}, ${heldOutRows} rows held out`, error, errors, 'units')];
    });
    for (const { child } of peers) child?.close();
    return [...results, ...(await measureMemory({ folder, rows, size, settings, task: fitOf(table, new Int32Array(0)) }))];
  } finally {
    for (const { child } of peers) child?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ours alone: the time of a row here, beside that at a tenth of the rows. */
async function showGrowth(pool: FitPool, rows: number): Promise<BenchResult[]> {
  const small = Math.floor(rows / 10);
  const table = syntheticTable(rows);
  const timeOfRow = async (count: number): Promise<number> => {
    const times: number[] = [];
    while (times.length < 3 && !times.some((time) => time > veryLongRunMs)) times.push((await train(pool, table, count)).ms);
    return (medianOf(times) / count) * 1e3;
  };
  const before = await timeOfRow(small);
  const here = await timeOfRow(rows);
  return [{ name: 'train time of a row', size: `${sizeOf(rows)}, beside ${small} rows`, ours: here, peer: before, peerName: `ours at ${small} rows`, peerVersion: '', ratio: here / before, unit: 'µs' }];
}

function sizeOf(rows: number): string {
  return `${rows} rows, ${columns} columns, ${settings.trees} trees of ${settings.leaves} leaves`;
}

function beside(peerName: string, peerVersion: string) {
  return (name: string, size: string, ours: number, theirs: readonly number[], unit: string): BenchResult => {
    const peer = theirs.length > 0 ? medianOf(theirs) : null;
    return { name, size, ours, peer, peerName, peerVersion, ratio: peer === null ? null : ours / peer, unit };
  };
}

/** One row of a larger ensemble, exact on both sides, and ours against the goal. */
async function compareExplaining(pool: FitPool): Promise<BenchResult[]> {
  const { rows, trees } = explained;
  const folder = mkdtempSync(join(tmpdir(), 'almanac-models-'));
  const table = syntheticTable(rows + heldOutRows);
  writeInputs(folder, table, rows, heldOutRows);
  const found = openPythonPeer('lightgbm');
  const child = found && startPeer(found, join(process.cwd(), 'bench', 'peers', 'models.py'));
  try {
    if (child) await setUp(child, { peer: 'lightgbm', settings: { ...settings, trees }, folder, rows, heldOut: heldOutRows });
    const { model } = await train(pool, table, rows, { trees });
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let i = 0; i < 15; i++) {
      ours.push(explainOurs(model, table, rows));
      const answer = child && (await askModelPeer(child, 'explain'));
      if (answer) theirs.push(answer.ms);
    }
    const size = `one row, ${trees} trees of ${settings.leaves} leaves on ${rows} rows, exact`;
    return [beside('lightgbm', found?.version ?? '')('shap time', `${size} on both sides`, medianOf(ours), theirs, 'ms'), beside('goal', 'step 5')('shap time', size, medianOf(ours), [explainGoalMs], 'ms')];
  } finally {
    child?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function fitOf(table: TrainingTable, train: Int32Array): FitTask {
  return taskOf(table, { model: 'gradient-boosting', parameters: { ...settings, featureShare: 1, rowShare: 1 }, train, test: new Int32Array(0), keepModel: true });
}

/** From the request to the model: features, bins and trees, as the peers' fit does, and the way to the worker and back. */
export async function train(pool: FitPool, table: TrainingTable, rows: number, more: FitTask['parameters'] = {}): Promise<{ readonly ms: number; readonly model: SavedModel }> {
  const task = fitOf(table, Int32Array.from({ length: rows }, (_, row) => row));
  const started = performance.now();
  const { model } = await pool.fit({ ...task, parameters: { ...task.parameters, ...more } });
  const ms = performance.now() - started;
  if (!model) throw new Error('The fit kept no model.');
  return { ms, model };
}

function errorOf(model: SavedModel, table: TrainingTable, rows: number): number {
  const heldOut = Int32Array.from({ length: heldOutRows }, (_, i) => rows + i);
  const target = table.columns[0];
  const answers = restoreFitted(model).predict(table, heldOut);
  let squares = 0;
  answers.forEach((answer, i) => (squares += (answer - (target?.kind === 'number' ? target.values[heldOut[i]!]! : Number.NaN)) ** 2));
  return Math.sqrt(squares / heldOutRows);
}

/** The model is open, as it is in the app when the second row is asked about. */
function explainOurs(model: SavedModel, table: TrainingTable, row: number): number {
  const fitted = restoreFitted(model);
  const background = gatherTable(table, model.features, 1, () => Int32Array.of(0));
  const explain = (): unknown => explainRows({ model: fitted, columns: model.features, table, rows: Int32Array.of(row), background, seed: 1 });
  explain();
  const start = performance.now();
  explain();
  return performance.now() - start;
}

function wishTask(): FitTask {
  const table = readWish();
  const features = table.columns.map(({ name }) => name).filter((name) => name !== 'units_sold' && !afterSale.includes(name));
  return { ...fitOf(table, Int32Array.from({ length: table.rows }, (_, row) => row)), target: 'units_sold', transform: 'log1p', features, groupBy: 'merchant_id', parameters: {} };
}

/** 200 boosted trees on the real file, against the goal of the first step. */
async function trainWish(pool: FitPool): Promise<BenchResult> {
  const task = wishTask();
  const goalMs = 1000;
  const times: number[] = [];
  for (let i = 0; i < 5; i++) times.push((await pool.fit(task)).durationMs);
  return { name: 'train time of 200 trees', size: `Wish, ${task.table.rows} products, before sales`, ours: medianOf(times), peer: goalMs, peerName: 'goal', peerVersion: 'step 1', ratio: medianOf(times) / goalMs, unit: 'ms' };
}

/** Exact contributions of one row of 200 trees on the real file, against the goal of the second step. */
async function explainWish(pool: FitPool, kind: 'gradient-boosting' | 'random-forest'): Promise<BenchResult> {
  const task = wishTask();
  const { model } = await pool.fit({ ...task, model: kind });
  if (!model) throw new Error('The fit kept no model.');
  const time = medianOf(Array.from({ length: 5 }, (_, row) => explainOurs(model, task.table, row)));
  return { name: 'shap time of 200 trees', size: `Wish, one row, ${kind}`, ours: time, peer: explainGoalMs, peerName: 'goal', peerVersion: 'step 2', ratio: time / explainGoalMs, unit: 'ms' };
}
