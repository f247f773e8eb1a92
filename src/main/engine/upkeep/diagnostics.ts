/**
 * What a report of a fault needs, and nothing of what the project is about: versions, platform, sizes, counts, and codes
 * of errors. No cell, no name of a column, dataset or file, no path.
 */
import { arch, availableParallelism, freemem, platform, release, totalmem } from 'node:os';
import { z } from 'zod';
import type { Storage } from '@shared/areas/upkeep';
import type { Db } from '../storage/database';

export interface DiagnosticFacts {
  readonly appVersion: string;
  readonly formatVersion: number;
  readonly duckdbVersion: string;
  readonly storage: Storage;
  readonly backups: number;
  readonly now: number;
}

const lastErrors = 10;
const errorRowSchema = z.object({ endpoint: z.string(), code: z.string().nullable(), finished_at: z.number().nullable() });
const countSchema = z.number().int();

export function writeDiagnostics(db: Db, { appVersion, formatVersion, duckdbVersion, storage, backups, now }: DiagnosticFacts): string {
  const sqlite = z.string().parse(db.prepare('select sqlite_version()').pluck().get());
  const schema = countSchema.parse(db.pragma('user_version', { simple: true }));
  return [
    `Almanac ${appVersion}`,
    `Written ${new Date(now).toISOString()}`,
    `Engine: Node ${process.versions.node}, SQLite ${sqlite}, DuckDB ${duckdbVersion}`,
    `System: ${platform()} ${release()} ${arch()}, ${availableParallelism()} cores, ${mebibytes(totalmem())} MiB memory, ${mebibytes(freemem())} MiB free`,
    `Engine memory: ${mebibytes(process.memoryUsage().rss)} MiB, up for ${Math.round(process.uptime())} s`,
    `Project: format ${formatVersion}, database step ${schema}, ${backups} back-ups`,
    ...storage.parts.map(({ part, bytes, files }) => `  ${part}: ${bytes} bytes in ${files} files`),
    'Rows:',
    ...countRows(db).map(([table, rows]) => `  ${table}: ${rows}`),
    'Last failed jobs:',
    ...listErrors(db),
  ].join('\n');
}

/** Names of tables are the product's own. */
function countRows(db: Db): readonly (readonly [string, number])[] {
  const tables = z.array(z.string()).parse(db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name").pluck().all());
  return tables.map((table) => [table, countSchema.parse(db.prepare(`select count(*) from "${table}"`).pluck().get())]);
}

/** The message of an error may quote data; its code and its endpoint may not. */
function listErrors(db: Db): string[] {
  const rows = z.array(errorRowSchema).parse(db.prepare("select endpoint, json_extract(error, '$.code') as code, finished_at from jobs where state = 'failed' order by created_at desc, id desc limit ?").all(lastErrors));
  if (rows.length === 0) return ['  none'];
  return rows.map(({ endpoint, code, finished_at }) => `  ${finished_at === null ? '' : `${new Date(finished_at).toISOString()} `}${endpoint}: ${code ?? 'unknown'}`);
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
