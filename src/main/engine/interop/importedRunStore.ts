/** Rows of runs that came from other tools. */
import { importedRunSchema, type ImportedRun } from '@shared/areas/interop';
import { z } from 'zod';
import { canonicalJson } from '../kernel/hashing';
import type { Db } from '../storage/database';

/** True where it was new or had changed. */
export function keepImportedRun(db: Db, run: ImportedRun): boolean {
  const known = z.string().optional().parse(db.prepare('select document from imported_runs where id = ?').pluck().get(run.id));
  const before = known === undefined ? null : importedRunSchema.parse(JSON.parse(known));
  if (before && canonicalJson({ ...before, importedAt: 0 }) === canonicalJson({ ...run, importedAt: 0 })) return false;
  db.prepare('insert or replace into imported_runs (id, source, experiment, started_at, document, imported_at) values (@id, @source, @experiment, @startedAt, @document, @importedAt)').run({ ...run, document: JSON.stringify(run) });
  return true;
}

/** Newest first. */
export function listImportedRuns(db: Db): ImportedRun[] {
  return z.array(z.string()).parse(db.prepare('select document from imported_runs order by started_at desc, id').pluck().all()).map((document) => importedRunSchema.parse(JSON.parse(document)));
}
