/** Sync through a folder beside a plain copy by rsync: a first sync of one large version, and a sync with nothing new. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { writeRepeatedCsv } from './repeatedCsv';

const defaultRows = 50_000;
const runs = 5;

/** rsync copies the same stored files with checksums; it knows neither facts nor conflicts, so it is the floor and no equal. */
export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-sync-'));
  try {
    const csv = join(folder, 'wide.csv');
    const made = writeRepeatedCsv(csv, options.rows ?? defaultRows);
    const project = join(folder, 'project');
    almanac(folder, 'import', csv, '--project', project);
    const version = rsyncVersion();
    const first: number[] = [];
    const idle: number[] = [];
    const copied: number[] = [];
    const idleCopied: number[] = [];
    for (let i = 0; i < runs; i++) {
      const share = join(folder, `share-${i}`);
      mkdirSync(share);
      first.push(timed(() => almanac(folder, 'sync', share, '--project', project)));
      idle.push(timed(() => almanac(folder, 'sync', share, '--project', project)));
      if (version === null) continue;
      copied.push(timed(() => copy(join(project, 'objects'), join(folder, `copy-${i}`))));
      idleCopied.push(timed(() => copy(join(project, 'objects'), join(folder, `copy-${i}`))));
    }
    const size = `${Math.round(made.bytes / 1e6)} MB as CSV, ${made.rows} rows`;
    return [result('first sync time', size, first, copied, version), result('idle sync time', size, idle, idleCopied, version)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function result(name: string, size: string, ours: readonly number[], theirs: readonly number[], version: string | null): BenchResult {
  const mine = medianOf(ours);
  const peer = theirs.length === 0 ? null : medianOf(theirs);
  return { name, size, ours: mine, peer, peerName: 'rsync --checksum', peerVersion: version ?? '', ratio: peer === null ? null : mine / peer, unit: 'ms' };
}

function almanac(folder: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), ...args, '--quiet', '--json'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`almanac ${args[0] ?? ''} ended with ${String(status)}: ${stderr}`);
}

function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync('rsync', ['--archive', '--checksum', `${from}/`, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`rsync ended with ${String(status)}: ${stderr}`);
}

function rsyncVersion(): string | null {
  const { status, stdout } = spawnSync('rsync', ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/version (\S+)/.exec(stdout)?.[1] ?? '') : null;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
