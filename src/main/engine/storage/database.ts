/** Opens the project's SQLite file with the settings that keep committed facts safe, and reads them back. */
import Database from 'better-sqlite3';
import { dirname } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { systemFault } from '../kernel/systemFaults';

export type Db = Database.Database;

/** Oldest SQLite whose write-ahead log has no known reset fault (sqlite.org, "WAL reset bug", fixed in 3.51.3). */
const oldestSqlite = [3, 51, 3];

export function openDatabase(path: string): Db {
  let db: Db;
  try {
    db = new Database(path);
    assertRecentSqlite(db);
    // WAL survives a crash of the process; FULL is needed on every open because WAL files reopen as NORMAL.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('busy_timeout = 5000');
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw systemFault(error, { folder: dirname(path) }) ?? new EngineError('corrupt-store', `The project's database cannot be opened: ${error instanceof Error ? error.message : String(error)}. Restore the newest file from the project's backups folder.`, { path }, { cause: error });
  }
  assertSetting(db, 'journal_mode', 'wal');
  assertSetting(db, 'synchronous', 2);
  assertSetting(db, 'foreign_keys', 1);
  return db;
}

/** Gives room of deleted rows back to the drive. Needs as much room again while it runs. */
export function compactDatabase(db: Db): void {
  db.exec('vacuum');
  db.pragma('wal_checkpoint(truncate)');
}

function assertSetting(db: Db, name: string, expected: string | number): void {
  const actual: unknown = db.pragma(name, { simple: true });
  if (actual !== expected) {
    db.close();
    throw new EngineError('internal', `The database did not take the setting ${name} = ${expected} (it says ${String(actual)}). The project may lie on a drive that cannot hold it; move it to a local folder.`, { name, actual });
  }
}

function assertRecentSqlite(db: Db): void {
  const version: unknown = db.prepare('select sqlite_version()').pluck().get();
  const parts = String(version).split('.').map(Number);
  for (const [i, least] of oldestSqlite.entries()) {
    const part = parts[i] ?? 0;
    if (part > least) return;
    if (part < least) throw new EngineError('internal', `SQLite ${String(version)} is too old; ${oldestSqlite.join('.')} or newer is needed.`);
  }
}
