/** Compares stored files with their hashes, and with `deep` the stored values with the digests of their columns. */
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import type { BlobStore } from '../storage/blobStore';
import type { TableSession } from '../storage/tableSession';
import { digestColumns } from './columnDigest';
import type { StoredSnapshot } from './snapshotStore';
import type { SnapshotTable } from './snapshotTable';

const words = datasetsMessages.verify;

export interface StoreReport {
  readonly ok: boolean;
  readonly objects: number;
  readonly bytes: number;
  readonly problems: { readonly object: string; readonly problem: string }[];
}

export interface VerifySettings {
  readonly blobs: BlobStore;
  readonly tables: TableSession;
  readonly snapshots: readonly StoredSnapshot[];
  readonly tableOf: (snapshot: StoredSnapshot) => SnapshotTable;
  readonly deep: boolean;
  readonly signal: AbortSignal;
}

export async function verifyStore({ blobs, tables, snapshots, tableOf, deep, signal }: VerifySettings): Promise<StoreReport> {
  const problems: { object: string; problem: string }[] = [];
  const objects = blobs.list();
  const damaged = new Set<string>();
  for (const { object, sizeBytes } of expectedObjects(snapshots)) {
    const problem = !blobs.has(object) ? words.missing : blobs.sizeOf(object) !== sizeBytes ? words.otherSize : null;
    if (problem === null) continue;
    damaged.add(object);
    problems.push({ object, problem });
  }
  if (deep) {
    for (const { sha256 } of objects) {
      if (signal.aborted) throw new EngineError('cancelled', words.cancelled);
      if (damaged.has(sha256) || (await blobs.verify(sha256))) continue;
      damaged.add(sha256);
      problems.push({ object: sha256, problem: words.damaged });
    }
    for (const snapshot of snapshots) if (!damaged.has(snapshot.tableSha256)) problems.push(...(await differingColumns(tables, tableOf(snapshot), snapshot, signal)));
  }
  return { ok: problems.length === 0, objects: objects.length, bytes: objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), problems };
}

function expectedObjects(snapshots: readonly StoredSnapshot[]): { object: string; sizeBytes: number }[] {
  return snapshots.flatMap(({ tableSha256, tableSizeBytes, sourceSha256, sourceSizeBytes }) => [
    { object: tableSha256, sizeBytes: tableSizeBytes },
    { object: sourceSha256, sizeBytes: sourceSizeBytes },
  ]);
}

async function differingColumns(tables: TableSession, table: SnapshotTable, snapshot: StoredSnapshot, signal: AbortSignal): Promise<StoreReport['problems']> {
  const digests = await digestColumns(tables, table, snapshot.columns.map((_, i) => i), signal);
  return snapshot.columns.flatMap(({ name, digest }, i) => (digests[i] === digest ? [] : [{ object: snapshot.tableSha256, problem: words.differs(name, snapshot.datasetName, snapshot.number) }]));
}
