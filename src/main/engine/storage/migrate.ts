/** Brings a database to the newest version: steps in rising order, one transaction, a back-up first. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { Db } from './database';

export interface Migration {
  readonly version: number;
  readonly name: string;
  up(db: Db): void;
}

/** Steps that shipped while the highest number alone was kept; a project of that time has taken those up to its number. */
const firstSteps: ReadonlySet<number> = new Set([10, 20, 30, 40, 50, 60]);

/**
 * Returns the names of the steps taken. Which were taken is kept by number, for an area may add a step below those of
 * areas after it. A newer database is refused by name and left untouched.
 */
export function migrate(db: Db, migrations: readonly Migration[], backupsDir: string): readonly string[] {
  assertRising(migrations);
  const newest = migrations.at(-1)?.version ?? 0;
  const current = Number(db.pragma('user_version', { simple: true }));
  const taken = takenSteps(db, current);
  const known = new Set(migrations.map(({ version }) => version));
  const unknown = taken.filter((version) => !known.has(version));
  if (current > newest || unknown.length > 0) {
    throw new EngineError('too-new', `This project was last opened by a newer Almanac (format ${Math.max(current, ...unknown)}; this one knows ${newest}). Nothing was changed. Install the newer Almanac to open it.`, { current, newest });
  }
  const due = migrations.filter(({ version }) => !taken.includes(version));
  if (due.length === 0) return [];
  if (current > 0) backUp(db, backupsDir, current);
  db.transaction(() => {
    if (!hasStepTable(db)) {
      db.exec('create table schema_steps (version integer primary key) strict');
      for (const version of taken) noteStep(db, version);
    }
    for (const step of due) {
      step.up(db);
      noteStep(db, step.version);
    }
    db.pragma(`user_version = ${newest}`);
    const broken: unknown[] = db.prepare('pragma foreign_key_check').all();
    if (broken.length > 0) throw new EngineError('internal', 'A migration left rows that point nowhere. Nothing was changed.', { broken: broken.length });
  }).immediate();
  return due.map((step) => step.name);
}

function takenSteps(db: Db, current: number): readonly number[] {
  if (!hasStepTable(db)) return [...firstSteps].filter((version) => version <= current);
  return z.array(z.number()).parse(db.prepare('select version from schema_steps order by version').pluck().all());
}

function hasStepTable(db: Db): boolean {
  return db.prepare("select 1 from sqlite_schema where type = 'table' and name = 'schema_steps'").get() !== undefined;
}

function noteStep(db: Db, version: number): void {
  db.prepare('insert into schema_steps (version) values (?)').run(version);
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
