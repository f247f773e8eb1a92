/** The tables of a cache or remote, by size and first cells, for a choice: their contents have no names of their own. */
import { posix } from 'node:path';
import type { DataObjects } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { Datasets } from '../../datasets';
import type { CallContext } from '../../kernel/area';
import type { Files } from '../../kernel/files';
import { hasPointers } from './readRepository';
import { readStore, type StoredObject } from './readStore';

export interface DataImportParts {
  readonly datasets: Pick<Datasets, 'handlers'>;
  readonly files: Files;
}

const mostListed = 500;
const shownCells = { rows: 4, columns: 6, length: 40 } as const;

/** Null where `.dvc` files say what is what. The largest are listed where there are too many. Throws `invalid-input` where the folder holds nothing of DVC. */
export async function listChoices(parts: DataImportParts, folder: string, context: CallContext): Promise<DataObjects | null> {
  if (hasPointers(folder)) return null;
  const store = readStore(folder);
  if (!store) throw new EngineError('invalid-input', interopMessages.refused.notDvc, { folder });
  const tables: DataObjects['tables'] = [];
  const looked = [...store.objects].sort((a, b) => b.sizeBytes - a.sizeBytes).slice(0, mostListed);
  for (const object of looked) {
    context.signal.throwIfAborted();
    const cells = await firstCells(parts, object, context);
    if (cells) tables.push({ md5: object.md5, path: object.path, named: object.named, sizeBytes: object.sizeBytes, cells });
  }
  return { tables: tables.sort((a, b) => (a.path < b.path ? -1 : 1)), notListed: store.objects.length - looked.length };
}

/** Null where it does not read as a table of at least two columns and one row. */
export async function firstCells({ datasets, files }: DataImportParts, { place, path }: StoredObject, context: CallContext): Promise<string[][] | null> {
  try {
    const { ticket } = files.grant(place, posix.basename(path));
    const { cells } = await datasets.handlers['datasets.inspect']({ ticket, reading: { onAmbiguous: 'ask', onRagged: 'reject' }, types: [] }, context);
    const isTable = cells.length > 1 && (cells[0]?.length ?? 0) > 1;
    return isTable ? cells.slice(0, shownCells.rows).map((row) => row.slice(0, shownCells.columns).map((cell) => cell.slice(0, shownCells.length))) : null;
  } catch (error) {
    if (error instanceof EngineError && error.code !== 'cancelled') return null;
    throw error;
  }
}
