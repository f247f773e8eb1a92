/** Brings a database to the newest version: steps in rising order, one transaction, a back-up first. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import type { Db } from './database';

export interface Migration {
  readonly version: number;
  readonly name: string;
  up(db: Db): void;
}

/** Returns the names of the steps taken. A newer database is refused by name and left untouched. */
export function migrate(db: Db, migrations: readonly Migration[], backupsDir: string): readonly string[] {
  assertRising(migrations);
  const newest = migrations.at(-1)?.version ?? 0;
  const current = Number(db.pragma('user_version', { simple: true }));
  if (current > newest) {
    throw new EngineError('too-new', `This project was last opened by a newer Almanac (format ${current}; this one knows ${newest}). Nothing was changed. Install the newer Almanac to open it.`, { current, newest });
  }
  const due = migrations.filter((step) => step.version > current);
  if (due.length === 0) return [];
  if (current > 0) backUp(db, backupsDir, current);
  db.transaction(() => {
    for (const step of due) {
      step.up(db);
      db.pragma(`user_version = ${step.version}`);
    }
    const broken: unknown[] = db.prepare('pragma foreign_key_check').all();
    if (broken.length > 0) throw new EngineError('internal', 'A migration left rows that point nowhere. Nothing was changed.', { broken: broken.length });
  }).immediate();
  return due.map((step) => step.name);
}

function assertRising(migrations: readonly Migration[]): void {
  let last = 0;
  for (const { version, name } of migrations) {
    if (version <= last) throw new EngineError('internal', `Migration ${version} ${name} is not in rising order.`);
    last = version;
  }
}

/** `vacuum into` copies a consistent state, write-ahead log included. */
function backUp(db: Db, backupsDir: string, version: number): void {
  mkdirSync(backupsDir, { recursive: true });
  const path = join(backupsDir, `almanac-format-${version}-${process.hrtime.bigint()}.db`);
  db.prepare('vacuum into ?').run(path);
}
