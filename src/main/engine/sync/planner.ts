/** What a sync does next: (what we know, what lies in the folder) to actions. Pure; the order of the listing makes no difference. */
import type { Head, SharedObject } from './operations';
import { batchName, readBatchName, readObjectName } from './batchFile';

export interface KnownBatch {
  readonly sha256: string;
  readonly device: string;
  readonly seq: number;
  readonly previous: string | null;
  readonly heads: readonly Head[];
  readonly objects: readonly SharedObject[];
  /** sealed: ours, not yet in the folder. sent: ours, was put there. parked: read, not yet applied. applied. */
  readonly state: 'sealed' | 'sent' | 'parked' | 'applied';
  readonly own: boolean;
}

export interface Knowledge {
  readonly device: string;
  readonly batches: readonly KnownBatch[];
  readonly hasObject: (sha256: string) => boolean;
  /** Paths that were read in this sync and did not hold what their name says. */
  readonly unusable: ReadonlySet<string>;
}

export interface ListedFile {
  readonly path: string;
  readonly sizeBytes: number;
}

export interface Listing {
  /** Files below `log/`. */
  readonly log: readonly ListedFile[];
  /** Files below `objects/`. */
  readonly objects: readonly ListedFile[];
}

export type Action =
  | { readonly type: 'read'; readonly path: string; readonly sha16: string }
  | { readonly type: 'newDevice' }
  | { readonly type: 'fetch'; readonly object: SharedObject; readonly path: string }
  | { readonly type: 'apply'; readonly sha256: string }
  | { readonly type: 'putObject'; readonly object: SharedObject }
  | { readonly type: 'putBatch'; readonly sha256: string };

export type Waiting =
  | { readonly for: 'object'; readonly sha256: string; readonly device: string; readonly incomplete: boolean }
  | { readonly for: 'batch'; readonly sha256: string; readonly device: string; readonly seq: number; readonly neededBy: string }
  | { readonly for: 'whole'; readonly path: string };

export interface Plan {
  readonly actions: readonly Action[];
  readonly waiting: readonly Waiting[];
}

export function plan(knowledge: Knowledge, listing: Listing): Plan {
  if (knowledge.batches.some(({ own, device }) => !own && device === knowledge.device)) return { actions: [{ type: 'newDevice' }], waiting: [] };
  const reading = planReading(knowledge, listing);
  const receiving = planReceiving(knowledge, listing);
  const actions = [...reading.actions, ...receiving.actions, ...planSending(knowledge, listing)];
  return { actions, waiting: uniqueWaits([...reading.waiting, ...receiving.waiting]) };
}

/** Files with a batch's name whose hash is not known yet. Two names of one batch are tried in turn. */
function planReading({ batches, unusable }: Knowledge, { log }: Listing): Plan {
  const known = new Set(batches.map(({ sha256 }) => sha256.slice(0, 16)));
  const chosen = new Map<string, string>();
  const waiting: Waiting[] = [];
  for (const path of log.map((file) => file.path).sort(byLengthThenText)) {
    const name = readBatchName(path.slice(path.lastIndexOf('/') + 1));
    if (!name || known.has(name.sha16)) continue;
    if (unusable.has(path)) waiting.push({ for: 'whole', path });
    else if (!chosen.has(name.sha16)) chosen.set(name.sha16, path);
  }
  return { actions: [...chosen].map(([sha16, path]) => ({ type: 'read', path, sha16 })), waiting };
}

function planReceiving({ batches, hasObject, unusable }: Knowledge, { objects }: Listing): Plan {
  const lying = objectsByHash(objects);
  const settled = new Set(batches.filter(({ state }) => state !== 'parked').map(({ sha256 }) => sha256));
  const parked = batches.filter(({ state }) => state === 'parked').sort((a, b) => a.seq - b.seq || (a.sha256 < b.sha256 ? -1 : 1));
  const fetches = new Map<string, Action>();
  const applies: Action[] = [];
  const waiting: Waiting[] = [];
  for (const { device, objects: needed } of parked) {
    for (const object of needed) {
      if (hasObject(object.sha256) || fetches.has(object.sha256)) continue;
      const candidates = (lying.get(object.sha256) ?? []).filter(({ path, sizeBytes }) => sizeBytes === object.sizeBytes && !unusable.has(path));
      const [first] = candidates;
      if (first) fetches.set(object.sha256, { type: 'fetch', object, path: first.path });
      else waiting.push({ for: 'object', sha256: object.sha256, device, incomplete: lying.has(object.sha256) });
    }
  }
  // A batch whose objects are only now on their way is applied in the next round.
  for (let left = parked, before = -1; left.length !== before; ) {
    before = left.length;
    left = left.filter((batch) => {
      const isReady = predecessorsOf(batch).every(({ sha256 }) => settled.has(sha256)) && batch.objects.every(({ sha256 }) => hasObject(sha256));
      if (!isReady) return true;
      settled.add(batch.sha256);
      applies.push({ type: 'apply', sha256: batch.sha256 });
      return false;
    });
  }
  const read = new Set(batches.map(({ sha256 }) => sha256));
  for (const batch of parked.filter(({ sha256 }) => !settled.has(sha256))) {
    for (const { sha256, device, seq } of predecessorsOf(batch)) if (!read.has(sha256)) waiting.push({ for: 'batch', sha256, device, seq, neededBy: batch.device });
  }
  return { actions: [...fetches.values(), ...applies], waiting };
}

function predecessorsOf({ previous, device, seq, heads }: KnownBatch): Head[] {
  return previous === null ? [...heads] : [{ device, seq: seq - 1, sha256: previous }, ...heads];
}

/** Objects first, each batch after those before it. What was put there and is gone (a share from a back-up) is put again. */
function planSending({ batches, hasObject }: Knowledge, { log, objects }: Listing): Action[] {
  const lying = new Set(log.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));
  const present = objectsByHash(objects);
  const puts = new Map<string, Action>();
  const own = batches.filter((batch) => batch.own).sort((a, b) => a.seq - b.seq || (a.sha256 < b.sha256 ? -1 : 1));
  for (const { objects: needed } of own) {
    for (const object of needed) {
      const isThere = present.get(object.sha256)?.some(({ sizeBytes }) => sizeBytes === object.sizeBytes) ?? false;
      if (!isThere && hasObject(object.sha256)) puts.set(object.sha256, { type: 'putObject', object });
    }
  }
  const files = own.filter(({ sha256, seq, state }) => state === 'sealed' || !lying.has(batchName(seq, sha256)));
  return [...puts.values(), ...files.map(({ sha256 }): Action => ({ type: 'putBatch', sha256 }))];
}

function objectsByHash(files: readonly ListedFile[]): Map<string, ListedFile[]> {
  const found = new Map<string, ListedFile[]>();
  for (const file of [...files].sort((a, b) => byLengthThenText(a.path, b.path))) {
    const [, prefix = '', name = ''] = file.path.split('/');
    const sha256 = readObjectName(prefix, name);
    if (sha256 === null) continue;
    const known = found.get(sha256);
    if (known) known.push(file);
    else found.set(sha256, [file]);
  }
  return found;
}

/** The plain name before the names that a sync service made of it. */
function byLengthThenText(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

function uniqueWaits(waits: readonly Waiting[]): Waiting[] {
  return [...new Map(waits.map((wait) => [JSON.stringify(wait), wait])).values()];
}
