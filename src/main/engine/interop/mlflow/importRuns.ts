/** Takes the runs of an MLflow store in, all in one transaction; what cannot be read is named. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunImport } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { Ports } from '../../kernel/ports';
import type { Db } from '../../storage/database';
import { keepImportedRun } from '../importedRunStore';
import { readDatabase } from './readDatabase';
import { findStore, readStore } from './readStore';

export interface RunImportParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock'>;
}

/** Throws `invalid-input` where the folder holds neither a file store nor an mlflow.db. */
export async function importRuns({ db, ports }: RunImportParts, folder: string, signal: AbortSignal): Promise<RunImport> {
  const database = join(folder, 'mlflow.db');
  const root = findStore(folder);
  if (root === null && !existsSync(database)) throw new EngineError('invalid-input', interopMessages.refused.notMlflow, { folder });
  const { experiments, runs, skipped } = root === null ? readDatabase(database) : await readStore(root, signal);
  const importedAt = ports.clock.now();
  const kept = db.transaction(() => runs.filter((run) => keepImportedRun(db, { ...run, importedAt })).length).immediate();
  return { experiments, runs: kept, alreadyThere: runs.length - kept, skipped: [...skipped] };
}
