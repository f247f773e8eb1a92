/** Drift between two halves of a wide table through the built command line, beside Evidently's drift preset on the same columns. Texts are left out on both sides. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { measureProcess, type MeasuredRun } from './measureProcess';
import { openPythonPeer } from './pythonPeer';
import { writeRepeatedCsv } from './repeatedCsv';

const defaultRows = 100_000;
const wanted = 5;
/** A slower peer runs once. */
const slowMs = 120_000;

const driftSchema = z.object({ columns: z.array(z.object({ column: z.string(), type: z.enum(['num', 'cat', 'text']).nullable() })) });
const peerSchema = z.object({ ms: z.number() });

export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-monitoring-'));
  try {
    const rows = options.rows ?? defaultRows;
    const [reference, current] = [join(folder, 'reference.csv'), join(folder, 'current.csv')];
    const made = writeRepeatedCsv(reference, rows);
    writeRepeatedCsv(current, Math.floor(rows / 2));
    const project = join(folder, 'project');
    for (const [path, name] of [[reference, 'reference'], [current, 'current']] as const) await almanac(['import', path, '--name', name, '--on-ambiguous', 'guess'], project);
    const compare = ['drift', '--reference', 'reference', '--current', 'current'];
    const all = driftSchema.parse(JSON.parse((await almanac(compare, project)).output));
    const columns = all.columns.filter(({ type }) => type === 'num' || type === 'cat');
    const types = join(folder, 'types.json');
    writeFileSync(types, JSON.stringify(Object.fromEntries(columns.map(({ column, type }) => [column, type]))));
    const peer = openPythonPeer('evidently');
    const ours: MeasuredRun[] = [];
    const theirs: { readonly ms: number; readonly peakBytes: number }[] = [];
    for (let i = 0; i < wanted; i++) {
      ours.push(await almanac([...compare, ...columns.flatMap(({ column }) => ['--columns', column])], project));
      if (!peer || (theirs[0]?.ms ?? 0) > slowMs) continue;
      const { output, peakBytes } = await measureProcess(peer.python, [join(process.cwd(), 'bench/peers/drift.py'), reference, current, types]);
      theirs.push({ ms: peerSchema.parse(JSON.parse(output.trim().split('\n').at(-1) ?? '')).ms, peakBytes });
    }
    const size = `${rows} against ${Math.floor(rows / 2)} rows, ${columns.length} of ${made.columns} columns, ${made.source} repeated`;
    const row = (name: string, unit: string, pick: (each: { readonly ms: number; readonly peakBytes: number }) => number): BenchResult => {
      const mine = medianOf(ours.map(pick));
      const other = theirs.length === 0 ? null : medianOf(theirs.map(pick));
      return { name, size, ours: mine, peer: other, peerName: 'evidently', peerVersion: peer?.version ?? '', ratio: other === null ? null : mine / other, unit };
    };
    // Ours: the whole command from its start. The peer: the report alone, without starting Python or reading the files.
    return [row('drift time', 'ms', ({ ms }) => ms), row('drift memory, peak', 'MB', ({ peakBytes }) => peakBytes / 1e6)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function almanac(args: readonly string[], project: string): Promise<MeasuredRun> {
  return measureProcess(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), ...args, '--project', project, '--quiet', '--json']);
}
