/**
 * What datasets give to the shared folder: datasets and snapshots as facts; names and what was said of columns as cells.
 * A dataset is the same on two devices where it was made under the same name: so two imports of one weekly file meet.
 */
import { z } from 'zod';
import { datasetsMessages } from '@shared/messages/datasets';
import type { Announce } from '../kernel/area';
import { sha256Hex } from '../kernel/hashing';
import { settleNumbers } from '../kernel/settleNumbers';
import type { Ids } from '../kernel/ports';
import type { Json, SharedKeys, SyncCell, SyncFact, SyncSource } from '../kernel/syncSource';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { insertRow, objectsIn, readRows, rowSchema, updateRow, withoutColumns, type Row } from '../storage/sharedRows';
import { knownWhenSchema, roleSchema } from '@shared/areas/common';
import { getSnapshot } from './snapshotStore';

const words = datasetsMessages.sharing;

export interface SharingParts {
  readonly db: Db;
  readonly blobs: Pick<BlobStore, 'has'>;
  readonly ids: Ids;
  readonly keys: SharedKeys;
  readonly announce: Announce;
}

const datasetRow = z.object({ id: z.string(), name: z.string(), created_at: z.number() });
const datasetBody = z.object({ name: z.string().min(1).max(200), createdAt: z.number().int() });
const snapshotBody = z.object({ dataset: z.string(), row: rowSchema });
const settingSchema = z.object({ role: roleSchema.nullable(), knownWhen: knownWhenSchema.nullable() });

