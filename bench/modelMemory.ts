/** The most memory a process holds that reads a table and trains once: our worker's and each peer's, alone one after the other. */
import { join } from 'node:path';
import type { FitTask } from '@engine/training';
import { medianOf, type BenchResult } from './benchmark';
import { measureProcess } from './measureProcess';
import { setupLine } from './modelPeer';
import { threads, workerPath } from './modelPool';
import { columns } from './modelTables';
import { openPythonPeer } from './pythonPeer';

/** The peak hardly varies; where a run is long, one tells it. */
const runs = 3;
const rowsOfLongRuns = 1_000_000;
const peerNames = ['lightgbm', 'scikit-learn'] as const;

export interface MemoryCase {
  /** With the files of `writeInputs`. */
  readonly folder: string;
  readonly rows: number;
  readonly size: string;
  readonly settings: object;
  readonly task: FitTask;
}

export async function measureMemory({ folder, rows, size, settings, task }: MemoryCase): Promise<BenchResult[]> {
  const { table: _, train: __, ...rest } = task;
  const count = rows >= rowsOfLongRuns ? 1 : runs;
  const job = { workerPath, inputs: join(folder, 'train-inputs.f64'), target: join(folder, 'train-target.f64'), rows, columns, threads, task: { ...rest, test: [] } };
  const ours = await peakOf(process.execPath, [join(process.cwd(), 'bench', 'trainAlone.ts'), JSON.stringify(job)], count);
  const results: BenchResult[] = [];
  for (const peerName of peerNames) {
    const found = openPythonPeer(peerName);
    const peer = found && (await peakOf(found.python, [join(process.cwd(), 'bench', 'peers', 'models.py'), setupLine({ peer: peerName, settings, folder, rows, heldOut: 0 })], count));
    results.push({ name: 'train memory', size: `${size}, peak of a process that does nothing else`, ours, peer, peerName, peerVersion: found?.version ?? '', ratio: peer === null ? null : ours / peer, unit: 'MB' });
  }
  return results;
}

async function peakOf(program: string, args: readonly string[], count: number): Promise<number> {
  const peaks: number[] = [];
  for (let i = 0; i < count; i++) peaks.push((await measureProcess(program, args)).peakBytes / 2 ** 20);
  return medianOf(peaks);
}
