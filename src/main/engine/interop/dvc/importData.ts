/** Imports the tables of a DVC repository, cache or remote as datasets; one that needs a decision, or is none, is named and passed over. */
import { extname, posix } from 'node:path';
import { datasetNameOf } from '@shared/areas/datasetName';
import type { DataImport } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { CallContext, JobContext } from '../../kernel/area';
import { hashFile } from '../../storage/blobStore';
import { firstCells, type DataImportParts } from './listObjects';
import type { DvcPlace } from './place';
import { readRepository, type Tracked } from './readRepository';
import { endingOf, readStore } from './readStore';
import { findContents, type PassedOver, type TrackedTable } from './trackedTable';

const words = interopMessages.skipped;
const longestNote = 2000;

export interface DataChoice {
  /** Only contents with these hashes; all where left out. */
  readonly objects?: readonly string[] | undefined;
  /** With the versions before, as far as git remembers them. */
  readonly earlier: boolean;
}

/** Throws `invalid-input` where the folder holds nothing of DVC. */
export async function importData(parts: DataImportParts, place: DvcPlace, choice: DataChoice, context: JobContext): Promise<DataImport> {
  const { tables, skipped } = choose(await findTables(parts, place, choice, context), choice.objects);
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

async function findTables(parts: DataImportParts, { root, pointer }: DvcPlace, { objects, earlier }: DataChoice, context: CallContext): Promise<Tracked> {
  const found = (await readRepository(root, { pointer, earlier }, context.signal)) ?? (pointer === undefined ? await tablesOfStore(parts, root, objects, context) : null);
  if (!found) throw new EngineError('invalid-input', interopMessages.refused.notDvc, { folder: root });
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
    else if (wanted || (await firstCells(parts, object, context))) tables.push({ path, md5, place: found.place, told: null, notes: [], almanac: null });
  }
  return { tables, skipped };
}

function choose({ tables, skipped }: Tracked, objects: readonly string[] | undefined): { readonly tables: readonly TrackedTable[]; readonly skipped: DataImport['skipped'] } {
  if (!objects) return { tables, skipped: [...skipped] };
  const chosen = tables.filter(({ md5 }) => objects.includes(md5));
  const missing = objects.filter((md5) => !chosen.some((table) => table.md5 === md5));
  return { tables: chosen, skipped: missing.map((md5) => skipped.find(({ path }) => path.replaceAll('/', '').endsWith(md5)) ?? { path: md5, reason: words.notHere }) };
}

async function importOne({ datasets, files }: DataImportParts, { place, path, md5, notes, almanac }: TrackedTable, context: JobContext): Promise<Pick<DataImport['snapshots'][number], 'snapshotId' | 'dataset' | 'number' | 'alreadyThere'> | { readonly reason: string }> {
  try {
    const isNamed = extname(path) !== '';
    const { ticket } = files.grant(place, isNamed ? posix.basename(path) : md5 + (endingOf(place) ?? '.csv'));
    const name = almanac?.dataset ?? (isNamed ? datasetNameOf(posix.basename(path)) : null) ?? interopMessages.nameOfObject(md5);
    const known = almanac !== null && almanac.sha256 === (await hashFile(place)) ? almanac : null;
    const reading = { onRagged: 'reject' as const, ...known?.reading, onAmbiguous: 'ask' as const };
    const { snapshot, alreadyThere, questions, warnings } = await datasets.handlers['datasets.import']({ ticket, name, reading, columns: known?.columns ?? [] }, { ...context, report: () => undefined });
    if (!snapshot) return { reason: words.asked([...questions, ...warnings].map(({ message }) => message).join(' ')) };
    const note = [...(known?.note === undefined ? [] : [known.note]), ...notes].join('\n').slice(0, longestNote);
    // What somebody wrote here is never written over.
    if (note !== '' && (snapshot.note ?? '') === '') await datasets.handlers['datasets.setNote']({ snapshotId: snapshot.id, note }, context);
    return { snapshotId: snapshot.id, dataset: snapshot.datasetName, number: snapshot.number, alreadyThere };
  } catch (error) {
    if (error instanceof EngineError && error.code !== 'cancelled') return { reason: error.message };
    throw error;
  }
}
