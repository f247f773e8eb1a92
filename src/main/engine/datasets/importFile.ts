/** Imports a file: bytes first, then cells, types, the stored table, and last the row that makes it known. */
import type { z } from 'zod';
import { datasetNameOf } from '@shared/areas/datasetName';
import type { importRequestSchema, ImportReport, Reading } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import type { CallContext } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { flushFile } from '../storage/durableFile';
import type { TableSession } from '../storage/tableSession';
import { createPreparer } from './inputs/prepareInput';
import { keepFiles } from './keepFiles';
import { makeTable, type MadeTable } from './makeTable';
import { surveyBytes, type ByteSurvey } from './reading/byteSurvey';
import type { Notice } from './reading/notices';
import { pointAtOddCharacters } from './reading/pointAtOddCharacters';
import { readSource, type ReadingOutcome, type ReadSource, type SourceSettings } from './reading/readSource';
import type { FailingCondition } from './repairs/applyRepairs';
import { repairTable } from './repairs/repairTable';
import { snapshotId } from './snapshotId';
import { addSnapshot, findSnapshot, getSnapshot, type StoredColumn, type StoredSnapshot } from './snapshotStore';
import { snapshotTable } from './snapshotTable';
import { assertSpace, toldOfSpace } from './spaceForImport';
import { takeFromTrash } from './versionMarks';
import { withTemporaryPaths, type NewPath } from './temporaryPaths';

export interface ImportStores {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly tables: TableSession;
  readonly ports: Ports;
  readonly failing: FailingCondition;
}

