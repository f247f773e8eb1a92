/** The CSV cases made for this project: each has one verdict, and where it says so exact cells, given or after the proposals are taken. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { verdicts } from '@shared/areas/datasets';
import type { ProofResult } from '../proof';
import { lawBreaks } from './conservation';
import { openImportSession, type ImportSession, type ReadFile } from './importSession';

export const expectationsSchema = z.record(z.string(), z.object({ verdict: z.enum(verdicts), why: z.string(), cells: z.array(z.array(z.string())).optional(), pname: z.string().optional() }));

/** What a case's own words demand beyond the verdict. */
const named: Readonly<Record<string, { readonly line?: number; readonly offset?: number }>> = {
  'enc_mixed.csv': { offset: 9 },
  'q_unclosed.csv': { line: 2 },
  'q_after.csv': { line: 2 },
  'ragged_more.csv': { line: 2 },
  'ragged_less.csv': { line: 2 },
  'two_tables.csv': { line: 4 },
  'footer_total.csv': { line: 4 },
  'date_invalid.csv': { line: 2 },
  'enc_trunc_tail.csv': { offset: 6 },
};

export async function proveOwnFiles(folder: string): Promise<ProofResult> {
  const expected = expectationsSchema.parse(JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8')));
  const counts = { 'own files': 0, 'verdicts right': 0, 'grids compared': 0 };
  const failures: string[] = [];
  const session = openImportSession();
  try {
    for (const [name, { verdict, cells, why }] of Object.entries(expected)) {
      if (!name.endsWith('.csv')) continue;
      counts['own files']++;
      const path = join(folder, name);
      const read = await session.read(path);
      const found = read.report?.verdict ?? 'reject';
      if (found === verdict) counts['verdicts right']++;
      else failures.push(`${name}: ${found}, not ${verdict} (${why})`);
      failures.push(...[...lawBreaks(path, read), ...unnamed(name, read)].map((sentence) => `${name}: ${sentence}`));
      if (cells === undefined || verdict === 'reject') continue;
      counts['grids compared']++;
      failures.push(...(await differentGrid(session, name, path, cells, read)));
    }
  } finally {
    await session.close();
  }
  return { counts, failures };
}

function unnamed(name: string, { report }: ReadFile): string[] {
  const { line, offset } = named[name] ?? {};
  const first = report?.warnings[0];
  return [
    ...(line === undefined || first?.line === line ? [] : [`line ${line} is not named, but ${first?.line}`]),
    ...(offset === undefined || first?.offset === offset ? [] : [`byte ${offset} is not named, but ${first?.offset}`]),
  ];
}

/** Where the file is asked about, the proposals must lead to the cells. */
async function differentGrid(session: ImportSession, name: string, path: string, cells: readonly (readonly string[])[], read: ReadFile): Promise<string[]> {
  const stored = read.cells ?? (await session.read(path, { onAmbiguous: 'guess' })).cells;
  return JSON.stringify(stored) === JSON.stringify(cells) ? [] : [`${name}: ${JSON.stringify(stored)} instead of ${JSON.stringify(cells)}`];
}
