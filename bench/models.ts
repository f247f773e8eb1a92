/** Training boosted trees beside scikit-learn and LightGBM: time, memory, accuracy, explanation of one row. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createRandom } from '@engine/math';
import { explainRows, fitTask, gatherTable, restoreFitted, type FitTask, type SavedModel, type TrainingTable } from '@engine/training';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { openPythonPeer, startPeer, type PeerProcess } from './pythonPeer';
import { afterSale, readWish, wishIsHere } from '../tests/unit/engine/training/wishTable';

export const columns = 30;
export const settings = { trees: 100, learningRate: 0.1, leaves: 31, minLeafRows: 20, penalty: 0 };
const peers = ['scikit-learn', 'lightgbm'] as const;
const defaultSizes = [1_500, 100_000];
export const heldOutRows = 2_000;
const longRunMs = 20_000;
const cutOffMs = 15 * 60_000;
const explainGoalMs = 10;

export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const rows of options.rows === undefined ? defaultSizes : [options.rows]) {
    for (const peer of peers) results.push(...(await compare(rows, peer)));
  }
  if (wishIsHere) results.push(await trainWish(), await explainWish('gradient-boosting'), await explainWish('random-forest'));
  return results;
}

interface Ours {
  readonly ms: number;
  readonly model: SavedModel;
}

async function compare(rows: number, peerName: (typeof peers)[number]): Promise<BenchResult[]> {
  const table = syntheticTable(rows + heldOutRows);
  const folder = mkdtempSync(join(tmpdir(), 'almanac-models-'));
  const peer = openPythonPeer(peerName);
  const child = peer && startPeer(peer, join(process.cwd(), 'bench', 'peers', 'models.py'));
  try {
    if (child) await setUp(child, table, rows, folder, peerName);
    const ours: Ours[] = [];
    const theirs: PeerAnswer[] = [];
    let wanted = 5;
    for (let i = 0; i < wanted; i++) {
      ours.push(await trainOurs(table, rows));
      const answer = child && (await askModelPeer(child, 'train'));
      if (answer) theirs.push(answer);
      if (Math.max(ours[i]!.ms, answer?.ms ?? 0) > longRunMs) wanted = 3;
    }
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    const last = ours.at(-1)!;
    const size = `${rows} rows, ${columns} columns, ${settings.trees} trees of ${settings.leaves} leaves`;
    const row = (name: string, rowSize: string, mine: number, peers: readonly number[], unit: string): BenchResult => {
      const theirsMedian = peers.length > 0 ? medianOf(peers) : null;
      return { name, size: rowSize, ours: mine, peer: theirsMedian, peerName, peerVersion: peer?.version ?? '', ratio: theirsMedian === null ? null : mine / theirsMedian, unit };
    };
    const results = [
      row('train time', size, medianOf(ours.map(({ ms }) => ms)), theirs.map(({ ms }) => ms), 'ms'),
      row('train memory', `${size}, peak of the process`, peakBytes / 2 ** 20, theirs.slice(-1).map(({ peakBytes: bytes }) => bytes / 2 ** 20), 'MB'),
      row('rmse', `${size}, ${heldOutRows} rows held out`, errorOf(last.model, table, rows), theirs.flatMap(({ rmse }) => rmse ?? []), 'units'),
    ];
    if (theirs[0]?.explains !== false) {
      const mine: number[] = [];
      const other: number[] = [];
      for (let i = 0; i < 5; i++) {
        mine.push(explainOurs(last.model, table, rows));
        const answer = child && (await askModelPeer(child, 'explain'));
        if (answer) other.push(answer.ms);
      }
      results.push(row('shap time', `${size}, one row, exact on both sides`, medianOf(mine), other, 'ms'));
    }
    return results;
  } finally {
    child?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ten uniform inputs of Friedman #1 (1991) and twenty of noise. */
export function syntheticTable(rows: number): TrainingTable {
  const random = createRandom(1);
  const inputs = Array.from({ length: columns }, () => new Float64Array(rows));
  const target = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (const input of inputs) input[row] = random.next();
    const [a, b, c, d, e] = inputs.map((input) => input[row]!) as [number, number, number, number, number];
    target[row] = 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e + random.normal();
  }
  const named = inputs.map((values, i) => ({ kind: 'number' as const, name: `x${i}`, type: 'decimal' as const, values }));
  return { rows, rowNumbers: new Int32Array(rows), columns: [{ kind: 'number', name: 'y', type: 'decimal', values: target }, ...named] };
}

