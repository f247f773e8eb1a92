/** Rows of shared cells: every version anybody wrote, and what holds here. */
import { z } from 'zod';
import { jsonSchema, type CellClass, type Json } from '../kernel/syncSource';
import type { Db } from '../storage/database';
import type { ConflictKind, Version } from './versions';

export interface KnownCell {
  readonly key: string;
  readonly kind: string;
  readonly cellClass: CellClass;
  readonly title: string;
  /** What stands in the project's own rows; a scan that finds something else found an edit. */
  readonly effective: Json;
  readonly conflict: ConflictKind | null;
}

const cellRow = z.object({ key: z.string(), kind: z.string(), class: z.enum(['cell', 'decision', 'deletion']), title: z.string(), effective: z.string(), conflict: z.enum(['edited', 'decided', 'deleted']).nullable() });

function toCell(raw: unknown): KnownCell {
  const row = cellRow.parse(raw);
  return { key: row.key, kind: row.kind, cellClass: row.class, title: row.title, effective: jsonSchema.parse(JSON.parse(row.effective)), conflict: row.conflict };
}

export function findCell(db: Db, key: string): KnownCell | null {
  const row: unknown = db.prepare('select * from sync_cells where key = ?').get(key);
  return row === undefined ? null : toCell(row);
}

export function allCells(db: Db): readonly KnownCell[] {
  return db.prepare('select * from sync_cells order by key').all().map(toCell);
}

export function cellsInConflict(db: Db): readonly KnownCell[] {
  return db.prepare('select * from sync_cells where conflict is not null order by key').all().map(toCell);
}

export function putCell(db: Db, cell: KnownCell, about: readonly string[]): void {
  db.prepare(
    `insert into sync_cells (key, kind, class, title, effective, conflict) values (@key, @kind, @cellClass, @title, @effective, @conflict)
     on conflict (key) do update set title = excluded.title, effective = excluded.effective, conflict = excluded.conflict`,
  ).run({ ...cell, effective: JSON.stringify(cell.effective) });
  const insert = db.prepare('insert or ignore into sync_about (about, key) values (?, ?)');
  for (const each of about) insert.run(each, cell.key);
}

const versionRow = z.object({ lane: z.string(), seq: z.number(), stamp: z.string(), vector: z.string(), value: z.string() });

function toVersion(raw: unknown): Version {
  const row = versionRow.parse(raw);
  return { lane: row.lane, seq: row.seq, stamp: row.stamp, vector: z.record(z.string(), z.number()).parse(JSON.parse(row.vector)), value: jsonSchema.parse(JSON.parse(row.value)) };
}

export function versionsOf(db: Db, key: string): readonly Version[] {
  return db.prepare('select lane, seq, stamp, vector, value from sync_versions where key = ? order by stamp').all(key).map(toVersion);
}

export function putVersion(db: Db, key: string, version: Version): void {
  db.prepare('insert or ignore into sync_versions (key, lane, seq, stamp, vector, value) values (?, ?, ?, ?, ?, ?)').run(key, version.lane, version.seq, version.stamp, JSON.stringify(version.vector), JSON.stringify(version.value));
}

/** What a cell belongs to. */
export function aboutOf(db: Db, key: string): readonly string[] {
  return z.array(z.string()).parse(db.prepare('select about from sync_about where key = ? order by about').pluck().all(key));
}

/** Keys of the cells that belong to a thing. */
export function cellsAbout(db: Db, about: string): readonly string[] {
  return z.array(z.string()).parse(db.prepare('select key from sync_about where about = ? order by key').pluck().all(about));
}

/** Versions of the other cells that speak of what a cell belongs to. A decision belongs to every run it ever named; only versions that name this one count. */
export function versionsBeside(db: Db, key: string): readonly { readonly key: string; readonly version: Version }[] {
  return aboutOf(db, key).flatMap((thing) =>
    cellsAbout(db, thing)
      .filter((other) => other !== key)
      .flatMap((other) => {
        const isDecision = findCell(db, other)?.cellClass === 'decision';
        return versionsOf(db, other).flatMap((version) => (!isDecision || concerns(version.value, thing) ? [{ key: other, version }] : []));
      }),
  );
}

function concerns(value: Json, thing: string): boolean {
  return JSON.stringify(value).includes(thing.slice(thing.indexOf('/') + 1));
}
