/** Versions that dvc added and git committed come in one by one, with what both say of them; a workbook and a Parquet file among them. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dvcIn, importedSchema, must } from './dvcPeer';
import { almanac, runProgram, type PeerContext, type PeerOutcome } from './peerProof';

const versionsSchema = z.object({ snapshots: z.array(z.object({ dataset: z.string(), number: z.number(), note: z.string() })) });
const inputs = join(process.cwd(), 'tests/fixtures/inputs');

export async function takeHistory(context: PeerContext): Promise<PeerOutcome> {
  const repository = join(context.folder, 'with history');
  mkdirSync(repository);
  const git = async (...args: string[]): Promise<void> => {
    const { exitCode, errors } = await runProgram('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.invalid', '-c', 'commit.gpgsign=false', ...args], { folder: repository });
    if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${errors}`);
  };
  const dvc = dvcIn(context, repository);
  await git('init', '--quiet');
  await must(dvc, 'init', '--quiet');
  copyFileSync(join(inputs, 'pandas.parquet'), join(repository, 'parts.parquet'));
  await must(dvc, 'add', 'parts.parquet');
  for (const version of [1, 2, 3]) {
    writeFileSync(join(repository, 'till.csv'), `day,sold\n2026-01-01,${version}\n2026-01-02,9\n`);
    await must(dvc, 'add', 'till.csv', '--quiet');
    const text = join(repository, 'till.csv.dvc');
    if (version === 2) await runProgram(process.execPath, ['-e', `require('fs').appendFileSync(${JSON.stringify(text)}, 'desc: what the till wrote\\n')`]);
    await git('add', '-A');
    await git('commit', '--quiet', '-m', `Till, state ${version}`);
    if (version === 2) await git('tag', 'checked');
  }
  await git('gc', '--quiet');
  const project = join(context.folder, 'project of history');
  const { snapshots, skipped } = await almanac(['import-data', '--from', 'dvc', repository, '--earlier', '--project', project], importedSchema);
  const { snapshots: stored } = await almanac(['snapshots', '--project', project], versionsSchema);
  const notes = stored.filter(({ dataset }) => dataset === 'till').sort((a, b) => a.number - b.number).map(({ note }) => note);
  const failures = [
    ...(snapshots.length === 4 && skipped.length === 0 ? [] : [`of 4 versions ${snapshots.length} came in: ${JSON.stringify(skipped)}`]),
    ...[/: Till, state 1$/, /^what the till wrote\nCommit .*: Till, state 2\nTag: checked$/, /: Till, state 3$/].flatMap((wanted, i) => (wanted.test(notes[i] ?? '') ? [] : [`the note of version ${i + 1} is ${JSON.stringify(notes[i])}.`])),
  ];
  return { counts: { 'versions of git with their notes': notes.length, 'Parquet files of theirs': snapshots.filter(({ path }) => path.endsWith('.parquet')).length }, failures };
}