function taskOf(table: TrainingTable, rows: number): FitTask {
  return {
    table,
    target: 'y',
    transform: 'none',
    features: table.columns.slice(1).map(({ name }) => name),
    groupBy: null,
    model: 'gradient-boosting',
    parameters: { ...settings, featureShare: 1, rowShare: 1 },
    steps: null,
    monotone: {},
    seed: 1,
    train: Int32Array.from({ length: rows }, (_, row) => row),
    test: new Int32Array(0),
    keepModel: true,
    measureImportance: false,
  };
}

/** Includes preparing the features and binning, as the peers' fit does. */
export async function trainOurs(table: TrainingTable, rows: number): Promise<Ours> {
  const { model, durationMs } = await fitTask(taskOf(table, rows), { report: () => undefined });
  if (!model) throw new Error('The fit kept no model.');
  return { ms: durationMs, model };
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

const peerAnswerSchema = z.object({ ms: z.number(), rmse: z.number().nullable(), peakBytes: z.number(), explains: z.boolean() });
type PeerAnswer = z.infer<typeof peerAnswerSchema>;

export async function askModelPeer(child: PeerProcess, command: 'train' | 'explain' | 'batch' | 'one'): Promise<PeerAnswer | null> {
  const line = await child.ask(command, cutOffMs);
  return line === null ? null : peerAnswerSchema.parse(JSON.parse(line));
}

/** The peer reads the same numbers from row-major files; its first training, thrown away, loads its libraries. */
export async function setUp(child: PeerProcess, table: TrainingTable, rows: number, folder: string, peer: string): Promise<void> {
  const [target, ...inputs] = table.columns.map((column) => (column.kind === 'number' ? column.values : new Float64Array(table.rows)));
  const write = (name: string, from: number, to: number): void => {
    const block = new Float64Array((to - from) * columns);
    for (let row = from; row < to; row++) inputs.forEach((input, column) => (block[(row - from) * columns + column] = input[row]!));
    writeFileSync(join(folder, `${name}-inputs.f64`), block);
    writeFileSync(join(folder, `${name}-target.f64`), target!.slice(from, to));
  };
  write('train', 0, rows);
  write('held', rows, rows + heldOutRows);
  await child.ask(`${JSON.stringify({ peer, settings, folder, columns, train: rows, heldOut: heldOutRows })}\ntrain`, cutOffMs);
}

function wishTask(): FitTask {
  const table = readWish();
  const features = table.columns.map(({ name }) => name).filter((name) => name !== 'units_sold' && !afterSale.includes(name));
  return { ...taskOf(table, table.rows), target: 'units_sold', transform: 'log1p', features, groupBy: 'merchant_id', parameters: {} };
}

/** 200 boosted trees on the real file, against the goal of the first step. */
async function trainWish(): Promise<BenchResult> {
  const task = wishTask();
  const goalMs = 1000;
  const times: number[] = [];
  for (let i = 0; i < 5; i++) times.push((await fitTask(task, { report: () => undefined })).durationMs);
  return { name: 'train time of 200 trees', size: `Wish, ${task.table.rows} products, before sales`, ours: medianOf(times), peer: goalMs, peerName: 'goal', peerVersion: 'step 1', ratio: medianOf(times) / goalMs, unit: 'ms' };
}

/** Exact contributions of one row of 200 trees on the real file, against the goal of the second step. */
async function explainWish(kind: 'gradient-boosting' | 'random-forest'): Promise<BenchResult> {
  const task = wishTask();
  const { model } = await fitTask({ ...task, model: kind }, { report: () => undefined });
  if (!model) throw new Error('The fit kept no model.');
  const time = medianOf(Array.from({ length: 5 }, (_, row) => explainOurs(model, task.table, row)));
  return { name: 'shap time of 200 trees', size: `Wish, one row, ${kind}`, ours: time, peer: explainGoalMs, peerName: 'goal', peerVersion: 'step 2', ratio: time / explainGoalMs, unit: 'ms' };
}
