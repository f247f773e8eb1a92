/** What changed between two versions of a wide table, through the built command line, beside pandas and datacompy on the same tables as Parquet. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { writeChangedCopies, type ChangedCopies } from './changedCopies';
import { measureProcess, type MeasuredRun } from './measureProcess';
import { openPythonPeer } from './pythonPeer';

const defaultRows = 1_000_000;
const peers = ['pandas', 'datacompy'] as const;
const wanted = 5;
/** A slower peer runs three times, or once. */
const [slowMs, slowestMs] = [20_000, 120_000];

const countsSchema = z.object({ changed: z.number(), added: z.number(), removed: z.number() });

/** Whole processes from their start to the counts. Ours also compares the distribution of every column, which no peer does. */
export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-diff-'));
  try {
    const rows = options.rows ?? defaultRows;
    const files = { before: join(folder, 'before.csv'), after: join(folder, 'after.csv') };
    const made = writeChangedCopies(files.before, files.after, rows);
    const project = join(folder, 'project');
    for (const [name, path] of Object.entries(files)) await almanac(['import', path, '--name', name, '--on-ambiguous', 'guess'], project);
    const opened = peers.map((name) => ({ name, peer: openPythonPeer(name), runs: [] as MeasuredRun[] }));
    const compare = join(process.cwd(), 'bench/peers/diff.py');
    const pandas = opened.find(({ peer }) => peer)?.peer;
    if (pandas) await measureProcess(pandas.python, [compare, 'write', files.before, files.after]);
    const ours: MeasuredRun[] = [];
    for (let i = 0; i < wanted; i++) {
      ours.push(checked(await almanac(['diff', 'before', 'after', '--key', 'product_id'], project), made, 'almanac'));
      for (const { name, peer, runs } of opened) {
        const first = runs[0]?.ms ?? 0;
        if (peer && !(first > slowestMs) && !(first > slowMs && runs.length >= 3)) runs.push(checked(await measureProcess(peer.python, [compare, name, files.before, files.after]), made, name));
      }
    }
    const size = `${rows} x ${made.columns}, ${made.expected.changed} rows changed, ${made.source} repeated`;
    return opened.flatMap(({ name, peer, runs }) => [row('diff time', 'ms', ({ ms }) => ms), row('diff memory, peak', 'MB', ({ peakBytes }) => peakBytes / 1e6)].map((of) => of(ours, runs, size, name, peer?.version ?? '')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A comparison that is wrong has no time. */
function checked(run: MeasuredRun, { expected }: ChangedCopies, who: string): MeasuredRun {
  const { changed, added, removed } = countsSchema.parse(JSON.parse(run.output.trim().split('\n').at(-1) ?? ''));
  if (JSON.stringify({ changed, added, removed }) !== JSON.stringify(expected)) throw new Error(`${who} found ${JSON.stringify({ changed, added, removed })}, not ${JSON.stringify(expected)}.`);
  return run;
}

function row(name: string, unit: string, pick: (run: MeasuredRun) => number) {
  return (ours: readonly MeasuredRun[], theirs: readonly MeasuredRun[], size: string, peerName: string, peerVersion: string): BenchResult => {
    const mine = medianOf(ours.map(pick));
    const peer = theirs.length === 0 ? null : medianOf(theirs.map(pick));
    return { name, size, ours: mine, peer, peerName, peerVersion, ratio: peer === null ? null : mine / peer, unit };
  };
}

function almanac(args: readonly string[], project: string): Promise<MeasuredRun> {
  return measureProcess(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), ...args, '--project', project, '--quiet', '--json']);
}