export interface ImportSource {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

type ImportRequest = Omit<z.output<typeof importRequestSchema>, 'ticket'>;

/** What `toReport` needs, so that the caller may show a snapshot in its own way. */
export type ImportOutcome = Omit<ImportReport, 'snapshot'> & { readonly snapshot: StoredSnapshot | null };

const words = datasetsMessages.progress;

/** Shares of the work, measured on a wide file of 158 MB. */
const shares = { survey: 0.17, read: 0.55, write: 0.88, facts: 0.98 };

/** Stores nothing where the verdict is ask or reject, or where it throws: `unreadable-file`, `invalid-input`, `not-found`, `conflict` where the file changes meanwhile, `disk-full`, `no-access`, `cancelled`. */
export async function importFile(stores: ImportStores, source: ImportSource, request: ImportRequest, context: CallContext): Promise<ImportOutcome> {
  try {
    assertSpace(stores.blobs, source);
    return await withTemporaryPaths(stores.blobs, (newPath) => importWith(newPath, stores, source, request, context));
  } catch (error) {
    if (context.signal.aborted) throw new EngineError('cancelled', datasetsMessages.refused.cancelled, {}, { cause: error });
    throw toldOfSpace(error, stores.blobs, source);
  }
}

async function importWith(newPath: NewPath, stores: ImportStores, source: ImportSource, request: ImportRequest, context: CallContext): Promise<ImportOutcome> {
  const { signal, report } = context;
  // DuckDB is loaded at its first use; so that happens while the file is copied.
  void stores.tables.rows('select 1').catch(() => undefined);
  const copyPath = newPath('.source');
  const survey = await surveyBytes(source.path, { copyTo: copyPath, name: source.name, signal, onBytes: (done, total) => report({ fraction: (shares.survey * done) / Math.max(1, total), title: words.survey }) });
  const flushed = flushFile(copyPath);
  try {
    return await importCopy({ path: copyPath, survey, flushed }, newPath, stores, source, request, context);
  } finally {
    // An open file can be removed on some systems only.
    await flushed;
  }
}

interface SourceCopy {
  readonly path: string;
  readonly survey: ByteSurvey;
  /** Settled when its bytes are on the drive. */
  readonly flushed: Promise<void>;
}

async function importCopy({ path: copyPath, survey, flushed }: SourceCopy, newPath: NewPath, stores: ImportStores, source: ImportSource, request: ImportRequest, { signal, report }: CallContext): Promise<ImportOutcome> {
  const { blobs } = stores;
  const chosenTypes = new Map(request.columns.flatMap(({ name, type }) => (type === undefined ? [] : [[name, type] as const])));
  const settings: SourceSettings = {
    prepare: createPreparer({ path: copyPath, survey, tables: stores.tables, tempPath: newPath, signal, mostRecords: null }),
    request: request.reading,
    chosenTypes,
    cellsPath: () => newPath('.plain'),
    signal,
    onProgress: (fraction) => report({ fraction: shares.survey + (shares.read - shares.survey) * fraction, title: words.read }),
  };
  const found = await readSource(settings);
  if (found.problems.length > 0) return refusal('reject', [...found.problems, ...found.warnings], found);
  if (found.questions.length > 0 || !found.table) return refusal('ask', found.warnings, found);
  assertKnownColumns(request, found.table);
  report({ fraction: shares.read, title: words.write });
  const made = await makeTable(stores.tables, found.table, { parquetPath: newPath('.parquet'), chosenTypes, signal, onWritten: () => report({ fraction: shares.write, title: words.facts }) });
  const odd = found.located === null ? made.warnings : await pointAtOddCharacters(found.located.path, found.located.encoding, made.warnings);
  const { table, columns, parquetPath: tablePath } = await repairedWhereAsked(stores, made, { ...found, warnings: [...found.warnings, ...odd] }, request, newPath, signal);
  const read = { ...found, ...table };
  report({ fraction: shares.facts, title: words.keep });

  const id = snapshotId({ sourceSha256: survey.sha256, reading: table.reading, columns, rows: table.rows });
  const known = findSnapshot(stores.db, id);
  const name = request.name ?? proposedName(source.name, request.reading);
  // From here on it is kept: what was moved in and then not known would be left lying.
  signal.throwIfAborted();
  await flushed;
  const snapshot = await keepFiles(stores.db, blobs, [{ path: tablePath }, { path: copyPath, sha256: survey.sha256 }], ([kept]) => {
    if (known) {
      if (isAway(known)) takeFromTrash(stores.db, [id]);
      return getSnapshot(stores.db, id);
    }
    return addSnapshot(
      stores.db,
      name,
      stores.ports.ids.next(),
      {
        id,
        sourceName: source.name,
        sourceSha256: survey.sha256,
        sourceSizeBytes: survey.sizeBytes,
        rows: table.rows,
        columns,
        reading: table.reading,
        warnings: [...read.warnings],
        records: read.records,
        createdAt: stores.ports.clock.now(),
        tableSha256: kept!.sha256,
        tableSizeBytes: kept!.sizeBytes,
      },
      request.columns,
    );
  });
  if (known) return storedOutcome(read, snapshot, name, !isAway(known));
  report({ fraction: 1, title: words.done });
  return storedOutcome(read, snapshot, name, snapshot.datasetName !== name);
}

interface FinishedTable {
  readonly table: Pick<ImportReport, 'records'> & { readonly reading: Reading; readonly rows: number; readonly warnings: readonly Notice[] };
  readonly columns: readonly StoredColumn[];
  readonly parquetPath: string;
}

/** The repairs of a request follow the reading; without any the table is finished as it was read. */
async function repairedWhereAsked({ tables, failing }: ImportStores, made: MadeTable, { warnings, records }: ReadingOutcome, request: ImportRequest, newPath: NewPath, signal: AbortSignal): Promise<FinishedTable> {
  const { table, columns, parquetPath } = made;
  const { repairs } = request.reading;
  if (repairs === undefined) return { table: { reading: table.reading, rows: table.rows, warnings, records }, columns, parquetPath };
  const read = { table: snapshotTable(parquetPath, table.rows, columns, columns.map(({ keepsText }) => keepsText)), columns, reading: table.reading, records, warnings };
  const repairedPath = newPath('.parquet');
  const { columns: repaired, ...rest } = await repairTable(tables, read, { repairs, failing, parquetPath: repairedPath, signal });
  return { table: rest, columns: repaired, parquetPath: repairedPath };
}

function refusal(verdict: 'ask' | 'reject', warnings: readonly Notice[], { questions, records, reading }: ReadingOutcome): ImportOutcome {
  return { verdict, snapshot: null, alreadyThere: false, warnings: [...warnings], questions: verdict === 'ask' ? [...questions] : [], records: allRefused(records), reading };
}

function allRefused({ in: all, stored, quarantined, blank, comment }: ImportReport['records']): ImportReport['records'] {
  return { in: all, stored: 0, quarantined: 0, refused: stored + quarantined, blank, comment };
}

/** The verdict tells of the file alone; that its table is in another dataset than asked for is said beside it. */
function storedOutcome({ warnings, records, reading }: ReadingOutcome, snapshot: StoredSnapshot, name: string, alreadyThere: boolean): ImportOutcome {
  const elsewhere: Notice = { code: 'already-imported', message: datasetsMessages.warnings.alreadyImported(snapshot.datasetName, snapshot.number, name) };
  return {
    verdict: warnings.length > 0 ? 'warn' : 'accept',
    snapshot,
    alreadyThere,
    warnings: [...warnings, ...(snapshot.datasetName === name ? [] : [elsewhere])],
    questions: [],
    records,
    reading,
  };
}

/** In the trash, or with its files cleared from it: the import brings it back. */
function isAway({ trashedAt, removedAt }: StoredSnapshot): boolean {
  return trashedAt !== undefined || removedAt !== undefined;
}

function assertKnownColumns({ columns, reading }: ImportRequest, { forms }: ReadSource): void {
  const names = new Set(forms.map(({ name }) => name));
  const named = [...columns.map(({ name }) => name), ...(reading.columnNullTokens ?? []).map(({ column }) => column)];
  const unknown = named.find((name) => !names.has(name));
  if (unknown !== undefined) throw new EngineError('invalid-input', datasetsMessages.refused.unknownColumn(unknown, [...names]), { column: unknown });
}

export function proposedName(fileName: string, { sheet }: Pick<ImportRequest['reading'], 'sheet'>): string {
  return datasetNameOf(fileName, sheet) ?? datasetsMessages.defaultName;
}
