/** All that a project holds, by name and content, to be compared before and after something that must change nothing. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** That something was tried may be told by these. */
const tellingTables = new Set(['jobs']);

export interface Holdings {
  /** Path and SHA-256 of every stored and temporary file; the database goes by its rows. */
  readonly files: readonly string[];
  /** Every row of every table, as JSON. */
  readonly rows: readonly string[];
}

export function holdingsOf(projectDir: string): Holdings {
  const files = ['objects', 'tmp', 'backups', 'almanac.json'].flatMap((name) => filesBelow(projectDir, name)).filter((name) => name !== 'tmp/grants.json');
  const hashed = files.map((name) => `${name} ${createHash('sha256').update(readFileSync(join(projectDir, name))).digest('hex')}`);
  const db = new Database(join(projectDir, 'almanac.db'), { readonly: true });
  try {
    const tables = z.array(z.string()).parse(db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name").pluck().all());
    const rows = tables.filter((name) => !tellingTables.has(name)).flatMap((name) => db.prepare(`select * from "${name}"`).all().map((row) => `${name} ${JSON.stringify(row)}`));
    return { files: hashed, rows };
  } finally {
    db.close();
  }
}

function filesBelow(projectDir: string, name: string): string[] {
  const path = join(projectDir, name);
  if (!existsSync(path)) return [];
  if (name.includes('.json')) return [name];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectDir.length + 1))
    .sort();
}
