/** A shared folder that Almanac writes as a remote: dvc pulls from it into a fresh clone, and again after a newer version. */
import { appendFileSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dvcIn, sha256, writtenSchema } from './dvcPeer';
import { almanac, type PeerContext, type PeerOutcome } from './peerProof';

export async function pullFromRemote(context: PeerContext): Promise<PeerOutcome> {
  const { folder } = context;
  const [project, repository, share, clone] = ['remote-project', 'published', 'shared folder', 'clone'].map((name) => join(folder, name)) as [string, string, string, string];
  const sample = join(folder, 'shop.csv');
  copyFileSync(join(process.cwd(), 'resources/samples/summer-shop.csv'), sample);
  const lastLine = readFileSync(sample, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  const failures: string[] = [];
  mkdirSync(clone);
  const dvc = dvcIn(context, clone);
  const digests: string[] = [];
  let pulled = 0;
  for (const version of [1, 2, 3]) {
    if (version > 1) appendFileSync(sample, `${lastLine}\n`);
    digests.push(sha256(sample));
    const before = objectsOf(share);
    const { written } = await almanac(['export', sample, '--to', 'dvc', '-o', repository, '--remote', share, '--project', project], writtenSchema);
    if (written.some((path) => path.endsWith('.csv'))) failures.push('with a remote, the data lies in the repository too.');
    for (const [path, inode] of before) if (objectsOf(share).get(path) !== inode) failures.push(`${path} in the remote was written again.`);
    // What a teammate gets from the repository: files that point, and the settings.
    cpSync(repository, clone, { recursive: true });
    const outside = await dvc('status', '--cloud');
    if (outside.exitCode !== 0) failures.push(`dvc status --cloud ended with ${outside.exitCode}: ${outside.errors.trim()}`);
    const pull = await dvc('pull');
    if (pull.exitCode !== 0) failures.push(`dvc pull of version ${version} ended with ${pull.exitCode}: ${pull.errors.trim()}`);
    for (const [i, digest] of digests.entries()) {
      const path = join(clone, `shop-v${i + 1}.csv`);
      if (sha256(path) === digest) pulled++;
      else failures.push(`after version ${version}, dvc pull gave other bytes for ${basename(path)}.`);
    }
    const clean = await dvc('status', '--quiet');
    if (clean.exitCode !== 0) failures.push(`dvc status after pulling version ${version} ended with ${clean.exitCode}.`);
  }
  const all = join(folder, 'all versions');
  await almanac(['export', 'shop', '--to', 'dvc', '--all-versions', '-o', all, '--project', project], writtenSchema);
  const whole = await dvcIn(context, all)('status', '--quiet');
  if (whole.exitCode !== 0) failures.push(`dvc status of all versions in one repository ended with ${whole.exitCode}: ${whole.errors.trim()}`);
  for (const [i, digest] of digests.entries()) if (sha256(join(all, `shop-v${i + 1}.csv`)) !== digest) failures.push(`version ${i + 1} in the repository of all versions has other bytes.`);
  return { counts: { 'files pulled from our remote': pulled }, failures };
}

function objectsOf(share: string): ReadonlyMap<string, number> {
  const top = join(share, 'files', 'md5');
  try {
    return new Map(readdirSync(top, { recursive: true, encoding: 'utf8' }).map((path) => [path, statSync(join(top, path))] as const).filter(([, found]) => found.isFile()).map(([path, { ino }]) => [path, ino]));
  } catch {
    return new Map();
  }
}
