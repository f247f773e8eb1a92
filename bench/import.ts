/** Importing a wide CSV through the built command line, beside pandas, polars and DuckDB doing comparable work, each in its own process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { measureProcess, type MeasuredRun } from './measureProcess';
import { openPythonPeer, type PythonPeer } from './pythonPeer';
import { writeRepeatedCsv, type RepeatedCsv } from './repeatedCsv';

const defaultRows = 201_344;
/** pandas twice: with the reader one gets by default, and with the one of Arrow. */
const peers = [
  { name: 'pandas', task: 'pandas', shown: 'pandas (C engine)' },
  { name: 'pandas', task: 'pandas-pyarrow', shown: 'pandas (pyarrow engine)' },
  { name: 'polars', task: 'polars', shown: 'polars' },
  { name: 'duckdb', task: 'duckdb', shown: 'duckdb' },
] as const;

/** The peers read the file with types, hash its bytes, count missing and different values and write Parquet with zstd: what an import does, without line numbers, raw text, evidence or identity. */
export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-import-'));
  try {
    const csv = join(folder, 'wide.csv');
    const made = writeRepeatedCsv(csv, options.rows ?? defaultRows);
    const opened = peers.map(({ name, task, shown }) => ({ task, shown, peer: openPythonPeer(name) }));
    const wanted = 5;
    const ours: MeasuredRun[] = [];
    const theirs = new Map<string, MeasuredRun[]>(peers.map(({ task }) => [task, []]));
    for (let i = 0; i < wanted; i++) {
      ours.push(await importOnce(csv, join(folder, `project-${i}`)));
      rmSync(join(folder, `project-${i}`), { recursive: true });
      for (const { task, peer } of opened) if (peer) theirs.get(task)?.push(await runPeer(peer, task, csv, join(folder, 'peer.parquet')));
    }
    return opened.flatMap(({ task, shown, peer }) => compare(made, ours, theirs.get(task) ?? [], shown, peer?.version ?? ''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function importOnce(csv: string, projectDir: string): Promise<MeasuredRun> {
  return measureProcess(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), 'import', csv, '--project', projectDir, '--quiet', '--json']);
}

function runPeer({ python }: PythonPeer, task: string, csv: string, target: string): Promise<MeasuredRun> {
  return measureProcess(python, [join(process.cwd(), 'bench/peers/import.py'), task, csv, target]);
}

function compare({ rows, columns, bytes, source }: RepeatedCsv, ours: readonly MeasuredRun[], theirs: readonly MeasuredRun[], peerName: string, peerVersion: string): BenchResult[] {
  const size = `${Math.round(bytes / 1e6)} MB, ${rows} x ${columns}, ${source} repeated`;
  const row = (name: string, unit: string, pick: (run: MeasuredRun) => number): BenchResult => {
    const mine = medianOf(ours.map(pick));
    const peer = theirs.length === 0 ? null : medianOf(theirs.map(pick));
    return { name, size, ours: mine, peer, peerName, peerVersion, ratio: peer === null ? null : mine / peer, unit };
  };
  return [row('import time', 'ms', ({ ms }) => ms), row('import memory, peak', 'MB', ({ peakBytes }) => peakBytes / 1e6)];
}
