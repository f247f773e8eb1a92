/** Error of our boosted trees beside LightGBM's on the same rows, folds, encoded matrix and settings. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createRandom } from '@engine/math';
import { encodeFeatures, modelParts, toModelSpace, type FitTask, type SavedModel, type TrainingTable } from '@engine/training';
import { codeCounts } from '@engine/training/features/featurePlan';
import type { BenchResult } from './benchmark';
import type { FitPool } from './modelPool';
import { mixedTable, sharedTable } from './modelTables';
import { openPythonPeer, startPeer, type PeerProcess } from './pythonPeer';

interface AccuracyCase {
  readonly name: string;
  readonly table: TrainingTable;
  readonly target: string;
  readonly features: readonly string[];
  readonly categories: 'flags' | 'codes';
  readonly repeats: number;
  /** Both sides learn, and are scored, on this scale. */
  readonly transform: 'none' | 'log1p';
}

const folds = 5;
const cutOffMs = 120_000;
const mixedRows = 100_000;
const answerSchema = z.object({ rmse: z.number() });

export interface Growth {
  readonly trees: number;
  readonly learningRate: number;
  readonly leaves: number;
  readonly minLeafRows: number;
  readonly penalty: number;
}

/** The real tables where they are here, and the seeded one. */
export async function compareAccuracy(pool: FitPool, settings: Growth, taskOf: (table: TrainingTable, train: Int32Array) => FitTask): Promise<BenchResult[]> {
  const peer = openPythonPeer('lightgbm');
  const child = peer && startPeer(peer, join(process.cwd(), 'bench', 'peers', 'modelAccuracy.py'));
  const folder = mkdtempSync(join(tmpdir(), 'almanac-accuracy-'));
  try {
    const results: BenchResult[] = [];
    for (const each of casesOf()) {
      const ours: number[] = [];
      const theirs: number[] = [];
      const ratios: number[] = [];
      for (let seed = 1; seed <= each.repeats; seed++) {
        const foldOf = dealFolds(each.table.rows, seed);
        const mine: number[] = [];
        const other: number[] = [];
        for (let fold = 0; fold < folds; fold++) {
          const train = placesWhere(foldOf, (own) => own !== fold);
          const test = placesWhere(foldOf, (own) => own === fold);
          const task = { ...taskOf(each.table, train), test, target: each.target, transform: each.transform, features: each.features };
          const { model, predictions } = await pool.fit({ ...task, parameters: { ...task.parameters, categories: each.categories } });
          if (!model) throw new Error('The fit kept no model.');
          mine.push(rmseOf(predictions.map((units) => toModelSpace(units, each.transform)), targetsOf(each, test)));
          if (child) other.push(await askPeer(child, folder, each, model, train, test, settings));
        }
        ours.push(mean(mine));
        if (other.length === 0) continue;
        theirs.push(mean(other));
        ratios.push(ours.at(-1)! / theirs.at(-1)!);
      }
      const size = `${each.name}, ${each.table.rows} rows, ${folds} folds, seeds 1 to ${each.repeats}, ${settings.trees} trees of ${settings.leaves} leaves${ratios.length > 1 ? `; ratio of a seed ${mean(ratios).toFixed(4)}, spread ${deviation(ratios).toFixed(4)}` : ''}`;
      results.push({ name: 'rmse in folds', size, ours: mean(ours), peer: theirs.length > 0 ? mean(theirs) : null, peerName: 'lightgbm', peerVersion: peer?.version ?? '', ratio: ratios.length > 0 ? mean(ratios) : null, unit: each.transform === 'none' ? 'units' : 'log units' });
    }
    return results;
  } finally {
    child?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function casesOf(): AccuracyCase[] {
  const cases: AccuracyCase[] = [];
  const carseats = sharedTable('carseats', 'Carseats.csv');
  const allBut = (table: TrainingTable, ...without: string[]): string[] => table.columns.map(({ name }) => name).filter((name) => !without.includes(name));
  if (carseats) cases.push({ name: 'Carseats', table: carseats, target: 'Sales', features: allBut(carseats, 'Sales', 'rownames'), categories: 'flags', repeats: 40, transform: 'none' });
  const weekly = sharedTable('uci_online_retail', 'weekly_top400_sku.csv');
  if (weekly) {
    const priced = { table: weekly, target: 'units', features: ['avg_price_gbp', 'week_start'], categories: 'flags' } as const;
    cases.push({ ...priced, name: 'UCI weekly, log of units from price and calendar', repeats: 5, transform: 'log1p' });
    // One week of 74,215 units is most of the variance: where its bin ends decides, so it takes more seeds.
    cases.push({ ...priced, name: 'UCI weekly, units from price and calendar', repeats: 15, transform: 'none' });
  }
  const mixed = mixedTable(mixedRows);
  cases.push({ name: 'numbers, native categories and missing cells', table: mixed, target: 'y', features: allBut(mixed, 'y'), categories: 'codes', repeats: 2, transform: 'none' });
  return cases;
}

/** The peer gets the matrix that our model's own plan makes of the rows. */
async function askPeer(child: PeerProcess, folder: string, each: AccuracyCase, model: SavedModel, train: Int32Array, test: Int32Array, settings: Growth): Promise<number> {
  const parts = modelParts(model);
  if (parts.kind !== 'trees') throw new Error('The model is not one of trees.');
  const { plan } = parts;
  // Training rows would see encodings that leave their own target out, which the saved plan does not tell.
  if (plan.columns.some((column) => 'targetMeans' in column && column.targetMeans !== null)) throw new Error(`A column of ${each.name} is encoded by the target.`);
  for (const [part, rows] of [['train', train], ['held', test]] as const) {
    const features = encodeFeatures(plan, each.table, rows);
    const matrix = new Float64Array(rows.length * features.length);
    features.forEach((values, column) => values.forEach((value, row) => (matrix[row * features.length + column] = value)));
    writeFileSync(join(folder, `${part}-inputs.f64`), matrix);
    writeFileSync(join(folder, `${part}-target.f64`), targetsOf(each, rows));
  }
  const categories = codeCounts(plan).flatMap((count, column) => (count > 0 ? [column] : []));
  const line = await child.ask(JSON.stringify({ folder, columns: plan.kept.length, categories, settings }), cutOffMs);
  return line === null ? NaN : answerSchema.parse(JSON.parse(line)).rmse;
}

function targetsOf({ table, target, transform }: AccuracyCase, rows: Int32Array): Float64Array {
  const column = table.columns.find(({ name }) => name === target);
  return Float64Array.from(rows, (row) => (toModelSpace(column?.kind === 'number' ? column.values[row]! : NaN, transform)));
}

/** Rows in random order, dealt out in turn. */
function dealFolds(rows: number, seed: number): Int32Array {
  const random = createRandom(seed);
  const foldOf = Int32Array.from({ length: rows }, (_, row) => row % folds);
  for (let i = rows - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = foldOf[i]!;
    foldOf[i] = foldOf[j]!;
    foldOf[j] = kept;
  }
  return foldOf;
}

function placesWhere(foldOf: Int32Array, holds: (fold: number) => boolean): Int32Array {
  const places: number[] = [];
  foldOf.forEach((fold, row) => holds(fold) && places.push(row));
  return Int32Array.from(places);
}

function rmseOf(answers: ArrayLike<number>, actual: Float64Array): number {
  return Math.sqrt(mean(Array.from(actual, (value, i) => (answers[i]! - value) ** 2)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}
