/** One engine per project: an exclusive lock on a small SQLite file, which the operating system releases when a process dies. */
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { EngineError } from '@shared/contract/errors';

export interface ProjectLock {
  release(): void;
}

/** Throws `project-in-use` where another engine holds it. */
export function takeProjectLock(path: string): ProjectLock {
  mkdirSync(dirname(path), { recursive: true });
  const file = new Database(path, { timeout: 0 });
  try {
    file.pragma('journal_mode = MEMORY');
    file.exec('begin exclusive');
  } catch (error) {
    file.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) {
      throw new EngineError('project-in-use', 'Another Almanac has this project open. Close it there, or open another project.', {}, { cause: error, retryable: true });
    }
    throw error;
  }
  return {
    release() {
      if (!file.open) return;
      file.exec('rollback');
      file.close();
    },
  };
}
