/**
 * This project as one of several: finds what was changed here, seals it into batches, takes batches of others.
 * Every step is one transaction, so that a crash leaves either all of it or nothing.
 */
import { canonicalJson, sha256Hex } from '../kernel/hashing';
import type { Clock } from '../kernel/ports';
import type { Json, SyncCell, SyncFact, SyncSource } from '../kernel/syncSource';
import type { Db } from '../storage/database';
import { packBatch, unpackBatch } from './batchFile';
import { aboutOf, allCells, cellsAbout, findCell, putCell, putVersion, versionsBeside, versionsOf, type KnownCell } from './cellStore';
import { operationSchema, type Head, type Operation, type SharedObject } from './operations';
import { follow, largestLeadMs, readStamp, tick, writeStamp, type ClockState } from './stamp';
import { allUnread, batchBytes, batchInLane, clearOutbox, dropUnread, factsOfKinds, findBatch, findFact, insertBatch, keepUnread, laneEnds, markApplied, putFact, putOutbox, readOutbox, readState, writeState, type StoredBatch, type Summary } from './syncStore';
import { decide, type Vector } from './versions';
import { z } from 'zod';

export interface ReplicaParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly appVersion: string;
  readonly newDevice: () => string;
  readonly sources: readonly SyncSource[];
  readonly sizeOfObject: (sha256: string) => number;
}

export interface Replica {
  device(): string;
  /** Notes what was changed here since the last look, with the time of this look. */
  capture(): void;
  /** Captures, and turns what is to be sent into batches; how many. */
  seal(): number;
  /** Reads a batch's bytes (their hash was compared with the name) and keeps it until it can be applied. False where they are no batch. */
  park(bytes: Buffer, sha256: string): boolean;
  /** Takes a parked batch whose predecessors and objects are all here. */
  apply(sha256: string): void;
  /** From now on another device: somebody else writes under the old name. */
  becomeNewDevice(): void;
  /** Tries again what an older version of the program could not take. */
  retryUnread(): void;
  /** Takes what stands in the cells as what everybody knows already: a project that joins has said nothing yet. */
  joinSilently(): void;
  /** True where the project holds nothing that would have to be merged. */
  isEmpty(): boolean;
  /** Writes a cell as an edit made now, knowing every version of it. */
  choose(key: string, value: Json): void;
}

const clockSchema = z.object({ ms: z.number(), counter: z.number() });
const shownTitles = 12;
const mostOperations = 1000;
const largestPortion = 8 << 20;

