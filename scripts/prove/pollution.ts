/** Proof: the sample sales file, damaged in every kind of way, comes out as it was, or the damage is told: never another table in silence. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@engine/math';
import type { ProofResult, ProofSettings } from './proof';
import { EngineLost, openImportSession, type ImportSession } from './reading/importSession';
import { pollutionsOf, type Grid, type Pollution } from './reading/pollutions';

const files = { short: 50, long: 900 } as const;
const rowsTaken = 24;
const sample = 'resources/samples/summer-shop-weekly.csv';

interface Counts {
  files: number;
  right: number;
  told: number;
  silent: number;
}

export async function prove({ mode, seed }: ProofSettings): Promise<ProofResult> {
  const root = process.env['ALMANAC_ROOT'] ?? process.cwd();
  const clean = readFileSync(join(root, sample), 'utf8').trimEnd().split(/\r?\n/).slice(0, rowsTaken + 1).map((line) => line.split(','));
  const counts: Counts = { files: 0, right: 0, told: 0, silent: 0 };
  const failures: string[] = [];
  const session = openImportSession();
  try {
    for (const pollution of chosen(pollutionsOf(clean), files[mode], seed)) await proveFile(session, pollution, clean, counts, failures);
  } finally {
    await session.close();
  }
  return { counts: { ...counts }, failures };
}

/** Damage of the file and its tables always; of single rows as many as fit. */
function chosen(all: readonly Pollution[], wanted: number, seed: number): Pollution[] {
  const random = createRandom(seed);
  const ofRows = all.filter(({ name }) => name.includes(', row '));
  const others = all.filter(({ name }) => !name.includes(', row '));
  const shuffled = ofRows.map((pollution) => ({ pollution, order: random.next() })).sort((a, b) => a.order - b.order);
  return [...others, ...shuffled.map(({ pollution }) => pollution)].slice(0, Math.max(wanted, others.length + 10));
}

async function proveFile(session: ImportSession, { name, bytes, expected }: Pollution, clean: Grid, counts: Counts, failures: string[]): Promise<void> {
  counts.files++;
  try {
    const { report, error, cells } = await session.readBytes('polluted.csv', bytes);
    const told = error !== null || report === null || report.verdict !== 'accept';
    if (cells !== null && JSON.stringify(cells) === JSON.stringify(expected ?? clean)) counts.right++;
    else if (told) counts.told++;
    else {
      counts.silent++;
      failures.push(`${name}: another table in silence, ${cells?.length ?? 0} rows; ${JSON.stringify(cells?.find((row, r) => JSON.stringify(row) !== JSON.stringify((expected ?? clean)[r])))?.slice(0, 200)}`);
    }
  } catch (error) {
    if (!(error instanceof EngineLost)) throw error;
    failures.push(`${name}: ${error.message}`);
  }
}
