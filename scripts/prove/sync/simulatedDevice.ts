/** A device of the simulation: the real replica, planner and store over SQLite in memory, and a small area of its own. */
import Database from 'better-sqlite3';
import { z } from 'zod';
import { canonicalJson, sha256Hex } from '@engine/kernel/hashing';
import { settleNumbers } from '@engine/kernel/settleNumbers';
import type { Json, SyncCell, SyncFact, SyncSource } from '@engine/kernel/syncSource';
import type { Db } from '@engine/storage/database';
import { migration } from '@engine/storage/migrations/0095_sync';
import { listConflicts, resolveConflict } from '@engine/sync/conflicts';
import { createReplica, type Replica } from '@engine/sync/replica';
import { runSync } from '@engine/sync/runSync';
import type { Conflict } from '@shared/areas/sync';
import type { DeviceStore, SimulatedShare } from './simulatedShare';

export const cellKinds = ['note', 'gone', 'leader'] as const;
export type CellKind = (typeof cellKinds)[number];

export interface SimulatedDevice {
  readonly name: string;
  readonly replica: Replica;
  addThing(id: string, content: string): void;
  things(): readonly string[];
  read(kind: CellKind, thing: string): Json;
  write(kind: CellKind, thing: string, value: Json): void;
  conflicts(): readonly Conflict[];
  resolve(key: string, stamp: string): void;
  capture(): void;
  sync(): Promise<void>;
  moveClock(ms: number): void;
  digest(): string;
  /** Stored files whose bytes do not match their name. */
  damagedObjects(): readonly string[];
  /** Operations that could not be taken. */
  unread(): number;
  image(): Buffer;
  objects(): ReadonlyMap<string, Uint8Array>;
}

const classes = { note: 'cell', gone: 'deletion', leader: 'decision' } as const;

export const keyOf = (kind: CellKind, thing: string): string => (kind === 'leader' ? 'leader' : `thing/${thing}/${kind}`);

export function createSimulatedDevice(name: string, share: SimulatedShare, image: Buffer | null, objects: ReadonlyMap<string, Uint8Array>): SimulatedDevice {
  const db: Db = image ? new Database(image) : new Database(':memory:');
  if (!image) {
    migration.up(db);
    db.exec('create table things (id text primary key, number integer not null unique, object text not null, made_at integer not null) strict; create table cells (key text primary key, kind text not null, value text not null) strict;');
  }
  const store = new Map(objects);
  const temporary = new Map<string, Uint8Array>();
  let now = Date.UTC(2026, 0, 5);
  let count = 0;
  const source = createThings(db, (sha256) => store.has(sha256));
  const replica = createReplica({
    db,
    clock: { now: () => now },
    appVersion: 'simulated',
    newDevice: () => sha256Hex(`${name} ${++count} ${now}`).slice(0, 16),
    sources: [source],
    sizeOfObject: (sha256) => store.get(sha256)?.length ?? 0,
  });
  const files: DeviceStore = {
    readFile: (place) => store.get(place) ?? new Uint8Array(),
    writeFile: (place, bytes) => void temporary.set(place, bytes),
  };
  const view = share.viewOf(name, replica.device, files);
  const conflictParts = { db, replica, sources: [source], nameOf: (device: string) => device };
  const blobs = {
    has: (sha256: string) => store.has(sha256),
    withFile: <T>(sha256: string, work: (path: string) => Promise<T>) => work(sha256),
    tempPath: () => `simulated-${name}-${++count}`,
    putFile: (path: string, sha256 = '') => {
      const bytes = temporary.get(path) ?? new Uint8Array();
      store.set(sha256, bytes);
      return Promise.resolve({ sha256, sizeBytes: bytes.length });
    },
  };

  function readCell(key: string): Json {
    const text: unknown = db.prepare('select value from cells where key = ?').pluck().get(key);
    return typeof text === 'string' ? z.json().parse(JSON.parse(text)) : null;
  }

  return {
    name,
    replica,
    addThing(id, content) {
      const object = sha256Hex(content);
      store.set(object, Buffer.from(content));
      db.prepare('insert into things (id, number, object, made_at) values (?, (select coalesce(max(number), 0) + 1 from things), ?, ?)').run(id, object, now);
    },
    things: () => z.array(z.string()).parse(db.prepare('select id from things order by id').pluck().all()),
    read: (kind, thing) => readCell(keyOf(kind, thing)),
    write: (kind, thing, value) => writeCell(db, kind, keyOf(kind, thing), value),
    conflicts: () => listConflicts(conflictParts),
    resolve: (key, stamp) => resolveConflict(conflictParts, key, stamp),
    capture: () => replica.capture(),
    async sync() {
      now += 1;
      await runSync({ db, blobs, replica, share: view, describeDevice: () => ({ name, appVersion: 'simulated', at: now }) }, { signal: new AbortController().signal, report: () => undefined });
    },
    moveClock(ms) {
      now += ms;
    },
    digest: () => canonicalJson([[...source.facts(() => false)].map(({ key, body, claim }) => z.json().parse([key, body, claim?.number ?? null])).sort(), [...source.cells()].map(({ key, value }) => [key, value]).sort(), listConflicts(conflictParts).map(({ key, kind, values }) => [key, kind, values.map(({ value }) => canonicalJson(value)).sort()])]),
    damagedObjects: () => [...store].filter(([sha256, bytes]) => sha256Hex(bytes) !== sha256).map(([sha256]) => sha256),
    unread: () => z.number().parse(db.prepare('select count(*) from sync_unread').pluck().get()),
    image: () => db.serialize(),
    objects: () => new Map(store),
  };
}

