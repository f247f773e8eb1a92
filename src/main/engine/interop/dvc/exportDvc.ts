/**
 * Versions of the data as a DVC repository: each file as it was imported, byte for byte, its `.dvc` file and its place in
 * the cache, so that `dvc status` is clean at once and `dvc checkout` brings the file back. With a remote folder the
 * contents go there instead, and `dvc pull` brings them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Snapshot } from '@shared/areas/datasets';
import type { ExportSubject } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import { isData, type Exporter, type ExportSources } from '../exporter';
import type { ExportFile } from '../exportFiles';
import { withRemote } from './dvcConfig';
import { cachePath, md5OfFile, writeDvcFile } from './dvcFiles';
import { pushObject } from './pushObjects';

const remoteName = 'almanac';
const { lost, progress, refused } = interopMessages;

export const dvcExporter: Exporter = {
  format: 'dvc',
  refuse: (subject) => (isData(subject) ? null : refused.notData),
  async write(sources, subject, folder, { signal, report, remote, stageStored }) {
    const snapshots = snapshotsOf(sources, subject);
    const files: ExportFile[] = [];
    for (const [i, snapshot] of snapshots.entries()) {
      report({ fraction: (0.9 * i) / snapshots.length, title: progress.version(snapshot.datasetName, snapshot.number) });
      const source = await stageStored(snapshot.sourceSha256);
      const md5 = await md5OfFile(source, signal);
      const name = fileName(snapshot);
      const contents = { copyOf: source };
      if (remote !== null) await pushObject(remote, md5, source, signal);
      else files.push({ path: name, contents }, { path: `.dvc/cache/${cachePath(md5)}`, contents, readOnly: true });
      files.push({ path: `${name}.dvc`, contents: writeDvcFile({ md5, sizeBytes: snapshot.sourceSizeBytes, path: name }, `${snapshot.datasetName}, version ${snapshot.number}, from Almanac`, { almanac: metaOf(snapshot) }) });
    }
    const settings = settingsOf(folder, remote);
    const [first] = snapshots;
    const stem = first ? fileName(first) : '';
    return {
      name: `${stem.slice(0, stem.length - extname(stem).length)}-dvc`,
      files: [
        ...distinct(files),
        settings.file,
        { path: '.dvc/.gitignore', contents: '/config.local\n/tmp\n/cache\n', keepExisting: true },
        { path: '.dvcignore', contents: '', keepExisting: true },
      ],
      notExpressible: [lost.roles, ...settings.remarks],
    };
  },
};

/** Oldest first. */
function snapshotsOf({ datasets }: ExportSources, subject: ExportSubject): readonly Snapshot[] {
  if ('snapshotId' in subject) return [datasets.snapshot(subject.snapshotId)];
  if ('datasetId' in subject) return [...datasets.versionsOf(subject.datasetId)].reverse().map((id) => datasets.snapshot(id));
  throw new EngineError('invalid-input', refused.notData);
}

/** Without a repository of git; `git init` and taking `no_scm` out makes it one. */
function settingsOf(folder: string | null, remote: string | null): { readonly file: ExportFile; readonly remarks: readonly string[] } {
  const path = '.dvc/config';
  if (remote === null) return { file: { path, contents: '[core]\n    no_scm = True\n', keepExisting: true }, remarks: [] };
  const present = folder !== null && existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null;
  const { text, isDefault, name } = withRemote(present, remoteName, addressOf(folder, remote));
  return { file: { path, contents: text, replaceExisting: true }, remarks: isDefault ? [] : [lost.otherRemote(name)] };
}

/** Relative where one folder lies in the other, so that both may move together; DVC reads it from `.dvc`. */
function addressOf(folder: string | null, remote: string): string {
  if (folder === null) return remote;
  const within = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(outer + sep);
  return within(folder, remote) || within(remote, folder) ? relative(join(folder, '.dvc'), remote).split(sep).join('/') : remote;
}

function metaOf(snapshot: Snapshot): Readonly<Record<string, unknown>> {
  return {
    dataset: snapshot.datasetName,
    version: snapshot.number,
    snapshot: snapshot.id,
    source: snapshot.sourceName,
    sha256: snapshot.sourceSha256,
    rows: snapshot.rows,
    ...(snapshot.note ? { note: snapshot.note } : {}),
    reading: snapshot.reading,
    columns: columnsAsRead(snapshot),
  };
}

/** Who reads the file again chooses types for the columns as they come out of it; the repairs follow by themselves. */
function columnsAsRead({ columns, reading: { repaired } }: Snapshot): readonly Pick<Snapshot['columns'][number], 'name' | 'type' | 'role' | 'knownWhen'>[] {
  return columns.flatMap(({ name, type, role, knownWhen }) => {
    const read = repaired === undefined ? { type } : repaired.columns.find((column) => column.name === name);
    return read ? [{ name, type: read.type, role, knownWhen }] : [];
  });
}

/** Two versions may be one file read in two ways. */
function distinct(files: readonly ExportFile[]): readonly ExportFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** A name that every disk takes, with the version in it so that several lie in one folder. */
function fileName({ datasetName, number, sourceName }: Snapshot): string {
  const stem = datasetName.replaceAll(/[^\p{L}\p{N} _-]+/gu, '_').trim().slice(0, 100) || 'data';
  const ending = /^\.[A-Za-z0-9]{1,8}$/.test(extname(sourceName)) ? extname(sourceName).toLowerCase() : '.csv';
  return `${stem}-v${number}${ending}`;
}
