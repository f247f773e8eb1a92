/** DVC takes what Almanac writes as its own (status, checkout, pull), and what dvc wrote comes in byte for byte. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dvcIn, importedSchema, sha256, writtenSchema, type Dvc } from './dvcPeer';
import { takeHistory } from './dvcHistory';
import { pullFromRemote } from './dvcRemote';
import { refuseDamaged, takeTheirs } from './dvcTheirs';
import { almanac, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

export const dvcProof: PeerProof = { name: 'dvc', peerList: 'dvc', inShort: false, run: compare };

async function compare(context: PeerContext): Promise<PeerOutcome> {
  const outcomes = [await checkOut(context), await pullFromRemote(context), await takeTheirs(context), await refuseDamaged(context), await takeHistory(context)];
  return { counts: Object.assign({}, ...outcomes.map(({ counts }) => counts)) as Record<string, number>, failures: outcomes.flatMap(({ failures }) => failures) };
}

async function checkOut(context: PeerContext): Promise<PeerOutcome> {
  const { folder } = context;
  const projectDir = join(folder, 'project');
  const repository = join(folder, 'repository');
  const dvc = dvcIn(context, repository);
  const failures: string[] = [];
  let files = 0;
  const samples = ['summer-shop.csv', 'summer-shop-weekly.csv'].map((name) => join(process.cwd(), 'resources/samples', name));
  const odd = join(folder, 'ödd, "name".csv');
  writeFileSync(odd, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('a;b\r\n1,5;x\r\n2,5;"y\r\nz"\r\n')]));
  for (const sample of [...samples, odd]) {
    const { written } = await almanac(['export', sample, '--to', 'dvc', '-o', repository, '--project', projectDir], writtenSchema);
    const pointer = written.find((path) => path.endsWith('.dvc')) ?? '';
    const data = pointer.slice(0, -4);
    const digest = sha256(sample);
    const clean = await dvc('status', '--quiet');
    if (clean.exitCode !== 0) failures.push(`dvc status of ${sample} ended with ${clean.exitCode}: ${clean.errors.trim()}`);
    rmSync(data);
    const gone = await dvc('status', '--quiet');
    if (gone.exitCode === 0) failures.push('dvc status is clean although the file is gone: the check is blind.');
    const checkout = await dvc('checkout');
    if (checkout.exitCode !== 0) failures.push(`dvc checkout of ${sample} ended with ${checkout.exitCode}: ${checkout.errors.trim()}`);
    else if (sha256(data) !== digest) failures.push(`dvc checkout of ${sample} gave other bytes.`);
    files++;
  }
  const back = await comeBack(folder, projectDir, repository, dvc);
  return { counts: { 'files checked out': files, ...back.counts }, failures: [...failures, ...back.failures] };
}

/** A folder that DVC itself took in, and the export, come back as the snapshots they were. */
async function comeBack(folder: string, projectDir: string, repository: string, dvc: Dvc): Promise<PeerOutcome> {
  const failures: string[] = [];
  writeFileSync(join(repository, 'plain.csv'), 'day,units\n2026-01-01,3\n2026-01-02,4\n');
  const added = await dvc('add', 'plain.csv');
  if (added.exitCode !== 0) failures.push(`dvc add ended with ${added.exitCode}: ${added.errors.trim()}`);
  rmSync(join(repository, 'plain.csv'));
  const other = await almanac(['import-data', '--from', 'dvc', repository, '--project', join(folder, 'other')], importedSchema);
  const again = await almanac(['import-data', '--from', 'dvc', repository, '--project', projectDir], importedSchema);
  if (other.snapshots.length !== 4) failures.push(`4 tables are in the repository, ${other.snapshots.length} came back: ${JSON.stringify(other.skipped)}`);
  for (const { path, snapshotId, alreadyThere } of again.snapshots) {
    if (alreadyThere === path.startsWith('plain')) failures.push(`${path}: already here is ${String(alreadyThere)}.`);
    if (!other.snapshots.some((each) => each.snapshotId === snapshotId)) failures.push(`${path} came back as another snapshot.`);
  }
  return { counts: { 'came back': other.snapshots.length }, failures };
}

