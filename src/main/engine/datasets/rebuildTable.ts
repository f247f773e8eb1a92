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
import { readSource, type ReadingOutcome, type ReadSource } from './reading/readSource';
import type { StoredColumn, StoredSnapshot } from './snapshotStore';
import { isText } from './snapshotTable';
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
  const survey = await surveyBytes(sourcePath, { signal });
  if (survey.sha256 !== snapshot.sourceSha256) throw new EngineError('corrupt-store', words.damagedSource(snapshot.datasetName, snapshot.number), { snapshotId: snapshot.id });
  const prepare = createPreparer({ path: sourcePath, survey, tables, tempPath, signal, mostRecords: null });
  const read = (types: ColumnTypes): Promise<ReadingOutcome> => readSource({ prepare, request: requestOf(snapshot), chosenTypes: types, cellsPath: () => tempPath('.plain'), signal, onProgress: () => undefined });
  const made = await makeTable(tables, await readAlike(snapshot, read), { parquetPath, chosenTypes: new Map(), signal, onWritten: () => undefined });
  if (snapshot.columns.some(({ digest }, i) => made.columns[i]?.digest !== digest)) throw otherTable(snapshot);
}

type ColumnTypes = ReadonlyMap<string, ColumnType>;

/** Types come from the cells again; those that come out otherwise were chosen by the analyst. */
async function readAlike(snapshot: StoredSnapshot, read: (types: ColumnTypes) => Promise<ReadingOutcome>): Promise<ReadSource> {
  const { table } = await read(new Map());
  const otherwise = snapshot.columns.filter((column, i) => !isAlike(column, table?.forms[i]));
  if (table && otherwise.length === 0 && table.rows === snapshot.rows) return table;
  for (const columns of [otherwise, snapshot.columns]) {
    const { table: again } = await read(new Map(columns.map(({ name, type }) => [name, type])));
    if (again?.rows === snapshot.rows && snapshot.columns.every((column, i) => isAlike(column, again.forms[i]))) return again;
  }
  throw otherTable(snapshot);
}

function isAlike({ name, type, keepsText }: StoredColumn, form: ColumnForm | undefined): boolean {
  return form !== undefined && form.name === name && form.keepsText === keepsText && form.storage === (isText(type) ? 'text' : type);
}

function otherTable({ id, datasetName, number }: StoredSnapshot): EngineError {
  return new EngineError('corrupt-store', words.otherTable(datasetName, number), { snapshotId: id });
}

/** Everything that was settled then is asked for now, so that no question can come up again. */
function requestOf({ reading, columns }: StoredSnapshot): ReadingRequest {
  return { ...reading, columnNames: columns.map(({ name }) => name), onAmbiguous: 'guess' };
}
