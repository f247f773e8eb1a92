/** Makes the version of a dataset that stands on the same file as another one, read the same way, with other repairs. */
import type { Reading } from '@shared/areas/datasets';
import type { Repair } from '@shared/areas/repairs';
import { repairMessages } from '@shared/messages/repairs';
import type { CallContext } from '../../kernel/area';
import { canonicalJson } from '../../kernel/hashing';
import type { Ports } from '../../kernel/ports';
import type { BlobStore } from '../../storage/blobStore';
import type { Db } from '../../storage/database';
import type { TableSession } from '../../storage/tableSession';
import { keepFiles } from '../keepFiles';
import type { Notice } from '../reading/notices';
import { rebuildAsRead } from '../rebuildTable';
import { snapshotId } from '../snapshotId';
import { addSnapshot, allSnapshots, findSnapshot, getSnapshot, versionIds, type StoredColumn, type StoredSnapshot } from '../snapshotStore';
import type { SnapshotTable } from '../snapshotTable';
import { withTemporaryPaths, type NewPath } from '../temporaryPaths';
import { putInUse, takeFromTrash, useNewest } from '../versionMarks';
import type { FailingCondition } from './applyRepairs';
import { recordsAsRead, repairNoticeCodes, repairTable, type ReadVersion } from './repairTable';

export interface RepairParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly tables: TableSession;
  readonly ports: Pick<Ports, 'clock' | 'ids'>;
  readonly failing: FailingCondition;
  /** The stored table of a version. */
  table(snapshotId: string): Promise<SnapshotTable>;
}

export interface RepairedAs {
  readonly snapshot: StoredSnapshot;
  /** True where a version with these repairs was here: it is in use again. */
  readonly alreadyThere: boolean;
}

const words = repairMessages.progress;

/** `repairs` are all that the version is to have, none for the table as it was read. Throws `invalid-input` for a repair that does not fit, `corrupt-store`, `cancelled`; nothing is stored then. */
export async function repairVersion(parts: RepairParts, snapshot: StoredSnapshot, repairs: readonly Repair[], { signal, report }: CallContext): Promise<RepairedAs> {
  const { db, blobs, tables } = parts;
  report({ fraction: 0, title: words.read });
  return withTemporaryPaths(blobs, (newPath) =>
    withTableAsRead(parts, snapshot, newPath, signal, async (read, readPath) => {
      report({ fraction: 0.3, title: words.repair });
      // Without repairs the version as read is there already, or was just made again.
      const parquetPath = repairs.length === 0 && readPath !== null ? readPath : newPath('.parquet');
      const made = repairs.length === 0 ? { ...read, rows: read.table.rows } : await repairTable(tables, read, { repairs, failing: parts.failing, parquetPath, signal });
      report({ fraction: 0.9, title: words.keep });
      const id = snapshotId({ sourceSha256: snapshot.sourceSha256, reading: made.reading, columns: made.columns, rows: made.rows });
      const known = findSnapshot(db, id);
      signal.throwIfAborted();
      if (known) return { snapshot: useAgain(db, known), alreadyThere: true };
      const stored = await keepFiles(db, blobs, [{ path: parquetPath }], ([kept]) =>
        addSnapshot(
          db,
          snapshot.datasetName,
          snapshot.datasetId,
          {
            id,
            sourceName: snapshot.sourceName,
            sourceSha256: snapshot.sourceSha256,
            sourceSizeBytes: snapshot.sourceSizeBytes,
            rows: made.rows,
            columns: made.columns,
            reading: made.reading,
            warnings: [...made.warnings],
            records: made.records,
            createdAt: parts.ports.clock.now(),
            tableSha256: kept!.sha256,
            tableSizeBytes: kept!.sizeBytes,
          },
          [],
        ),
      );
      return { snapshot: stored, alreadyThere: false };
    }),
  );
}

/** Its own table where it was not repaired, else that of the version it was repaired from, else one made again from the source: then with its path. */
async function withTableAsRead<T>(parts: RepairParts, snapshot: StoredSnapshot, newPath: NewPath, signal: AbortSignal, use: (read: ReadVersion, path: string | null) => Promise<T>): Promise<T> {
  const { db, blobs, tables } = parts;
  const reading = withoutRepairs(snapshot.reading);
  const facts = { reading, records: recordsAsRead(snapshot.records, snapshot.reading), warnings: snapshot.warnings.filter(({ code }) => !repairNoticeCodes.has(code)) as Notice[] };
  const unrepaired = snapshot.reading.repaired === undefined ? snapshot : allSnapshots(db).find((each) => isReadAlike(each, snapshot, reading));
  if (unrepaired) return use({ ...facts, table: await parts.table(unrepaired.id), columns: unrepaired.columns }, null);
  const { table, columns, path } = await rebuildAsRead(blobs, tables, snapshot, newPath, signal);
  return use({ ...facts, table, columns }, path);
}

function withoutRepairs({ repairs: _repairs, repaired: _repaired, ...reading }: Reading): Reading {
  return reading;
}

function isReadAlike(each: StoredSnapshot, { sourceSha256, reading: { repaired } }: StoredSnapshot, reading: Reading): boolean {
  const shape = (columns: readonly Pick<StoredColumn, 'name' | 'type' | 'keepsText'>[]): string => canonicalJson(columns.map(({ name, type, keepsText }) => ({ name, type, keepsText })));
  return each.removedAt === undefined && each.sourceSha256 === sourceSha256 && canonicalJson(each.reading) === canonicalJson(reading) && shape(each.columns) === shape(repaired?.columns ?? []);
}

function useAgain(db: Db, known: StoredSnapshot): StoredSnapshot {
  if (known.trashedAt !== undefined) takeFromTrash(db, [known.id]);
  if (versionIds(db, known.datasetId)[0] === known.id) useNewest(db, known.datasetId);
  else putInUse(db, known.datasetId, known.id);
  return getSnapshot(db, known.id);
}
