/** Repositories, caches and remotes that dvc itself made come in byte for byte, however its cache is linked. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dvcIn, importedSchema, must, sha256, writtenSchema } from './dvcPeer';
import { almanac, type PeerContext, type PeerOutcome } from './peerProof';

const cacheTypes = ['copy', 'symlink', 'hardlink'] as const;
const objectsSchema = z.object({ objects: z.array(z.object({ md5: z.string(), path: z.string(), named: z.boolean(), sizeBytes: z.number() })) });

export async function takeTheirs(context: PeerContext): Promise<PeerOutcome> {
  const failures: string[] = [];
  let tables = 0;
  for (const type of cacheTypes) {
    const { repository, share, files } = await theirRepository(context, type);
    const remains: readonly (readonly [string, string, (() => void) | null])[] = [
      ['repository', repository, null],
      ['cache by itself', join(repository, '..', 'cache elsewhere'), null],
      ['remote by itself', share, null],
      ['repository of which only the remote is left', repository, () => rmSync(join(repository, '..', 'cache elsewhere'), { recursive: true })],
    ];
    for (const [what, place, before] of remains) {
      before?.();
      const project = join(context.folder, `project of ${type} ${what}`);
      const { snapshots, skipped } = await almanac(['import-data', '--from', 'dvc', place, '--project', project], importedSchema);
      const back = join(context.folder, `back of ${type} ${what}`);
      for (const { dataset, number } of snapshots) await almanac(['export', `${dataset}@${number}`, '--to', 'dvc', '-o', back, '--project', project], writtenSchema);
      const got = new Set(snapshots.map(({ dataset, number }) => sha256(join(back, `${dataset}-v${number}.csv`))));
      for (const [name, digest] of files) {
        if (got.has(digest)) tables++;
        else failures.push(`cache of type ${type}, ${what}: ${name} did not come in byte for byte: ${JSON.stringify(skipped)}`);
      }
    }
    failures.push(...(await chooseOne(context, share, type)));
  }
  return { counts: { 'tables of theirs, byte for byte': tables }, failures };
}

/** Files and a folder added and pushed by dvc, with the cache outside the repository. */
async function theirRepository(context: PeerContext, type: string): Promise<{ readonly repository: string; readonly share: string; readonly files: ReadonlyMap<string, string> }> {
  const repository = join(context.folder, `theirs ${type}`, 'repository');
  const share = join(repository, '..', 'their share');
  mkdirSync(join(repository, 'parts', 'deep'), { recursive: true });
  copyFileSync(join(process.cwd(), 'resources/samples/summer-shop.csv'), join(repository, 'shop.csv'));
  writeFileSync(join(repository, 'parts', 'one.csv'), 'day,units\r\n2026-01-01,3\r\n2026-01-02,4\r\n');
  writeFileSync(join(repository, 'parts', 'deep', 'zwei.csv'), Buffer.from('\ufeffpreis;name\r\n1,5;Äpfel\r\n2,5;"Bir\r\nnen"\r\n'));
  writeFileSync(join(repository, 'parts', 'picture.png'), Buffer.from([0x89, 0x50, 0, 0, 1, 2]));
  const paths = ['shop.csv', 'parts/one.csv', 'parts/deep/zwei.csv'];
  const files = new Map(paths.map((path) => [path, sha256(join(repository, path))]));
  const dvc = dvcIn(context, repository);
  await must(dvc, 'init', '--no-scm', '--quiet');
  await must(dvc, 'config', 'cache.type', type);
  await must(dvc, 'cache', 'dir', '../cache elsewhere');
  await must(dvc, 'remote', 'add', '--default', 'share', share);
  await must(dvc, 'add', 'shop.csv', 'parts');
  await must(dvc, 'push');
  return { repository, share, files };
}

/** A remote lists its tables, and one of them comes in alone. */
async function chooseOne({ folder }: PeerContext, share: string, type: string): Promise<string[]> {
  const project = join(folder, `chosen of ${type}`);
  const { objects } = await almanac(['import-data', '--from', 'dvc', share, '--list', '--project', project], objectsSchema);
  const wanted = objects.find(({ path }) => path === 'one.csv');
  if (objects.length !== 3 || !wanted) return [`of three tables in the remote, ${objects.length} are listed: ${objects.map(({ path }) => path).join(', ')}.`];
  const { snapshots } = await almanac(['import-data', '--from', 'dvc', share, '--object', wanted.md5, '--project', project], importedSchema);
  return snapshots.length === 1 && snapshots[0]?.md5 === wanted.md5 ? [] : [`one table was chosen, ${snapshots.length} came in.`];
}

/** An object that is damaged, or whose name is another's, is named and nothing of it stored. */
export async function refuseDamaged(context: PeerContext): Promise<PeerOutcome> {
  const { repository } = await theirRepository({ ...context, folder: join(context.folder, 'damaged') }, 'copy');
  const store = join(repository, '..', 'their share');
  const project = join(context.folder, 'project of damaged');
  const { objects } = await almanac(['import-data', '--from', 'dvc', store, '--list', '--project', project], objectsSchema);
  const [first] = objects;
  if (!first) return { counts: {}, failures: ['nothing to damage.'] };
  const place = join(store, 'files', 'md5', first.md5.slice(0, 2), first.md5.slice(2));
  const bytes = readFileSync(place);
  rmSync(place);
  writeFileSync(place, Buffer.concat([bytes, Buffer.from('\n')]));
  const { snapshots, skipped } = await almanac(['import-data', '--from', 'dvc', store, '--project', project], importedSchema);
  const failures = snapshots.some(({ md5 }) => md5 === first.md5) ? ['a damaged object came in.'] : [];
  if (snapshots.length !== objects.length - 1) failures.push(`of ${objects.length - 1} good tables, ${snapshots.length} came in.`);
  if (!skipped.some(({ path }) => path === first.path)) failures.push(`the damaged object ${first.path} is not named.`);
  return { counts: { 'damaged objects refused': skipped.length }, failures };
}
