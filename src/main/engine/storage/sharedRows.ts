/** Rows as plain JSON, so that they can travel whole: read with all their columns, written back column by column. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { Db } from './database';

export const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type Row = z.infer<typeof rowSchema>;

const columnsSchema = z.array(z.string());
const hashForm = /[0-9a-f]{64}/g;

/** Throws `too-new` where a column is not known here: a newer version made the row, and half of it would be lost. */
export function insertRow(db: Db, table: string, row: Row): void {
  const names = knownColumns(db, table, row);
  db.prepare(`insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map(() => '?').join(', ')})`).run(...names.map((name) => row[name]));
}

/** Writes the columns of the row that has this id. Throws `too-new` likewise. */
export function updateRow(db: Db, table: string, id: string, row: Row): void {
  const names = knownColumns(db, table, row);
  db.prepare(`update "${table}" set ${names.map((name) => `"${name}" = ?`).join(', ')} where id = ?`).run(...names.map((name) => row[name]), id);
}

/** The row's columns, each of which the table has: so a name from outside never reaches a statement. */
function knownColumns(db: Db, table: string, row: Row): string[] {
  const known = new Set(columnsSchema.parse(db.prepare('select name from pragma_table_info(?)').pluck().all(table)));
  const names = Object.keys(row);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw new EngineError('too-new', `${table} has no column ${unknown} here.`, { table, column: unknown });
  return names;
}

export function readRows(db: Db, sql: string, ...parameters: readonly (string | number)[]): Row[] {
  return z.array(rowSchema).parse(db.prepare(sql).all(...parameters));
}

export function withoutColumns(row: Row, ...names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

/** Hashes in the row's texts that name a stored file. */
export function objectsIn(rows: readonly Row[], isStored: (sha256: string) => boolean): string[] {
  const found = new Set<string>();
  for (const row of rows) {
    for (const value of Object.values(row)) if (typeof value === 'string') for (const [hash] of value.matchAll(hashForm)) if (!found.has(hash) && isStored(hash)) found.add(hash);
  }
  return [...found];
}
