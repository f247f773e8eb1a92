/** The difference of two versions: their columns, their rows by key, and the distribution of each column. */
import { rmSync } from 'node:fs';
import type { ColumnDifference, Diff } from '@shared/areas/diff';
import { diffMessages } from '@shared/messages/diff';
import type { CallContext } from '../../kernel/area';
import type { BlobStore } from '../../storage/blobStore';
import type { TableSession } from '../../storage/tableSession';
import { compareColumns, type ComparedColumn, type ComparedColumns, type Version } from './comparedColumns';
import { describeColumn } from './describeColumn';
import { matchRows, type MatchedRows } from './matchRows';
import { givenKey, proposeKey, type RowKey } from './proposeKey';
import { tellDiff } from './tellDiff';

/** What is found out once and kept while pages of it are read. */
export interface Comparison {
  readonly columns: ComparedColumns;
  readonly key: RowKey;
  readonly matched: MatchedRows;
  /** The rows that differ; see `matchRows`. */
  readonly parquetPath: string;
}

export interface CompareParts {
  readonly tables: TableSession;
  readonly blobs: BlobStore;
}

/** Share of the work: matching rows, then the columns one by one. */
const matchingShare = 0.5;

/** Throws `invalid-input` where the key is no column of both. */
export async function compareRows({ tables, blobs }: CompareParts, before: Version, after: Version, keyNames: readonly string[] | undefined, { signal, report }: CallContext): Promise<Comparison> {
  report({ fraction: 0, title: diffMessages.job.columns });
  const columns = compareColumns(before, after);
  const key = keyNames === undefined ? await proposeKey(tables, columns.shared, before, after, signal) : givenKey(keyNames, columns.shared, before, after);
  const parquetPath = blobs.tempPath('.differences.parquet');
  const progress = (fraction: number): void => report({ fraction: fraction * matchingShare, title: diffMessages.job.rows });
  try {
    const matched = await tables.withConnection((connection) => matchRows(connection, { before, after, key, compared: columns.shared, parquetPath }, progress), { signal });
    return { columns, key, matched, parquetPath };
  } catch (error) {
    rmSync(parquetPath, { force: true });
    throw error;
  }
}

export async function describeDiff(tables: TableSession, { columns, key, matched }: Comparison, before: Version, after: Version, { signal, report }: CallContext): Promise<Diff> {
  const { shared } = columns;
  const distributions: ColumnDifference[] = [];
  for (const [i, column] of shared.entries()) {
    report({ fraction: matchingShare + (1 - matchingShare) * (i / shared.length), title: diffMessages.job.distributions(column.name) });
    const changedCells = key.columns.length === 0 ? null : (matched.changedCells[i] ?? 0);
    distributions.push(await describeColumn({ tables, column, versions: { before, after }, isSame: hasSameValues(column, matched, changedCells), signal, isKey: key.columns.includes(column), changedCells }));
  }
  const hasKey = key.columns.length > 0;
  const counts = {
    added: matched.added,
    removed: matched.removed,
    changed: hasKey ? matched.changed : null,
    unchanged: before.table.rows - matched.removed - matched.changed,
    changedCells: hasKey ? matched.changedCells.reduce((sum, cells) => sum + cells, 0) : null,
  };
  report({ fraction: 1, title: diffMessages.job.done });
  const told = {
    before: describeVersion(before),
    after: describeVersion(after),
    key: { columns: key.columns.map(({ name }) => name), origin: key.origin, reason: key.reason, repeated: matched.repeated },
    ...counts,
    columns: columns.changes,
    distributions,
  };
  return { ...told, sentences: tellDiff(told) };
}

/** Then one side is counted for both. A type that changed may change how values are counted. */
function hasSameValues({ sameDigest, before, after }: ComparedColumn, { added, removed }: MatchedRows, changedCells: number | null): boolean {
  return before.type === after.type && (sameDigest || (added === 0 && removed === 0 && changedCells === 0));
}

function describeVersion({ snapshot: { id, datasetName, number, rows } }: Version): Diff['before'] {
  return { snapshotId: id, datasetName, number, rows };
}
