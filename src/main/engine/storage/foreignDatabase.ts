/** Another tool's SQLite file, opened to be read only. */
import Database from 'better-sqlite3';
import { EngineError } from '@shared/contract/errors';

export interface ForeignDatabase {
  /** Rows of a table with the wanted columns that it has; none where there is no such table. */
  rows(table: string, columns: readonly string[]): readonly unknown[];
  close(): void;
}

/** Throws `unreadable-file` where it is no SQLite database. */
export function openForeignDatabase(path: string): ForeignDatabase {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    db.pragma('trusted_schema = OFF');
    const columnsOf = (table: string): ReadonlySet<unknown> => new Set(db.prepare('select name from pragma_table_info(?)').pluck().all(table));
    db.prepare('select count(*) from sqlite_schema').get();
    return {
      rows(table, columns) {
        const known = columnsOf(table);
        const wanted = columns.filter((name) => known.has(name));
        return wanted.length === 0 ? [] : db.prepare(`select ${wanted.map(quoted).join(', ')} from ${quoted(table)}`).all();
      },
      close: () => db.close(),
    };
  } catch (error) {
    throw new EngineError('unreadable-file', `The database cannot be read: ${error instanceof Error ? error.message : String(error)}. Close the program that uses it, or choose another folder.`, { path }, { cause: error });
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
