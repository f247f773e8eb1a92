/**
 * Packs source files once their versions are stored: an older version's file is the base, and what a later one shares with
 * it is stored once. A raw file is whole as it is, so the work may stop at any moment and goes on the next time.
 */
import type { Log } from '../kernel/ports';
import { systemFault } from '../kernel/systemFaults';
import type { BlobStore, ListedBlob } from '../storage/blobStore';
import type { StoredSnapshot } from './snapshotStore';

/** Below this a drive's blocks eat what packing saves. */
const smallestBytes = 16 << 10;
/** Columns two files must have in common, as a share of all of both, for one to be tried as the other's base. */
const leastAlike = 0.5;

export interface SourcePacking {
  /** Packs what is still raw, in the background. */
  start(): void;
  /** Waits for the work under way. */
  settle(): Promise<void>;
  /** Files that lean on others are finished; packing one by itself is left for the next time. */
  close(): Promise<void>;
  /** Runs alone: nothing is packed meanwhile. */
  pauseFor<T>(work: () => Promise<T>): Promise<T>;
}

export interface SourcePackingParts {
  readonly blobs: BlobStore;
  readonly log: Log;
  /** Versions whose sources are kept, oldest first. */
  readonly versions: () => readonly StoredSnapshot[];
}

export function createSourcePacking({ blobs, log, versions }: SourcePackingParts): SourcePacking {
  const closing = new AbortController();
  const never = new AbortController().signal;
  const failed = new Set<string>();
  /** Files that turned out to have too little in common with their base. */
  const alone = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  }

  /** False where the drive has no room: the raw files stay, and it is tried again the next time. */
  async function pack(sha256: string, base: string | null): Promise<boolean> {
    try {
      const outcome = await blobs.pack(sha256, base, base === null ? closing.signal : never);
      if (outcome === 'unlike') alone.add(sha256);
    } catch (error) {
      if (closing.signal.aborted) return true;
      const fault = systemFault(error);
      log.warn('A source file could not be packed', { cause: fault?.code ?? (error instanceof Error ? error.name : 'unknown') });
      if (fault) return false;
      // The raw file stays, which is no loss; verify tells what is wrong with it.
      failed.add(sha256);
    }
    return true;
  }

  /** Later versions first lean on their base, raw or not; then the bases themselves are packed, which closing leaves for the next time. */
  async function packAll(): Promise<void> {
    for (let next = nextOf(); next && (next.base !== null || !closing.signal.aborted); next = nextOf()) {
      if (!(await pack(next.sha256, next.base))) return;
    }
  }

  function nextOf(): { readonly sha256: string; readonly base: string | null } | null {
    const stored = new Map(blobs.list().map((blob) => [blob.sha256, blob]));
    const bases = new Set([...stored.values()].map(({ base }) => base));
    const known = versions();
    const waiting = known.filter(({ sourceSha256 }) => isWaiting(stored.get(sourceSha256)) && !failed.has(sourceSha256));
    const leaning = waiting.map((version) => {
      const sha256 = version.sourceSha256;
      // What others lean on stands by itself, so that reading never takes more than one step.
      return { sha256, base: alone.has(sha256) || bases.has(sha256) ? null : baseFor(version, known, stored) };
    });
    return leaning.find(({ base }) => base !== null) ?? leaning[0] ?? null;
  }

  return {
    start: () => void enqueue(packAll),
    async settle() {
      await last;
    },
    async close() {
      closing.abort();
      await last;
    },
    pauseFor: enqueue,
  };
}

function isWaiting(blob: ListedBlob | undefined): boolean {
  return blob !== undefined && !blob.packed && blob.sizeBytes >= smallestBytes;
}

/** The newest file before this one that stands by itself, of the same dataset if there is one, else of a table with much the same columns. */
function baseFor(version: StoredSnapshot, known: readonly StoredSnapshot[], stored: ReadonlyMap<string, ListedBlob>): string | null {
  const before = known.slice(0, known.findIndex(({ sourceSha256 }) => sourceSha256 === version.sourceSha256));
  const candidates = before.filter(({ sourceSha256 }) => {
    const blob = stored.get(sourceSha256);
    return blob !== undefined && blob.base === null && blob.sizeBytes >= smallestBytes;
  });
  const own = candidates.filter(({ datasetId }) => datasetId === version.datasetId).at(-1);
  return (own ?? candidates.filter((other) => likeness(other, version) >= leastAlike).at(-1))?.sourceSha256 ?? null;
}

function likeness(a: StoredSnapshot, b: StoredSnapshot): number {
  const [left, right] = [new Set(a.columns.map(({ name }) => name)), new Set(b.columns.map(({ name }) => name))];
  const common = [...left].filter((name) => right.has(name)).length;
  return common / (left.size + right.size - common);
}
