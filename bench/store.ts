/** How much a second version adds to the store, and how long it takes to store it, beside the real DVC on the same files. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BenchOptions, BenchResult } from './benchmark';
import { measureProcess } from './measureProcess';
import { openPythonPeer, type PythonPeer } from './pythonPeer';

const defaultRows = 60_000;
const columns = 30;
const share = 0.01;

/** What an analyst does to a table between two versions. */
const changes: Readonly<Record<string, (rows: readonly string[]) => readonly string[]>> = {
  '1 % of the rows changed, scattered': (rows) => rows.map((row, i) => (i % Math.round(1 / share) === 7 ? row.replace(/,[^,]*,/, `,${i % 97}.25,`) : row)),
  '1 % of the rows new, in one block': (rows) => [...rows.slice(0, rows.length / 3), ...madeRows(Math.round(rows.length * share), 5), ...rows.slice(rows.length / 3 + rows.length * share)],
  'one new column': (rows) => rows.map((row, i) => `${row},${i === 0 ? 'added' : (i * 7919) % 100}`),
  '1 % of the rows appended': (rows) => [...rows, ...madeRows(Math.round(rows.length * share), 6)],
  '1 % of the rows inserted in front': (rows) => [...rows.slice(0, 1), ...madeRows(Math.round(rows.length * share), 7), ...rows.slice(1)],
  'sorted otherwise': (rows) => [...rows.slice(0, 1), ...rows.slice(1).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))],
};

interface Stored {
  readonly grown: number;
  readonly ms: number;
}

/** Sizes are those of all files of the project or of DVC's cache. Each change starts from a copy of the same first version. */
export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-store-'));
  try {
    const rows = [Array.from({ length: columns }, (_, i) => `c${i}`).join(','), ...madeRows(options.rows ?? defaultRows, 1)];
    const dvc = openPythonPeer('dvc');
    const [project, repository] = [join(folder, 'project'), join(folder, 'repository')];
    await importInto(project, writeRows(join(folder, 'first'), rows));
    if (dvc) await startRepository(dvc, repository, rows);
    const results: BenchResult[] = [];
    for (const [name, change] of Object.entries(changes)) {
      const changed = change(rows);
      const path = writeRows(join(folder, 'changed'), changed);
      const bytes = statSync(path).size;
      const ours = await inCopy(project, join(folder, 'ours'), (copy) => importInto(copy, path));
      const theirs = dvc && (await inCopy(repository, join(folder, 'theirs'), (copy) => addTo(dvc, copy, changed)));
      const size = `${(bytes / 1e6).toFixed(1)} MB, ${changed.length - 1} rows`;
      const row = (label: string, unit: string, of: (stored: Stored) => number): BenchResult => ({ name: `${label}, ${name}`, size, ours: of(ours), peer: theirs && of(theirs), peerName: 'dvc', peerVersion: dvc?.version ?? '', ratio: theirs && of(ours) / of(theirs), unit });
      results.push(row('store growth', '% of the file', ({ grown }) => (100 * grown) / bytes), row('store time', 'ms', ({ ms }) => ms));
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inCopy(from: string, to: string, store: (copy: string) => Promise<number>): Promise<Stored> {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  const before = sizeOf(to);
  const ms = await store(to);
  return { grown: sizeOf(to) - before, ms };
}

async function importInto(projectDir: string, path: string): Promise<number> {
  return (await measureProcess(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), 'import', path, '--name', 'table', '--project', projectDir, '--on-ambiguous', 'guess', '--quiet', '--json'])).ms;
}

async function startRepository(dvc: PythonPeer, folder: string, rows: readonly string[]): Promise<void> {
  mkdirSync(folder);
  await measureProcess(dvc.python, ['-m', 'dvc', '--cd', folder, 'init', '--no-scm', '--quiet']);
  await addTo(dvc, folder, rows);
}

/** The table itself lies beside the cache, so it is taken away again: what grows is the cache. */
async function addTo(dvc: PythonPeer, folder: string, rows: readonly string[]): Promise<number> {
  const path = writeRows(folder, rows);
  const { ms } = await measureProcess(dvc.python, ['-m', 'dvc', '--cd', folder, 'add', '--quiet', 'table.csv']);
  rmSync(path);
  return ms;
}

function writeRows(folder: string, rows: readonly string[]): string {
  const path = join(folder, 'table.csv');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${rows.join('\n')}\n`);
  return path;
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0), 0);
}

/** Numbers, amounts and words without any repetition a compressor could live on; the same for the same seed. */
function madeRows(count: number, seed: number): string[] {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const words = ['red', 'green', 'blue', 'black'];
  const cell = (column: number): string | number => (column % 3 === 0 ? (next() * 1000).toFixed(2) : column % 3 === 1 ? (words[Math.floor(next() * words.length)] ?? '') : Math.floor(next() * 100_000));
  return Array.from({ length: count }, (_, i) => [seed * 10_000_000 + i, ...Array.from({ length: columns - 1 }, (__, column) => cell(column))].join(','));
}

function sortKey(row: string): string {
  return row.split(',')[1] ?? '';
}
