/**
 * A version of the data as a DVC repository: the file as it was imported, byte for byte, its `.dvc` file and its place in
 * the cache, so that `dvc status` is clean at once and `dvc checkout` brings the file back.
 */
import { extname } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { Exporter } from '../exporter';
import { cachePath, md5OfFile, writeDvcFile } from './dvcFiles';

export const dvcExporter: Exporter = {
  format: 'dvc',
  refuse: (subject) => ('snapshotId' in subject ? null : interopMessages.refused.notData),
  async write({ datasets, blobs }, subject) {
    if (!('snapshotId' in subject)) throw new EngineError('invalid-input', interopMessages.refused.notData);
    const snapshot = datasets.snapshot(subject.snapshotId);
    const source = blobs.pathOf(snapshot.sourceSha256);
    const md5 = await md5OfFile(source);
    const name = fileName(snapshot.datasetName, snapshot.number, snapshot.sourceName);
    const meta = {
      almanac: {
        dataset: snapshot.datasetName,
        version: snapshot.number,
        snapshot: snapshot.id,
        source: snapshot.sourceName,
        sha256: snapshot.sourceSha256,
        rows: snapshot.rows,
        reading: snapshot.reading,
        columns: snapshot.columns.map((column) => ({ name: column.name, type: column.type, role: column.role, knownWhen: column.knownWhen })),
      },
    };
    const contents = { copyOf: source };
    return {
      name: `${name.slice(0, name.length - extname(name).length)}-dvc`,
      files: [
        { path: name, contents },
        { path: `${name}.dvc`, contents: writeDvcFile({ md5, sizeBytes: snapshot.sourceSizeBytes, path: name }, `${snapshot.datasetName}, version ${snapshot.number}, from Almanac`, meta) },
        { path: `.dvc/cache/${cachePath(md5)}`, contents, readOnly: true },
        // Without a repository of git; `git init` and taking this line out makes it one.
        { path: '.dvc/config', contents: '[core]\n    no_scm = True\n', keepExisting: true },
        { path: '.dvc/.gitignore', contents: '/config.local\n/tmp\n/cache\n', keepExisting: true },
        { path: '.dvcignore', contents: '', keepExisting: true },
      ],
      notExpressible: [interopMessages.lost.roles],
    };
  },
};

/** A name that every disk takes, with the version in it so that several lie in one folder. */
function fileName(dataset: string, number: number, source: string): string {
  const stem = dataset.replaceAll(/[^\p{L}\p{N} _-]+/gu, '_').trim().slice(0, 100) || 'data';
  const ending = /^\.[A-Za-z0-9]{1,8}$/.test(extname(source)) ? extname(source).toLowerCase() : '.csv';
  return `${stem}-v${number}${ending}`;
}