export function createReplica(parts: ReplicaParts): Replica {
  const { db, clock, sources } = parts;
  const sourceOf = (kind: string): SyncSource | undefined => sources.find(({ kinds }) => kinds.includes(kind));
  const inTransaction = <T>(work: () => T): T => (db.inTransaction ? work() : db.transaction(work).immediate());

  function device(): string {
    const known = readState(db, 'device');
    if (known !== null) return known;
    const made = parts.newDevice();
    writeState(db, 'device', made);
    return made;
  }

  function readClock(): ClockState {
    const text = readState(db, 'clock');
    return text === null ? { ms: 0, counter: 0 } : clockSchema.parse(JSON.parse(text));
  }

  function nextStamp(): string {
    const next = tick(readClock(), clock.now());
    writeState(db, 'clock', JSON.stringify(next));
    return writeStamp(next, device());
  }

  function followStamp(stamp: string): void {
    const seen = readStamp(stamp);
    if (!seen) return;
    if (seen.ms > clock.now() + largestLeadMs) writeState(db, 'clockWarning', JSON.stringify({ device: seen.device, ms: seen.ms, at: clock.now() }));
    writeState(db, 'clock', JSON.stringify(follow(readClock(), seen, clock.now())));
  }

  function withSizes(objects: readonly string[]): SharedObject[] {
    return [...new Set(objects)].map((sha256) => ({ sha256, sizeBytes: parts.sizeOfObject(sha256) }));
  }

  function captureFact(fact: SyncFact): void {
    const { claim } = fact;
    putFact(db, { key: fact.key, kind: fact.kind, madeAt: fact.madeAt, digest: digestOf(fact), claim: claim ?? null });
    putOutbox(db, { type: 'fact', kind: fact.kind, key: fact.key, title: fact.title, madeAt: fact.madeAt, body: fact.body, objects: withSizes(fact.objects), ...(claim ? { claim: { ...claim } } : {}) });
  }

  function captureCell(cell: SyncCell, known: KnownCell | undefined): void {
    putCell(db, { key: cell.key, kind: cell.kind, cellClass: cell.cellClass, title: cell.title, effective: cell.value, conflict: known?.conflict ?? null }, cell.about);
    putOutbox(db, { type: 'value', kind: cell.kind, key: cell.key, cellClass: cell.cellClass, title: cell.title, about: [...cell.about], stamp: nextStamp(), value: cell.value });
  }

  function capture(): void {
    const known = new Map(allCells(db).map((cell) => [cell.key, cell]));
    const seen = new Set<string>();
    const isKnown = db.prepare('select 1 from sync_facts where key = ?');
    for (const source of sources) {
      for (const fact of source.facts((key) => isKnown.get(key) !== undefined)) if (isKnown.get(fact.key) === undefined) captureFact(fact);
      for (const cell of source.cells()) {
        seen.add(cell.key);
        const before = known.get(cell.key);
        if (canonicalJson(before?.effective ?? null) !== canonicalJson(cell.value)) captureCell(cell, before);
      }
    }
    for (const cell of known.values()) {
      if (!seen.has(cell.key) && cell.effective !== null && sourceOf(cell.kind)) captureCell({ ...cell, about: aboutOf(db, cell.key), value: null }, cell);
    }
  }

  function seal(): number {
    return inTransaction(() => {
      capture();
      const portions = inPortions(readOutbox(db));
      for (const portion of portions) sealBatch(portion);
      clearOutbox(db);
      return portions.length;
    });
  }

  function sealBatch(operations: readonly Operation[]): void {
    const me = device();
    const ends = laneEnds(db);
    const last = ends.find(({ lane }) => lane === me);
    const seq = (last?.seq ?? 0) + 1;
    const heads = ends.filter(({ lane }) => lane !== me).map(({ device, seq, sha256 }): Head => ({ device, seq, sha256 }));
    const stamp = nextStamp();
    const bytes = packBatch({ format: 'almanac-batch', formatVersion: 1, device: me, seq, previous: last?.sha256 ?? null, heads, stamp, appVersion: parts.appVersion, operations: operations.length }, operations);
    const sha256 = sha256Hex(bytes);
    const vector = { ...Object.fromEntries(ends.map(({ lane, seq }) => [lane ?? '', seq])), [me]: seq };
    insertBatch(db, { sha256, device: me, seq, previous: last?.sha256 ?? null, heads, stamp, lane: me, vector, state: 'sealed', own: true, objects: objectsOf(operations), summary: summarise(operations), at: clock.now() }, bytes);
    for (const operation of operations) {
      if (operation.type === 'value') putVersion(db, operation.key, { lane: me, seq, stamp: operation.stamp, vector, value: operation.value });
    }
    settleCells(operations.flatMap((operation) => (operation.type === 'value' ? [operation.key] : [])));
  }

  function park(bytes: Buffer, sha256: string): boolean {
    const batch = unpackBatch(bytes);
    if (!batch) return false;
    const { device, seq, previous, heads, stamp } = batch.header;
    if ((seq === 1) !== (previous === null)) return false;
    inTransaction(() => {
      if (findBatch(db, sha256)) return;
      const operations = batch.lines.flatMap((line) => operationSchema.safeParse(line).data ?? []);
      insertBatch(db, { sha256, device, seq, previous, heads, stamp, lane: null, vector: null, state: 'parked', own: false, objects: objectsOf(operations), summary: summarise(operations), at: clock.now() }, bytes);
    });
    return true;
  }

  function apply(sha256: string): void {
    inTransaction(() => {
      // What was changed here meanwhile was changed without knowing this batch: it is sealed first.
      seal();
      const batch = findBatch(db, sha256);
      if (batch?.state !== 'parked') return;
      const read = unpackBatch(batchBytes(db, sha256));
      if (!read) return;
      const lane = laneOf(batch);
      const vector = { ...vectorBefore(batch), [lane]: batch.seq };
      followStamp(batch.stamp);
      take(read.lines.map((operation, position) => ({ sha256, position, operation })), { lane, seq: batch.seq, vector });
      markApplied(db, sha256, { lane, vector, summary: batch.summary, at: clock.now() });
    });
  }

  /** A second batch under one number is a branch: a copied project wrote under the same device. */
  function laneOf(batch: StoredBatch): string {
    const before = batch.previous === null ? null : findBatch(db, batch.previous);
    const lane = before?.lane ?? batch.device;
    return batchInLane(db, lane, batch.seq) === null ? lane : `${lane}.${batch.sha256.slice(0, 16)}`;
  }

  function vectorBefore({ previous, heads }: StoredBatch): Vector {
    const seen: Record<string, number> = {};
    for (const sha256 of [...(previous === null ? [] : [previous]), ...heads.map((head) => head.sha256)]) {
      for (const [lane, seq] of Object.entries(findBatch(db, sha256)?.vector ?? {})) seen[lane] = Math.max(seen[lane] ?? 0, seq);
    }
    return seen;
  }

  interface Place {
    readonly lane: string;
    readonly seq: number;
    readonly vector: Vector;
  }

  function take(lines: readonly { readonly sha256: string; readonly position: number; readonly operation: unknown }[], place: Place): void {
    const cells: string[] = [];
    const kinds = new Set<string>();
    for (const line of lines) {
      const parsed = operationSchema.safeParse(line.operation);
      const source = parsed.success ? sourceOf(parsed.data.kind) : undefined;
      if (!parsed.success || !source) {
        keepUnread(db, { ...line, reason: 'unknown' });
        continue;
      }
      const operation = parsed.data;
      try {
        // A nested transaction is a savepoint: what cannot be taken leaves nothing half.
        db.transaction(() => takeOne(operation, source, place))();
        dropUnread(db, line.sha256, line.position);
        kinds.add(operation.kind);
        // A fact that came late brings a place for what was said about it.
        cells.push(...(operation.type === 'value' ? [operation.key] : cellsAbout(db, operation.key)));
      } catch (error) {
        keepUnread(db, { ...line, reason: error instanceof Error ? error.message.slice(0, 500) : String(error) });
      }
    }
    settleNumbersOf(kinds);
    settleCells(cells);
    for (const source of sources) if (source.kinds.some((kind) => kinds.has(kind))) source.announce();
  }

  function takeOne(operation: Operation, source: SyncSource, place: Place): void {
    if (operation.type === 'value') {
      const known = findCell(db, operation.key);
      putCell(db, known ?? { key: operation.key, kind: operation.kind, cellClass: operation.cellClass, title: operation.title, effective: null, conflict: null }, operation.about);
      putVersion(db, operation.key, { ...place, stamp: operation.stamp, value: operation.value });
      return;
    }
    const { key, kind, title, madeAt, body, claim } = operation;
    const fact: SyncFact = { key, kind, title, madeAt, body, objects: operation.objects.map(({ sha256 }) => sha256), claim };
    const digest = digestOf(fact);
    const known = findFact(db, key);
    if (known && (known.madeAt < madeAt || (known.madeAt === madeAt && known.digest <= digest))) return;
    source.addFact(fact);
    putFact(db, { key, kind, madeAt, digest, claim: claim ?? null });
  }

  function settleNumbersOf(kinds: ReadonlySet<string>): void {
    for (const source of sources.filter((each) => each.settle && each.kinds.some((kind) => kinds.has(kind)))) {
      const claims = factsOfKinds(db, source.kinds).flatMap(({ key, claim, madeAt }) => (claim ? [[key, { ...claim, madeAt }] as const] : []));
      source.settle?.(new Map(claims));
    }
  }

  /** Decides again what holds in cells that got a version, and in deletions of what they belong to. */
  function settleCells(keys: readonly string[]): void {
    const things = new Set(keys.flatMap((key) => aboutOf(db, key)));
    const deletions = [...things].flatMap((thing) => cellsAbout(db, thing)).filter((key) => findCell(db, key)?.cellClass === 'deletion');
    for (const key of new Set([...keys, ...deletions])) settleCell(key);
  }

  function settleCell(key: string): void {
    const cell = findCell(db, key);
    if (!cell) return;
    const about = aboutOf(db, key);
    const others = cell.cellClass === 'deletion' ? versionsBeside(db, key).map(({ version }) => version) : [];
    const { value, conflict } = decide(cell.cellClass, versionsOf(db, key), others);
    // A decision is written each time: the ledger it leans on may have grown beside it.
    const isWritten = (cell.cellClass !== 'decision' && canonicalJson(value) === canonicalJson(cell.effective)) || (sourceOf(cell.kind)?.writeCell(cell.kind, key, value) ?? false);
    putCell(db, { ...cell, effective: isWritten ? value : cell.effective, conflict }, about);
  }

  return {
    device,
    capture: () => inTransaction(capture),
    seal,
    park,
    apply,
    becomeNewDevice: () => writeState(db, 'device', parts.newDevice()),
    retryUnread() {
      inTransaction(() => {
        for (const { sha256, position, operation } of allUnread(db)) {
          const batch = findBatch(db, sha256);
          if (batch?.lane && batch.vector) take([{ sha256, position, operation }], { lane: batch.lane, seq: batch.seq, vector: batch.vector });
        }
      });
    },
    joinSilently() {
      inTransaction(() => {
        for (const source of sources) for (const cell of source.cells()) putCell(db, { ...cell, effective: cell.value, conflict: null }, cell.about);
      });
    },
    isEmpty: () => sources.every((source) => [...source.facts(() => false)].length === 0),
    choose(key, value) {
      inTransaction(() => {
        seal();
        const cell = findCell(db, key);
        if (!cell) return;
        const source = sourceOf(cell.kind);
        if (source?.choose) source.choose(cell.kind, key, value);
        else source?.writeCell(cell.kind, key, value);
        captureCell({ ...cell, about: aboutOf(db, key), value }, cell);
        seal();
      });
    },
  };
}

/** Several batches where one would grow beyond what is read in one piece. */
function inPortions(operations: readonly Operation[]): Operation[][] {
  const portions: Operation[][] = [];
  let size = 0;
  for (const operation of operations) {
    const last = portions.at(-1);
    const length = JSON.stringify(operation).length;
    if (last && last.length < mostOperations && size + length < largestPortion) {
      last.push(operation);
      size += length;
    } else {
      portions.push([operation]);
      size = length;
    }
  }
  return portions;
}

function digestOf({ body, objects }: Pick<SyncFact, 'body' | 'objects'>): string {
  return sha256Hex(canonicalJson([body, [...objects].sort()]));
}

function objectsOf(operations: readonly Operation[]): SharedObject[] {
  const objects = operations.flatMap((operation) => (operation.type === 'fact' ? operation.objects : []));
  return [...new Map(objects.map((object) => [object.sha256, object])).values()];
}

function summarise(operations: readonly Operation[]): Summary {
  const counts: Record<string, number> = {};
  for (const { kind } of operations) counts[kind] = (counts[kind] ?? 0) + 1;
  return { counts, titles: operations.slice(0, shownTitles).map(({ title }) => title) };
}
