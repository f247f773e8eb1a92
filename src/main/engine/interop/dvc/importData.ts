/** Imports the tables of a DVC repository, cache or remote as datasets; one that needs a decision, or is none, is named and passed over. */
import { extname, posix } from 'node:path';
import type { DataImport } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { CallContext, JobContext } from '../../kernel/area';
import { hashFile } from '../../storage/blobStore';
import { firstCells, type DataImportParts } from './listObjects';
import { readRepository, type Tracked } from './readRepository';
import { readStore } from './readStore';
import { findContents, type PassedOver, type TrackedTable } from './trackedTable';

const words = interopMessages.skipped;

/** `objects`: only contents with these hashes; all where left out. Throws `invalid-input` where the folder holds nothing of DVC. */
export async function importData(parts: DataImportParts, folder: string, objects: readonly string[] | undefined, context: JobContext): Promise<DataImport> {
  const { tables, skipped } = choose(await findTables(parts, folder, objects, context), objects);
  const snapshots: DataImport['snapshots'] = [];
  for (const [i, table] of tables.entries()) {
    context.signal.throwIfAborted();
    context.report({ fraction: i / tables.length, title: interopMessages.progress.importing(table.path) });
    const outcome = await importOne(parts, table, context);
    if ('reason' in outcome) skipped.push({ path: table.path, reason: outcome.reason });
    else snapshots.push({ path: table.path, md5: table.md5, told: table.told, ...outcome });
  }
  return { snapshots, skipped };
}

async function findTables(parts: DataImportParts, folder: string, objects: readonly string[] | undefined, context: CallContext): Promise<Tracked> {
  const found = (await readRepository(folder, context.signal)) ?? (await tablesOfStore(parts, folder, objects, context));
  if (!found) throw new EngineError('invalid-input', interopMessages.refused.notDvc, { folder });
  return found;
}

/** Without names, what reads as a table is one. */
async function tablesOfStore(parts: DataImportParts, folder: string, wanted: readonly string[] | undefined, context: CallContext): Promise<Tracked | null> {
  const store = readStore(folder);
  if (!store) return null;
  const tables: TrackedTable[] = [];
  const skipped: PassedOver[] = [];
  for (const object of store.objects) {
    if (wanted && !wanted.includes(object.md5)) continue;
    context.signal.throwIfAborted();
    const { path, md5 } = object;
    const found = await findContents(store.roots, { md5, legacy: false, workspace: null }, context.signal);
    if ('reason' in found) skipped.push({ path, reason: found.reason });
    else if (wanted || (await firstCells(parts, object, context))) tables.push({ path, md5, place: found.place, told: null, almanac: null });
  }
  return { tables, skipped };
}

function choose({ tables, skipped }: Tracked, objects: readonly string[] | undefined): { readonly tables: readonly TrackedTable[]; readonly skipped: DataImport['skipped'] } {
  if (!objects) return { tables, skipped: [...skipped] };
  const chosen = tables.filter(({ md5 }) => objects.includes(md5));
  const missing = objects.filter((md5) => !chosen.some((table) => table.md5 === md5));
  return { tables: chosen, skipped: missing.map((md5) => skipped.find(({ path }) => path.replaceAll('/', '').endsWith(md5)) ?? { path: md5, reason: words.notHere }) };
}

async function importOne({ datasets, files }: DataImportParts, { place, path, md5, almanac }: TrackedTable, context: JobContext): Promise<Pick<DataImport['snapshots'][number], 'snapshotId' | 'dataset' | 'number' | 'alreadyThere'> | { readonly reason: string }> {
  try {
    const isNamed = extname(path) !== '';
    const { ticket } = files.grant(place, isNamed ? posix.basename(path) : `${md5}.csv`);
    const name = almanac?.dataset ?? ((isNamed ? posix.basename(path, extname(path)).slice(0, 200) : interopMessages.nameOfObject(md5)) || undefined);
    const known = almanac !== null && almanac.sha256 === (await hashFile(place)) ? almanac : null;
    const reading = { onRagged: 'reject' as const, ...known?.reading, onAmbiguous: 'ask' as const };
    const { snapshot, alreadyThere, questions, warnings } = await datasets.handlers['datasets.import']({ ticket, name, reading, columns: known?.columns ?? [] }, { ...context, report: () => undefined });
    if (!snapshot) return { reason: words.asked([...questions, ...warnings].map(({ message }) => message).join(' ')) };
    return { snapshotId: snapshot.id, dataset: snapshot.datasetName, number: snapshot.number, alreadyThere };
  } catch (error) {
    if (error instanceof EngineError && error.code !== 'cancelled') return { reason: error.message };
    throw error;
  }
}
