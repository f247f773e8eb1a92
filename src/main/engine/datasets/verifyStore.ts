/** Compares stored files with their hashes, and with `deep` the values of every version with the digests of its columns. Names what is damaged as the analyst knows it. */
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import type { BlobStore } from '../storage/blobStore';
import type { TableSession } from '../storage/tableSession';
import { digestColumns } from './columnDigest';
import type { StoredSnapshot } from './snapshotStore';
import { rebuildTable } from './rebuildTable';
import { storedTable } from './storedTable';

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
  readonly deep: boolean;
  readonly signal: AbortSignal;
}

export async function verifyStore(all: VerifySettings): Promise<StoreReport> {
  const settings = { ...all, snapshots: all.snapshots.filter(({ removedAt }) => removedAt === undefined) };
  const { blobs, snapshots, deep } = settings;
  const objects = blobs.list();
  const found = new Map<string, string>();
  for (const { sha256, problem } of lookAtForms(blobs, snapshots)) found.set(sha256, problem);
  if (deep) for await (const { sha256, problem } of readAll(settings, new Set(found.keys()))) found.set(sha256, problem);
  const problems = [...found].map(([object, problem]) => ({ object, problem: `${words.subject(namesOf(object, snapshots))} ${problem}` }));
  return { ok: problems.length === 0, objects: objects.length, bytes: objects.reduce((sum, { storedBytes }) => sum + storedBytes, 0), problems };
}

interface Problem {
  readonly sha256: string;
  readonly problem: string;
}

/** A table that is not there is no loss as long as its source is. */
function* lookAtForms(blobs: BlobStore, snapshots: readonly StoredSnapshot[]): Generator<Problem> {
  for (const { tableSha256, tableSizeBytes, sourceSha256, sourceSizeBytes } of snapshots) {
    if (!blobs.has(sourceSha256)) yield { sha256: sourceSha256, problem: words.missing };
    else if (sizeOf(blobs, sourceSha256) !== sourceSizeBytes) yield { sha256: sourceSha256, problem: words.otherSize };
    if (blobs.has(tableSha256) && sizeOf(blobs, tableSha256) !== tableSizeBytes) yield { sha256: tableSha256, problem: words.otherSize };
  }
  for (const { sha256, base } of blobs.list()) if (base !== null && !blobs.has(base)) yield { sha256, problem: words.baseMissing };
}

/** Null where even the list of a packed file cannot be read. */
function sizeOf(blobs: BlobStore, sha256: string): number | null {
  try {
    return blobs.sizeOf(sha256);
  } catch {
    return null;
  }
}

async function* readAll({ blobs, tables, snapshots, signal }: VerifySettings, known: ReadonlySet<string>): AsyncGenerator<Problem> {
  const damaged = new Set(known);
  for (const { sha256 } of blobs.list()) {
    if (signal.aborted) throw new EngineError('cancelled', words.cancelled);
    if (damaged.has(sha256) || (await blobs.verify(sha256))) continue;
    damaged.add(sha256);
    yield { sha256, problem: words.damaged };
  }
  for (const snapshot of snapshots) {
    if (damaged.has(snapshot.tableSha256) || damaged.has(snapshot.sourceSha256)) continue;
    const problem = blobs.has(snapshot.tableSha256) ? await differingColumn(tables, blobs.pathOf(snapshot.tableSha256), snapshot, signal) : await failingRebuild(blobs, tables, snapshot, signal);
    if (problem !== null) yield { sha256: blobs.has(snapshot.tableSha256) ? snapshot.tableSha256 : snapshot.sourceSha256, problem };
  }
}

async function differingColumn(tables: TableSession, path: string, snapshot: StoredSnapshot, signal: AbortSignal): Promise<string | null> {
  const table = storedTable(path, snapshot);
  const digests = await digestColumns(tables, table, snapshot.columns.map((_, i) => i), signal);
  const differing = snapshot.columns.find(({ digest }, i) => digests[i] !== digest);
  return differing ? words.differs(differing.name) : null;
}

async function failingRebuild(blobs: BlobStore, tables: TableSession, snapshot: StoredSnapshot, signal: AbortSignal): Promise<string | null> {
  try {
    await rebuildTable(blobs, tables, snapshot, signal, () => Promise.resolve());
    return null;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'corrupt-store') throw error;
    return words.notRebuilt;
  }
}

/** "the source of shop version 2": everything the analyst knows the file by. */
function namesOf(object: string, snapshots: readonly StoredSnapshot[]): string[] {
  return snapshots.flatMap(({ sourceSha256, tableSha256, datasetName, number }) => {
    if (object === sourceSha256) return [words.source(datasetName, number)];
    return object === tableSha256 ? [words.table(datasetName, number)] : [];
  });
}
