/** Makes the stored table of a version again from its source, read as it was read then, and proves that it is the same. */
import type { ColumnType } from '@shared/areas/common';
import type { ReadingRequest } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import type { BlobStore } from '../storage/blobStore';
import type { TableSession } from '../storage/tableSession';
import { createPreparer } from './inputs/prepareInput';
import { makeTable } from './makeTable';
import { surveyBytes } from './reading/byteSurvey';
import type { ColumnForm } from './reading/columnForm';
import { repairAgain } from './repairs/repairTable';
import { readSource, type ReadingOutcome, type ReadSource } from './reading/readSource';
import type { StoredColumn, StoredSnapshot } from './snapshotStore';
import { isText, snapshotTable, type SnapshotTable } from './snapshotTable';
import { withTemporaryPaths, type NewPath } from './temporaryPaths';

const words = datasetsMessages.refused;

/** Hands the path of the finished table on; it is gone afterwards. Throws `corrupt-store` where the source is damaged or gives another table, `cancelled`. */
export async function rebuildTable<T>(blobs: BlobStore, tables: TableSession, snapshot: StoredSnapshot, signal: AbortSignal, use: (tablePath: string) => Promise<T>): Promise<T> {
  return withTemporaryPaths(blobs, (newPath) =>
    blobs.withFile(snapshot.sourceSha256, async (sourcePath) => {
      const tablePath = newPath('.parquet');
      await writeAgain(tables, snapshot, sourcePath, tablePath, newPath, signal);
      return use(tablePath);
    }),
  );
}

async function writeAgain(tables: TableSession, snapshot: StoredSnapshot, sourcePath: string, parquetPath: string, tempPath: NewPath, signal: AbortSignal): Promise<void> {
  const isRepaired = snapshot.reading.repaired !== undefined;
  const read = await readAgain(tables, snapshot, sourcePath, isRepaired ? tempPath('.parquet') : parquetPath, tempPath, signal);
  const columns = isRepaired ? await repairAgain(tables, read, snapshot.reading, parquetPath, signal) : read.columns;
  if (snapshot.columns.some(({ digest }, i) => columns[i]?.digest !== digest)) throw otherTable(snapshot);
}

export interface TableAsRead {
  readonly table: SnapshotTable;
  readonly columns: readonly StoredColumn[];
  readonly path: string;
}

/** The table of a repaired version as it was read, made again from its source. Throws `corrupt-store`, `cancelled`. */
export function rebuildAsRead(blobs: BlobStore, tables: TableSession, snapshot: StoredSnapshot, tempPath: NewPath, signal: AbortSignal): Promise<TableAsRead> {
  return blobs.withFile(snapshot.sourceSha256, (sourcePath) => readAgain(tables, snapshot, sourcePath, tempPath('.parquet'), tempPath, signal));
}

async function readAgain(tables: TableSession, snapshot: StoredSnapshot, sourcePath: string, path: string, tempPath: NewPath, signal: AbortSignal): Promise<TableAsRead> {
  const survey = await surveyBytes(sourcePath, { signal });
  if (survey.sha256 !== snapshot.sourceSha256) throw new EngineError('corrupt-store', words.damagedSource(snapshot.datasetName, snapshot.number), { snapshotId: snapshot.id });
  const prepare = createPreparer({ path: sourcePath, survey, tables, tempPath, signal, mostRecords: null });
  const base = asRead(snapshot);
  const read = (types: ColumnTypes): Promise<ReadingOutcome> => readSource({ prepare, request: requestOf(base), chosenTypes: types, cellsPath: () => tempPath('.plain'), signal, onProgress: () => undefined });
  const made = await makeTable(tables, await readAlike(base, read), { parquetPath: path, chosenTypes: new Map(), signal, onWritten: () => undefined });
  // Whether text is a category or a code may have been chosen.
  const columns = made.columns.map((column, i) => ({ ...column, type: base.columns[i]?.type ?? column.type }));
  return { columns, path, table: snapshotTable(path, base.rows, columns, columns.map(({ keepsText }) => keepsText)) };
}

/** A version before its repairs, as far as reading it again needs to know it. */
type ReadAlike = Pick<StoredSnapshot, 'id' | 'datasetName' | 'number' | 'rows' | 'reading'> & { readonly columns: readonly Pick<StoredColumn, 'name' | 'type' | 'keepsText'>[] };

function asRead(snapshot: StoredSnapshot): ReadAlike {
  const { repairs: _repairs, repaired, ...reading } = snapshot.reading;
  return repaired === undefined ? snapshot : { ...snapshot, reading, rows: repaired.rows, columns: repaired.columns };
}

type ColumnTypes = ReadonlyMap<string, ColumnType>;

/** Types come from the cells again; those that come out otherwise were chosen by the analyst. */
async function readAlike(snapshot: ReadAlike, read: (types: ColumnTypes) => Promise<ReadingOutcome>): Promise<ReadSource> {
  const { table } = await read(new Map());
  const otherwise = snapshot.columns.filter((column, i) => !isAlike(column, table?.forms[i]));
  if (table && otherwise.length === 0 && table.rows === snapshot.rows) return table;
  for (const columns of [otherwise, snapshot.columns]) {
    const { table: again } = await read(new Map(columns.map(({ name, type }) => [name, type])));
    if (again?.rows === snapshot.rows && snapshot.columns.every((column, i) => isAlike(column, again.forms[i]))) return again;
  }
  throw otherTable(snapshot);
}

function isAlike({ name, type, keepsText }: ReadAlike['columns'][number], form: ColumnForm | undefined): boolean {
  return form !== undefined && form.name === name && form.keepsText === keepsText && form.storage === (isText(type) ? 'text' : type);
}

function otherTable({ id, datasetName, number }: ReadAlike): EngineError {
  return new EngineError('corrupt-store', words.otherTable(datasetName, number), { snapshotId: id });
}

/** Everything that was settled then is asked for now, so that no question can come up again. */
function requestOf({ reading, columns }: ReadAlike): ReadingRequest {
  return { ...reading, columnNames: columns.map(({ name }) => name), onAmbiguous: 'guess' };
}
