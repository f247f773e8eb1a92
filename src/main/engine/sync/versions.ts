/**
 * Multi-value registers: what holds when several devices wrote one cell. Pure, and independent of the order of arrival.
 * A version is overwritten by another only where that one's writer had seen it (vector clock); clocks only choose among equals.
 */
import type { CellClass, Json } from '../kernel/syncSource';
import { canonicalJson } from '../kernel/hashing';

/** Lane (a device, or a branch of its log) to the number of the last batch seen of it. */
export type Vector = Readonly<Record<string, number>>;

export interface Version {
  readonly lane: string;
  readonly seq: number;
  readonly stamp: string;
  /** What its writer had seen, its own batch included. */
  readonly vector: Vector;
  readonly value: Json;
}

export interface Outcome {
  /** What holds. */
  readonly value: Json;
  /** Versions that nobody has overwritten knowingly, the newest stamp first. More than one value among them: a conflict. */
  readonly open: readonly Version[];
  readonly conflict: ConflictKind | null;
}

/** edited: both wrote, the later is shown. decided: two decisions, the last agreed one holds. deleted: deleted here, changed there. */
export type ConflictKind = 'edited' | 'decided' | 'deleted';

/** True where `by` was written knowing `version`. */
export function covers(by: Pick<Version, 'lane' | 'seq' | 'vector'>, version: Pick<Version, 'lane' | 'seq'>): boolean {
  if (isOneBatch(by, version)) return false;
  return (by.vector[version.lane] ?? 0) >= version.seq;
}

/** Written together by one who knew both. */
function isOneBatch(a: Pick<Version, 'lane' | 'seq'>, b: Pick<Version, 'lane' | 'seq'>): boolean {
  return a.lane === b.lane && a.seq === b.seq;
}

/** `others`: versions of the other cells of the same thing, for a deletion. */
export function decide(cellClass: CellClass, history: readonly Version[], others: readonly Version[]): Outcome {
  const open = openVersions(history);
  const newest = open[0];
  if (!newest) return { value: null, open, conflict: null };
  if (cellClass === 'deletion') return decideDeletion(open, newest, others);
  if (isAgreed(open)) return { value: newest.value, open, conflict: null };
  if (cellClass === 'cell') return { value: newest.value, open, conflict: 'edited' };
  return { value: lastAgreed(history, open), open, conflict: 'decided' };
}

/** Versions that no other was written knowing of, the newest stamp first. */
function openVersions(history: readonly Version[]): Version[] {
  return history.filter((version) => !history.some((other) => covers(other, version))).sort(byStamp);
}

/** The newest first. Two copies of one project may give one stamp; then the value decides, the same everywhere. */
function byStamp(a: Version, b: Version): number {
  if (a.stamp !== b.stamp) return a.stamp < b.stamp ? 1 : -1;
  return canonicalJson(a.value) < canonicalJson(b.value) ? 1 : -1;
}

function isAgreed(open: readonly Version[]): boolean {
  return new Set(open.map(({ value }) => canonicalJson(value))).size <= 1;
}

/** The newest decision that every one of the open ones was made knowing of; null where there is none. */
function lastAgreed(history: readonly Version[], open: readonly Version[]): Json {
  if (isAgreed(open)) return open[0]?.value ?? null;
  const common = history.filter((version) => open.every((each) => covers(each, version)));
  return lastAgreed(common, openVersions(common));
}

/** A deletion stands only where every change of the thing was known to it, or came knowing of it. */
function decideDeletion(open: readonly Version[], newest: Version, others: readonly Version[]): Outcome {
  const deletions = open.filter(({ value }) => value !== null);
  if (deletions.length === 0) return { value: null, open, conflict: null };
  const restored = deletions.length < open.length;
  const changed = deletions.some((deletion) => others.some((other) => !isOneBatch(deletion, other) && !covers(deletion, other) && !covers(other, deletion)));
  if (restored || changed) return { value: null, open, conflict: 'deleted' };
  return { value: newest.value, open, conflict: null };
}
