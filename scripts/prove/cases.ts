/** Replays the cases with known answers through the built command line, file by file, each in one process. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { replayCases } from './replayCases';

/** At least this share of a file's cases must agree; the rest is listed. */
const leastShare = 0.95;

const driftFiles = ['drift_derived.json', 'drift_evidently_tests.json', 'drift_deequ.json', 'drift_nannyml.json'];
/** Of the mixed file, what belongs to monitoring. */
const monitoringOperations = new Set<unknown>(['regression', 'error-bias', 'alert-lifecycle']);

export async function prove(): Promise<{ counts: Record<string, number>; failures: string[] }> {
  const root = process.env['ALMANAC_ROOT'] ?? process.cwd();
  const folder = join(root, '../shared/cases');
  if (!existsSync(folder)) {
    process.stderr.write('Skipped: shared/cases is not here.\n');
    return { counts: { 'cases replayed': 0 }, failures: [] };
  }
  const command = [process.execPath, join(root, 'out/main/cli.cjs'), 'drift-test', '--stdin'];
  const replays = [
    ...(await Promise.all(driftFiles.map((file) => replayCases(folder, file, command)))),
    await replayCases(folder, 'quality_misc.json', command, ({ op }) => monitoringOperations.has(op)),
  ].filter((replay) => replay !== null);
  const differing = replays.flatMap(({ failures }) => failures);
  for (const line of differing) process.stderr.write(`differs: ${line}\n`);
  const short = replays.filter(({ cases, failures }) => failures.length > cases * (1 - leastShare));
  const replayed = replays.reduce((total, { cases }) => total + cases, 0);
  return { counts: { 'cases replayed': replayed, 'cases that agree': replayed - differing.length }, failures: short.flatMap(({ failures }) => [...failures]) };
}
