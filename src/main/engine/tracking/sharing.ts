/** What tracking gives to the shared folder: races and finished runs as facts; notes, tags, verdicts and the trash as cells. */
import { z } from 'zod';
import type { Announce } from '../kernel/area';
import { settleNumbers } from '../kernel/settleNumbers';
import type { Json, SyncCell, SyncFact, SyncSource } from '../kernel/syncSource';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { insertRow, objectsIn, readRows, rowSchema, withoutColumns, type Row } from '../storage/sharedRows';
import { trackingMessages } from '@shared/messages/tracking';
import { findExperiment, saveVerdict } from './experimentStore';
import { foldsOfRun } from './foldStore';
import { findRun, saveDeletion, saveNotes, saveTags } from './runStore';

const words = trackingMessages.sharing;

export interface SharingParts {
  readonly db: Db;
  readonly blobs: Pick<BlobStore, 'has'>;
  readonly announce: Announce;
}

/** What others may say about a run is a cell of its own; its number is settled among all devices. */
const localColumns = ['number', 'notes', 'deleted_at'] as const;
const endStates = "('finished', 'failed', 'cancelled')";

const experimentBody = z.object({ row: rowSchema });
const runBody = z.object({ row: rowSchema, folds: z.array(rowSchema) });
const verdictSchema = z.object({ best: z.string().nullable(), baseline: z.string().nullable() });
const numberedRow = z.object({ id: z.string(), number: z.number(), created_at: z.number() });

const experimentKey = (id: string): string => `experiment/${id}`;
const runKey = (id: string): string => `run/${id}`;

