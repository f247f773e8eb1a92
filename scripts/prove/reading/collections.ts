/** Public collections of difficult files: no crash, no hang, nothing lost in silence, and the answers of those that carry some. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { z } from 'zod';
import type { ProofResult, ProofSettings } from '../proof';
import { lawBreaks } from './conservation';
import { EngineLost, openImportSession, type ImportSession, type ReadFile, type ReadingOptions } from './importSession';

const folders = ['csv-spectrum', 'csv-parser', 'frictionless', 'duckdb', 'blns'];
/** This pair of file and answer contradicts itself. */
const contradictory = 'location_coordinates.csv';

interface Counts {
  readings: number;
  stored: number;
  asked: number;
  refused: number;
  answers: number;
  crashes: number;
  hangs: number;
  losses: number;
}

export async function proveCollections(root: string, mode: ProofSettings['mode']): Promise<ProofResult> {
  const counts: Counts = { readings: 0, stored: 0, asked: 0, refused: 0, answers: 0, crashes: 0, hangs: 0, losses: 0 };
  const failures: string[] = [];
  const files = folders.flatMap((folder) => filesOf(join(root, folder)));
  let next = 0;
  const readFiles = async (): Promise<void> => {
    const session = openImportSession();
    try {
      for (let path = files[next++]; path !== undefined; path = files[next++]) {
        // Whatever can be read is read, with the proposals taken; the long form also reads without help.
        await proveFile(session, root, path, { onAmbiguous: 'guess', onRagged: 'quarantine' }, counts, failures);
        if (mode === 'long') await proveFile(session, root, path, {}, counts, failures);
      }
    } finally {
      await session.close();
    }
  };
  await Promise.all([readFiles(), readFiles()]);
  return { counts: { 'public files': files.length, ...counts }, failures };
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

async function proveFile(session: ImportSession, root: string, path: string, reading: ReadingOptions, counts: Counts, failures: string[]): Promise<void> {
  const name = relative(root, path);
  counts.readings++;
  try {
    const read = await session.read(path, reading);
    if (read.cells !== null) counts.stored++;
    else if (read.report?.verdict === 'ask') counts.asked++;
    else counts.refused++;
    const breaks = [...lawBreaks(path, read), ...wrongAnswer(path, read, counts)];
    if (breaks.length > 0) counts.losses++;
    failures.push(...breaks.map((sentence) => `${name}: ${sentence}`));
  } catch (error) {
    if (!(error instanceof EngineLost)) throw error;
    if (error.kind === 'hang') counts.hangs++;
    else counts.crashes++;
    failures.push(`${name}: ${error.message}`);
  }
}

const answerSchema = z.array(z.record(z.string(), z.string()));

/** csv-spectrum keeps the answer to csvs/NAME.csv in json/NAME.json. */
function wrongAnswer(path: string, { cells }: ReadFile, counts: Counts): string[] {
  const answerPath = join(dirname(dirname(path)), 'json', `${basename(path, extname(path))}.json`);
  if (basename(dirname(path)) !== 'csvs' || basename(path) === contradictory || !existsSync(answerPath)) return [];
  counts.answers++;
  if (cells === null) return ['was not read, although its answer is known'];
  const [header = [], ...rows] = cells;
  const found = rows.map((row) => header.map((key, c) => [key, row[c] ?? '']));
  const expected = answerSchema.parse(JSON.parse(readFileSync(answerPath, 'utf8'))).map((row) => header.map((key) => [key, row[key]]));
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${JSON.stringify(found).slice(0, 300)} instead of ${JSON.stringify(expected).slice(0, 300)}`];
}
