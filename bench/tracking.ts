/** Keeping runs and finding them again beside MLflow on its own SQLite: the time to log 1,000 runs, and to read all of them after opening. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runModels, type Run } from '@shared/areas/tracking';
import { createRandom } from '@engine/math';
import { openDatabase, type Db } from '@engine/storage/database';
import { migrate } from '@engine/storage/migrate';
import { migrations } from '@engine/storage/migrations';
import { insertExperiment } from '@engine/tracking/experimentStore';
import { insertRun, listRuns, saveOutcome, saveState, toPublicRun } from '@engine/tracking/runStore';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { openPythonPeer, startPeer } from './pythonPeer';

const defaultRuns = 1_000;
const perRace = 10;
const folds = 5;
const scores = ['rmsle', 'r2Log', 'r2', 'mae', 'rmse', 'wape'] as const;
const settings = 20;
const repeats = 3;
const cutOffMs = 15 * 60_000;

/** Both keep the same: 20 settings and, of 6 scores, mean, spread and 5 folds; each run is on disk before the next begins. */
export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const count = options.rows ?? defaultRuns;
  const folder = mkdtempSync(join(tmpdir(), 'almanac-tracking-'));
  const peer = openPythonPeer('mlflow');
  const child = peer && startPeer(peer, join(process.cwd(), 'bench', 'peers', 'tracking.py'));
  try {
    const logs: number[] = [];
    const opens: number[] = [];
    for (let i = 0; i < repeats; i++) {
      const path = join(folder, `ours-${i}.db`);
      logs.push(logOurs(path, join(folder, 'backups'), count));
      opens.push(openOurs(path, count));
    }
    const line = child && (await child.ask(JSON.stringify({ folder, runs: count, settings, scores: scores.length, folds }), cutOffMs));
    const theirs = line === null ? null : z.object({ logMs: z.number(), openMs: z.number(), found: z.number() }).parse(JSON.parse(line));
    if (theirs && theirs.found !== count) throw new Error(`MLflow found ${theirs.found} of ${count} runs.`);
    const size = `${count} runs, ${settings} settings, ${scores.length} scores of ${folds} folds`;
    const row = (name: string, ours: number, other: number | null): BenchResult => ({ name, size, ours, peer: other, peerName: 'mlflow on SQLite', peerVersion: peer?.version ?? '', ratio: other === null ? null : ours / other, unit: 'ms' });
    return [row('log time', medianOf(logs), theirs?.logMs ?? null), row('open time', medianOf(opens), theirs?.openMs ?? null)];
  } finally {
    child?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function logOurs(path: string, backups: string, count: number): number {
  const db = openDatabase(path);
  migrate(db, migrations, backups);
  addSnapshot(db);
  const random = createRandom(1);
  const start = performance.now();
  for (let race = 0; race * perRace < count; race++) {
    const experimentId = `race-${race}`;
    insertExperiment(db, {
      id: experimentId, jobId: `job-${race}`, snapshotId: 'snapshot', metric: 'rmsle', targetTransform: 'log1p', steps: null, leakage: [], usedColumns: [], excludedColumns: [], treatedColumns: [], rows: 1, repeatedRows: 0, missingTargetRows: 0, groups: null, honesty: null, control: null, splitAdvice: null,
      request: { snapshotId: 'snapshot', target: 'units', models: [...runModels], exclude: [], keepTogether: [], split: 'kfold', folds, repeats: 1, seed: 1, level: 0.9, intervalMethod: 'split', parameters: {}, monotone: {}, notes: '' },
      best: null, baseline: null, createdAt: 0, planObject: '', rowsDigest: '', splitDigest: '',
    });
    for (let i = 0; i < perRace && race * perRace + i < count; i++) logOne(db, experimentId, `run-${race}-${i}`, i, random.next());
  }
  const took = performance.now() - start;
  db.close();
  return took;
}

function logOne(db: Db, experimentId: string, id: string, position: number, score: number): void {
  const parameters = Object.fromEntries(Array.from({ length: settings }, (_, i) => [`setting_${i}`, i * score]));
  const metrics: Run['metrics'] = Object.fromEntries(scores.map((name) => [name, { mean: score, sd: 0.1, folds: Array.from({ length: folds }, (_, i) => score + i) }]));
  insertRun(db, { id, experimentId, model: runModels[position] ?? 'mean', parameters, foldsTotal: folds, appVersion: '', usesLeak: false, notes: '', createdAt: 0 });
  saveOutcome(db, id, { metrics, importance: [], backend: 'js', foldsDone: folds, durationMs: 1, peakMemoryBytes: null });
  saveState(db, id, 'finished');
}

function openOurs(path: string, count: number): number {
  const start = performance.now();
  const db = openDatabase(path);
  const found = listRuns(db, false).map(toPublicRun);
  const took = performance.now() - start;
  db.close();
  if (found.length !== count || found.some(({ metrics }) => metrics.rmsle?.folds.length !== folds)) throw new Error(`${found.length} of ${count} runs were found.`);
  return took;
}

function addSnapshot(db: Db): void {
  db.prepare("insert into datasets (id, name, created_at) values ('data', 'data', 0)").run();
  db.prepare(
    `insert into snapshots (id, dataset_id, number, source_name, source_sha256, source_size_bytes, table_sha256, table_size_bytes, rows, columns, reading, warnings, records, created_at)
     values ('snapshot', 'data', 1, '', '', 0, '', 0, 0, '[]', '{}', '[]', '{}', 0)`,
  ).run();
}