export function createTrackingSharing({ db, blobs, announce }: SharingParts): SyncSource {
  const idOf = (key: string): string => key.split('/')[1] ?? '';
  const text = (row: Row, column: string): string => z.string().parse(row[column]);
  const number = (row: Row, column: string): number => z.number().parse(row[column]);

  /** A race travels with its first run that came to an end. */
  function* experimentFacts(isKnown: (key: string) => boolean): Generator<SyncFact> {
    for (const row of readRows(db, `select * from experiments e where exists (select 1 from runs r where r.experiment_id = e.id and r.state in ${endStates}) order by number`)) {
      const key = experimentKey(text(row, 'id'));
      if (isKnown(key)) continue;
      const kept = withoutColumns(row, 'number', 'best', 'baseline');
      yield { key, kind: 'experiment', title: words.experiment(number(row, 'number')), madeAt: number(row, 'created_at'), body: { row: kept }, objects: objectsIn([kept], blobs.has), claim: { scope: 'experiments', number: number(row, 'number') } };
    }
  }

  function* runFacts(isKnown: (key: string) => boolean): Generator<SyncFact> {
    for (const { id } of z.array(z.object({ id: z.string() })).parse(db.prepare(`select id from runs where state in ${endStates} order by number`).all())) {
      const key = runKey(id);
      if (isKnown(key)) continue;
      const [row] = readRows(db, 'select * from runs where id = ?', id);
      if (!row) continue;
      const kept = withoutColumns(row, ...localColumns);
      const folds = readRows(db, 'select * from run_folds where run_id = ? order by position', id);
      yield { key, kind: 'run', title: words.run(number(row, 'number'), text(row, 'model')), madeAt: number(row, 'created_at'), body: { row: kept, folds }, objects: objectsIn([kept, ...folds], blobs.has), claim: { scope: 'runs', number: number(row, 'number') } };
    }
  }

  function* cells(): Generator<SyncCell> {
    const cellOf = (id: string, run: number, what: 'notes' | 'tags' | 'deleted', value: Json): SyncCell => ({
      key: `${runKey(id)}/${what}`,
      kind: `run-${what}`,
      cellClass: what === 'deleted' ? 'deletion' : 'cell',
      title: words[what](run),
      about: [runKey(id)],
      value,
    });
    const rows = z.array(z.object({ id: z.string(), number: z.number(), notes: z.string(), deleted_at: z.number().nullable(), tags: z.string() })).parse(
      db.prepare(`select id, number, notes, deleted_at, (select coalesce(json_group_array(tag order by tag), '[]') from run_tags t where t.run_id = r.id) as tags from runs r where state in ${endStates}`).all(),
    );
    for (const row of rows) {
      if (row.notes !== '') yield cellOf(row.id, row.number, 'notes', row.notes);
      if (row.tags !== '[]') yield cellOf(row.id, row.number, 'tags', z.array(z.string()).parse(JSON.parse(row.tags)));
      if (row.deleted_at !== null) yield cellOf(row.id, row.number, 'deleted', row.deleted_at);
    }
    for (const { id, number: race, best, baseline } of z.array(z.object({ id: z.string(), number: z.number(), best: z.string().nullable(), baseline: z.string().nullable() })).parse(db.prepare('select id, number, best, baseline from experiments where best is not null or baseline is not null').all())) {
      yield { key: `${experimentKey(id)}/verdict`, kind: 'experiment-verdict', cellClass: 'cell', title: words.verdict(race), about: [experimentKey(id)], value: { best, baseline } };
    }
  }

  function addFact({ key, kind, body }: SyncFact): void {
    if (kind === 'experiment') {
      const { row } = experimentBody.parse(body);
      insertRow(db, 'experiments', { ...row, number: nextNumber('experiments') });
      // Read once by the same validator that will read it later: what it refuses is not taken.
      if (!findExperiment(db, idOf(key))) throw new Error('The row does not belong to its key.');
      return;
    }
    const { row, folds } = runBody.parse(body);
    insertRow(db, 'runs', { ...row, number: nextNumber('runs'), notes: '', deleted_at: null });
    for (const fold of folds) insertRow(db, 'run_folds', fold);
    if (!findRun(db, idOf(key)) || foldsOfRun(db, idOf(key)).length !== folds.length) throw new Error('The row does not belong to its key.');
  }

  function nextNumber(table: 'runs' | 'experiments'): number {
    return z.number().parse(db.prepare(`select coalesce(max(number), 0) + 1 from ${table}`).pluck().get());
  }

  function writeCell(kind: string, key: string, value: Json): boolean {
    const id = idOf(key);
    if (kind === 'experiment-verdict') {
      const verdict = value === null ? { best: null, baseline: null } : verdictSchema.parse(value);
      if (!findExperiment(db, id)) return false;
      saveVerdict(db, id, verdict.best, verdict.baseline);
      return true;
    }
    if (!findRun(db, id)) return false;
    if (kind === 'run-notes') saveNotes(db, id, z.string().max(10_000).parse(value ?? ''));
    else if (kind === 'run-tags') saveTags(db, id, z.array(z.string().min(1).max(50)).max(50).parse(value ?? []));
    else saveDeletion(db, [id], z.number().int().nullable().parse(value));
    return true;
  }

  function settleTable(table: 'runs' | 'experiments', keyOf: (id: string) => string, claims: ReadonlyMap<string, { readonly number: number; readonly madeAt: number }>): void {
    const rows = z.array(numberedRow).parse(db.prepare(`select id, number, created_at from ${table}`).all());
    const numbers = settleNumbers(rows.map(({ id, number: given, created_at }) => ({ id, claim: claims.get(keyOf(id))?.number ?? given, madeAt: claims.get(keyOf(id))?.madeAt ?? created_at })));
    const moved = rows.filter(({ id, number: given }) => numbers.get(id) !== given);
    const update = db.prepare(`update ${table} set number = ? where id = ?`);
    // By way of negative numbers, because each number may be there only once.
    for (const [i, { id }] of moved.entries()) update.run(-1 - i, id);
    for (const { id } of moved) update.run(numbers.get(id), id);
  }

  return {
    kinds: ['experiment', 'run', 'run-notes', 'run-tags', 'run-deleted', 'experiment-verdict'],
    *facts(isKnown) {
      yield* experimentFacts(isKnown);
      yield* runFacts(isKnown);
    },
    cells,
    addFact,
    writeCell,
    settle(claims) {
      settleTable('experiments', experimentKey, claims);
      settleTable('runs', runKey, claims);
    },
    describe(kind, _key, value) {
      if (kind === 'run-notes') return { text: value === null ? words.noNotes : z.string().parse(value), evidence: [] };
      if (kind === 'run-tags') return { text: value === null ? words.noTags : z.array(z.string()).parse(value).join(', '), evidence: [] };
      if (kind === 'run-deleted') return { text: value === null ? words.keptRun : words.deletedRun, evidence: [] };
      const { best } = verdictSchema.parse(value ?? { best: null, baseline: null });
      const run = best === null ? null : findRun(db, best);
      return { text: run ? words.run(run.number, run.model) : words.noBest, evidence: [] };
    },
    announce: () => announce('runs', []),
  };
}
