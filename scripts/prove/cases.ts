/** Replays the cases with known answers through the built command line, file by file, each in one process. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { replayCases } from './replayCases';

/** At least this share of a file's cases must agree; the rest is listed. */
const leastShare = 0.95;

interface CaseSet {
  readonly file: string;
  readonly command: 'drift-test' | 'check';
  /** Of a mixed file, what this command answers. */
  readonly takes?: (input: Readonly<Record<string, unknown>>) => boolean;
}

const isRequest: CaseSet['takes'] = ({ op, type }) => op !== undefined || (typeof type === 'string' && type.startsWith('expect_'));

/** Every set that is replayed. */
const caseSets: readonly CaseSet[] = [
  { file: 'drift_derived.json', command: 'drift-test' },
  { file: 'drift_evidently_tests.json', command: 'drift-test' },
  { file: 'drift_deequ.json', command: 'drift-test' },
  { file: 'drift_nannyml.json', command: 'drift-test' },
  { file: 'frictionless_cell_parse.json', command: 'check' },
  { file: 'table_schema_spec.json', command: 'check' },
  { file: 'pandera_checks.json', command: 'check' },
  { file: 'pandera_schema.json', command: 'check' },
  { file: 'ge_expectations.json', command: 'check' },
  { file: 'quality_misc.json', command: 'check', takes: isRequest },
];

export async function prove(): Promise<{ counts: Record<string, number>; failures: string[] }> {
  const root = process.env['ALMANAC_ROOT'] ?? process.cwd();
  const folder = join(root, '../shared/cases');
  if (!existsSync(folder)) {
    process.stderr.write('Skipped: shared/cases is not here.\n');
    return { counts: { 'cases replayed': 0 }, failures: [] };
  }
  const program = join(root, 'out/main/cli.cjs');
  const replays = (await Promise.all(caseSets.map(({ file, command, takes }) => replayCases(folder, file, [process.execPath, program, command, '--stdin'], takes)))).filter((replay) => replay !== null);
  for (const { file, cases, failures } of replays) process.stderr.write(`${file}: ${cases - failures.length} of ${cases} agree\n`);
  const differing = replays.flatMap(({ failures }) => failures);
  for (const line of differing) process.stderr.write(`differs: ${line}\n`);
  const short = replays.filter(({ cases, failures }) => failures.length > cases * (1 - leastShare));
  const replayed = replays.reduce((total, { cases }) => total + cases, 0);
  return { counts: { 'cases replayed': replayed, 'cases that agree': replayed - differing.length }, failures: short.flatMap(({ failures }) => [...failures]) };
}
