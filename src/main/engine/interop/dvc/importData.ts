/** Imports the tables of a DVC repository as datasets; one that needs a decision, or is none, is named and passed over. */
import { extname, posix } from 'node:path';
import type { DataImport } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { Datasets } from '../../datasets';
import type { JobContext } from '../../kernel/area';
import type { Files } from '../../kernel/files';
import { readRepository } from './readRepository';

export interface DataImportParts {
  readonly datasets: Pick<Datasets, 'handlers'>;
  readonly files: Files;
}

/** Throws `invalid-input` where the folder is no DVC repository. */
export async function importData({ datasets, files }: DataImportParts, folder: string, context: JobContext): Promise<DataImport> {
  const repository = await readRepository(folder, context.signal);
  if (!repository) throw new EngineError('invalid-input', interopMessages.refused.notDvc, { folder });
  const snapshots: DataImport['snapshots'] = [];
  const skipped = [...repository.skipped];
  for (const [i, { path, place, dataset }] of repository.tables.entries()) {
    context.report({ fraction: i / repository.tables.length, title: interopMessages.progress.importing(path) });
    const { ticket } = files.grant(place, posix.basename(path));
    const name = dataset ?? (posix.basename(path, extname(path)).slice(0, 200) || undefined);
    const outcome = await importOne(datasets, ticket, name, context);
    if ('reason' in outcome) skipped.push({ path, reason: outcome.reason });
    else snapshots.push({ path, ...outcome });
  }
  return { snapshots, skipped };
}

async function importOne(datasets: DataImportParts['datasets'], ticket: string, name: string | undefined, context: JobContext): Promise<Omit<DataImport['snapshots'][number], 'path'> | { readonly reason: string }> {
  try {
    const { snapshot, alreadyThere, questions, warnings } = await datasets.handlers['datasets.import']({ ticket, name, reading: { onAmbiguous: 'ask', onRagged: 'reject' }, columns: [] }, { ...context, report: () => undefined });
    if (!snapshot) return { reason: interopMessages.skipped.asked([...questions, ...warnings].map(({ message }) => message).join(' ')) };
    return { snapshotId: snapshot.id, dataset: snapshot.datasetName, number: snapshot.number, alreadyThere };
  } catch (error) {
    if (error instanceof EngineError && error.code !== 'cancelled') return { reason: error.message };
    throw error;
  }
}
