/** Importing a wide CSV through the built command line, beside pandas, polars and DuckDB doing comparable work, each in its own process. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { openPythonPeer, type PythonPeer } from './pythonPeer';
import { writeRepeatedCsv, type RepeatedCsv } from './repeatedCsv';

const defaultRows = 201_344;
const peers = ['pandas', 'polars', 'duckdb'] as const;
const sampleEveryMs = 10;

interface Run {
  readonly ms: number;
  readonly peakBytes: number;
}

/** The peers read the file with types, hash its bytes, count missing and different values and write Parquet with zstd: what an import does, without line numbers, raw text, evidence or identity. */
export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-import-'));
  try {
    const csv = join(folder, 'wide.csv');
    const made = writeRepeatedCsv(csv, options.rows ?? defaultRows);
    const opened = peers.map((name) => ({ name, peer: openPythonPeer(name) }));
    const wanted = 5;
    const ours: Run[] = [];
    const theirs = new Map<string, Run[]>(peers.map((name) => [name, []]));
    for (let i = 0; i < wanted; i++) {
      ours.push(await importOnce(csv, join(folder, `project-${i}`)));
      rmSync(join(folder, `project-${i}`), { recursive: true });
      for (const { name, peer } of opened) if (peer) theirs.get(name)?.push(await runPeer(peer, name, csv, join(folder, 'peer.parquet')));
    }
    return opened.flatMap(({ name, peer }) => compare(made, ours, theirs.get(name) ?? [], name, peer?.version ?? ''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function importOnce(csv: string, projectDir: string): Promise<Run> {
  return measure(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), 'import', csv, '--project', projectDir, '--quiet', '--json']);
}

function runPeer({ python }: PythonPeer, name: string, csv: string, target: string): Promise<Run> {
  return measure(python, [join(process.cwd(), 'bench/peers/import.py'), name, csv, target]);
}

function compare({ rows, columns, bytes, source }: RepeatedCsv, ours: readonly Run[], theirs: readonly Run[], peerName: string, peerVersion: string): BenchResult[] {
  const size = `${Math.round(bytes / 1e6)} MB, ${rows} x ${columns}, ${source} repeated`;
  const row = (name: string, unit: string, pick: (run: Run) => number): BenchResult => {
    const mine = medianOf(ours.map(pick));
    const peer = theirs.length === 0 ? null : medianOf(theirs.map(pick));
    return { name, size, ours: mine, peer, peerName, peerVersion, ratio: peer === null ? null : mine / peer, unit };
  };
  return [row('import time', 'ms', ({ ms }) => ms), row('import memory, peak', 'MB', ({ peakBytes }) => peakBytes / 1e6)];
}

/** Runs a program to its end: time from its start, and the highest memory it and its children held. Memory is known on Linux only. */
function measure(program: string, args: readonly string[]): Promise<Run> {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const peaks = new Map<number, number>();
  const timer = setInterval(() => notePeaks(child.pid ?? 0, peaks), sampleEveryMs);
  let complaint = '';
  child.stderr.on('data', (piece: Buffer) => (complaint += piece.toString('utf8')));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => {
      clearInterval(timer);
      if (code === 0) done({ ms: performance.now() - start, peakBytes: [...peaks.values()].reduce((sum, peak) => sum + peak, 0) });
      else fail(new Error(`${program} ended with ${code}: ${complaint.slice(-500)}`));
    });
  });
}

/** The kernel keeps each process's own peak, so the last look before the end tells it. */
function notePeaks(pid: number, peaks: Map<number, number>): void {
  if (process.platform !== 'linux' || pid === 0) return;
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (peak !== undefined) peaks.set(pid, Number(peak) * 1024);
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      for (const child of readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ')) if (child !== '') notePeaks(Number(child), peaks);
    }
  } catch {
    // The process has just ended.
  }
}