function writeCell(db: Db, kind: CellKind, key: string, value: Json): void {
  if (value === null) db.prepare('delete from cells where key = ?').run(key);
  else db.prepare('insert into cells (key, kind, value) values (?, ?, ?) on conflict (key) do update set value = excluded.value').run(key, kind, JSON.stringify(value));
}

const thingSchema = z.object({ id: z.string(), number: z.number(), object: z.string(), made_at: z.number() });
const bodySchema = z.object({ object: z.string() });

function createThings(db: Db, isStored: (sha256: string) => boolean): SyncSource {
  const rows = () => z.array(thingSchema).parse(db.prepare('select * from things order by number').all());
  return {
    kinds: ['thing', ...cellKinds],
    *facts(isKnown): Generator<SyncFact> {
      for (const { id, number, object, made_at: madeAt } of rows()) {
        if (!isKnown(`thing/${id}`)) yield { key: `thing/${id}`, kind: 'thing', title: id, madeAt, body: { object }, objects: [object], claim: { scope: 'things', number } };
      }
    },
    *cells(): Generator<SyncCell> {
      const cells = z.array(z.object({ key: z.string(), kind: z.enum(cellKinds), value: z.string() })).parse(db.prepare('select * from cells order by key').all());
      for (const { key, kind, value } of cells) {
        const parsed = z.json().parse(JSON.parse(value));
        const thing = kind === 'leader' ? `thing/${z.string().catch('').parse(parsed)}` : key.slice(0, key.lastIndexOf('/'));
        yield { key, kind, cellClass: classes[kind], title: key, about: [thing], value: parsed };
      }
    },
    addFact({ key, body, madeAt }) {
      const { object } = bodySchema.parse(body);
      if (!isStored(object)) throw new Error('A fact came before its object.');
      db.prepare('insert into things (id, number, object, made_at) values (?, (select coalesce(max(number), 0) + 1 from things), ?, ?)').run(key.slice('thing/'.length), object, madeAt);
    },
    writeCell(kind, key, value) {
      writeCell(db, z.enum(cellKinds).parse(kind), key, value);
      return true;
    },
    describe: (_kind, _key, value) => ({ text: canonicalJson(value), evidence: [] }),
    settle(claims) {
      const present = rows();
      const numbers = settleNumbers(present.map(({ id, number, made_at: madeAt }) => ({ id, claim: claims.get(`thing/${id}`)?.number ?? number, madeAt })));
      const moved = present.filter(({ id, number }) => numbers.get(id) !== number);
      const update = db.prepare('update things set number = ? where id = ?');
      for (const [i, { id }] of moved.entries()) update.run(-1 - i, id);
      for (const { id } of moved) update.run(numbers.get(id), id);
    },
    announce: () => undefined,
  };
}