export function createDatasetsSharing({ db, blobs, ids, keys, announce }: SharingParts): SyncSource {
  const datasets = (): z.infer<typeof datasetRow>[] => z.array(datasetRow).parse(db.prepare('select id, name, created_at from datasets order by created_at, id').all());

  function keyOf({ id, name }: { readonly id: string; readonly name: string }): string {
    const known = keys.keyOf(id);
    if (known !== null) return known;
    const byName = `dataset/${sha256Hex(name).slice(0, 16)}`;
    const key = keys.localOf(byName) === null ? byName : `dataset/${sha256Hex(`${name} ${id}`).slice(0, 16)}`;
    keys.bind(key, id);
    return key;
  }

  function* facts(isKnown: (key: string) => boolean): Generator<SyncFact> {
    for (const dataset of datasets()) {
      const key = keyOf(dataset);
      if (!isKnown(key)) yield { key, kind: 'dataset', title: words.dataset(dataset.name), madeAt: dataset.created_at, body: { name: dataset.name, createdAt: dataset.created_at }, objects: [] };
    }
    const names = new Map(datasets().map(({ id, name }) => [id, name]));
    for (const { id } of z.array(z.object({ id: z.string() })).parse(db.prepare('select id from snapshots order by dataset_id, number').all())) {
      if (isKnown(`snapshot/${id}`)) continue;
      const [row] = readRows(db, 'select * from snapshots where id = ?', id);
      if (row) yield snapshotFact(row, names);
    }
  }

  function snapshotFact(row: Row, names: ReadonlyMap<string, string>): SyncFact {
    const { id, dataset_id: datasetId, number, created_at: madeAt } = z.object({ id: z.string(), dataset_id: z.string(), number: z.number(), created_at: z.number() }).parse(row);
    const name = names.get(datasetId) ?? '';
    const dataset = keyOf({ id: datasetId, name });
    const kept = withoutColumns(row, 'dataset_id', 'number');
    // The table does not travel: who opens the version makes it of the source.
    return { key: `snapshot/${id}`, kind: 'snapshot', title: words.snapshot(name, number), madeAt, body: { dataset, row: kept }, objects: objectsIn([withoutColumns(kept, 'table_sha256')], blobs.has), claim: { scope: dataset, number } };
  }

  function* cells(): Generator<SyncCell> {
    for (const { id, name } of datasets()) {
      const key = keyOf({ id, name });
      yield { key: `${key}/name`, kind: 'dataset-name', cellClass: 'cell', title: words.name(name), about: [key], value: name };
    }
    const rows = z.array(z.object({ dataset_id: z.string(), dataset: z.string(), name: z.string(), role: z.string().nullable(), known_when: z.string().nullable() })).parse(
      db.prepare('select c.dataset_id, d.name as dataset, c.name, c.role, c.known_when from dataset_columns c join datasets d on d.id = c.dataset_id where c.role is not null or c.known_when is not null').all(),
    );
    for (const row of rows) {
      const key = keyOf({ id: row.dataset_id, name: row.dataset });
      yield { key: `${key}/column/${row.name}`, kind: 'dataset-column', cellClass: 'cell', title: words.column(row.name, row.dataset), about: [key], value: { role: row.role, knownWhen: row.known_when } };
    }
  }

  function addFact({ key, kind, body }: SyncFact): void {
    if (kind === 'dataset') addDataset(key, datasetBody.parse(body));
    else addSnapshot(key, snapshotBody.parse(body));
  }

  function addDataset(key: string, { name, createdAt }: z.infer<typeof datasetBody>): void {
    const here = keys.localOf(key);
    if (here !== null) {
      db.prepare('update datasets set created_at = ? where id = ?').run(createdAt, here);
      return;
    }
    const id = ids.next();
    db.prepare('insert into datasets (id, name, created_at) values (?, ?, ?)').run(id, freeName(name), createdAt);
    keys.bind(key, id);
  }

  function addSnapshot(key: string, { dataset, row }: z.infer<typeof snapshotBody>): void {
    const id = key.slice('snapshot/'.length);
    const datasetId = keys.localOf(dataset);
    if (datasetId === null) throw new Error('The dataset of this version is not known.');
    if (row['id'] !== id) throw new Error('The row does not belong to its key.');
    const number = z.number().parse(db.prepare('select coalesce(max(number), 0) + 1 from snapshots where dataset_id = ?').pluck().get(datasetId));
    if (db.prepare('select 1 from snapshots where id = ?').get(id) === undefined) insertRow(db, 'snapshots', { ...row, dataset_id: datasetId, number });
    else updateRow(db, 'snapshots', id, { ...row, dataset_id: datasetId, number });
    // Read once by the validator that will read it later: what it refuses is not taken.
    getSnapshot(db, id);
  }

  function freeName(name: string): string {
    const taken = new Set(datasets().map((each) => each.name));
    for (let number = 2, free = name; ; number++) {
      if (!taken.has(free)) return free;
      free = `${name.slice(0, 190)} (${number})`;
    }
  }

  /** Two datasets may have come to one name: the one made first keeps it. */
  function writeName(id: string, name: string): void {
    const holder = datasets().find((each) => each.name === name && each.id !== id);
    const own = datasets().find((each) => each.id === id);
    if (!holder || !own) {
      db.prepare('update datasets set name = ? where id = ?').run(name, id);
      return;
    }
    const loser = own.created_at < holder.created_at || (own.created_at === holder.created_at && keyOf(own) < keyOf(holder)) ? holder : own;
    db.prepare('update datasets set name = ? where id = ?').run(freeName(name), loser.id);
    if (loser.id === holder.id) db.prepare('update datasets set name = ? where id = ?').run(name, id);
  }

  function writeCell(kind: string, key: string, value: Json): boolean {
    const [area, dataset, , ...column] = key.split('/');
    const id = keys.localOf(`${area}/${dataset}`);
    if (id === null) return false;
    if (kind === 'dataset-name') {
      if (value !== null) writeName(id, z.string().min(1).max(200).parse(value));
      return true;
    }
    const setting = settingSchema.parse(value ?? { role: null, knownWhen: null });
    db.prepare('insert into dataset_columns (dataset_id, name, role, known_when) values (?, ?, ?, ?) on conflict (dataset_id, name) do update set role = excluded.role, known_when = excluded.known_when').run(id, column.join('/'), setting.role, setting.knownWhen);
    return true;
  }

  function settleDataset(datasetId: string, claims: ReadonlyMap<string, { readonly number: number; readonly madeAt: number }>): void {
    const rows = z.array(z.object({ id: z.string(), number: z.number(), created_at: z.number() })).parse(db.prepare('select id, number, created_at from snapshots where dataset_id = ?').all(datasetId));
    const numbers = settleNumbers(rows.map(({ id, number, created_at }) => ({ id, claim: claims.get(`snapshot/${id}`)?.number ?? number, madeAt: claims.get(`snapshot/${id}`)?.madeAt ?? created_at })));
    const moved = rows.filter(({ id, number }) => numbers.get(id) !== number);
    const update = db.prepare('update snapshots set number = ? where id = ?');
    // By way of negative numbers, because each number may be there only once.
    for (const [i, { id }] of moved.entries()) update.run(-1 - i, id);
    for (const { id } of moved) update.run(numbers.get(id), id);
  }

  return {
    kinds: ['dataset', 'snapshot', 'dataset-name', 'dataset-column'],
    facts,
    cells,
    addFact,
    writeCell,
    settle(claims) {
      for (const { id } of datasets()) settleDataset(id, claims);
    },
    describe(kind, _key, value) {
      if (kind === 'dataset-name') return { text: z.string().parse(value ?? ''), evidence: [] };
      const { role, knownWhen } = settingSchema.parse(value ?? { role: null, knownWhen: null });
      return { text: `${words.role(role)}, ${words.knownWhen(knownWhen)}`, evidence: [] };
    },
    announce: () => announce('datasets', []),
  };
}
