/** Imports a file: bytes first, then cells, types, the stored table, and last the row that makes it known. */
import { rmSync } from 'node:fs';
import { extname } from 'node:path';
import type { z } from 'zod';
import type { importRequestSchema, ImportReport, Notice } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import type { CallContext } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import type { TableSession } from '../storage/tableSession';
import { digestColumns } from './columnDigest';
import { gatherFacts, type ColumnFacts } from './columnFacts';
import { suggestRoles } from './columnRoles';
import { typeOfColumn } from './columnType';
import { createPreparer } from './inputs/prepareInput';
import { surveyBytes } from './reading/byteSurvey';
import { readSource, type ReadingOutcome, type ReadSource } from './reading/readSource';
import { snapshotId } from './snapshotId';
import { addSnapshot, findSnapshot, type StoredColumn, type StoredSnapshot } from './snapshotStore';
import { snapshotTable } from './snapshotTable';
import { writeTypedTable } from './typedTable';

export interface ImportStores {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly tables: TableSession;
  readonly ports: Ports;
}

export interface ImportSource {
  readonly path: string;
  readonly name: string;
}

type ImportRequest = Omit<z.output<typeof importRequestSchema>, 'ticket'>;

/** What `toReport` needs, so that the caller may show a snapshot in its own way. */
export type ImportOutcome = Omit<ImportReport, 'snapshot'> & { readonly snapshot: StoredSnapshot | null };

const words = datasetsMessages.progress;

/** Shares of the work, measured on a wide file of 158 MB. */
const shares = { survey: 0.08, read: 0.62, write: 0.85, facts: 0.93 };

/** Stores nothing where the verdict is ask or reject. Throws `unreadable-file`, `invalid-input`, `cancelled`. */
export async function importFile(stores: ImportStores, source: ImportSource, request: ImportRequest, { signal, report }: CallContext): Promise<ImportOutcome> {
  const { blobs } = stores;
  const temporary: string[] = [];
  const newPath = (suffix: string): string => {
    const path = blobs.tempPath(suffix);
    temporary.push(path);
    return path;
  };
  try {
    const copyPath = newPath('.source');
    const survey = await surveyBytes(source.path, { copyTo: copyPath, signal, onBytes: (done, total) => report({ fraction: (shares.survey * done) / Math.max(1, total), title: words.survey }) });
    const chosenTypes = new Map(request.columns.flatMap(({ name, type }) => (type === undefined ? [] : [[name, type] as const])));
    const read = await readSource({
      prepare: createPreparer({ path: copyPath, survey, tables: stores.tables, tempPath: newPath, signal, mostRecords: null }),
      request: request.reading,
      chosenTypes,
      plainPath: () => newPath('.plain'),
      signal,
      onProgress: (fraction) => report({ fraction: shares.survey + (shares.read - shares.survey) * fraction, title: words.read }),
    });
    if (read.problems.length > 0) return refusal('reject', [...read.problems, ...read.warnings], read);
    if (read.questions.length > 0 || !read.table) return refusal('ask', read.warnings, read);
    assertKnownColumns(request, read.table);

    report({ fraction: shares.read, title: words.write });
    const { table } = read;
    const tablePath = newPath('.parquet');
    await writeTypedTable(stores.tables, { plainPath: read.plainPath, parquetPath: tablePath, forms: table.forms, reading: table.reading, rows: table.rows, longestRecord: table.longestRecord, signal });
    rmSync(read.plainPath);
    report({ fraction: shares.write, title: words.facts });
    const columns = await describeColumns(stores.tables, tablePath, table, chosenTypes, signal);
    report({ fraction: shares.facts, title: words.keep });

    const id = snapshotId({ sourceSha256: survey.sha256, reading: table.reading, columns, rows: table.rows });
    const known = findSnapshot(stores.db, id);
    const name = request.name ?? datasetName(source.name);
    if (known) return storedOutcome(read, known, name, true);

    const stored = await blobs.putFile(tablePath);
    await blobs.putFile(copyPath, survey.sha256);
    signal.throwIfAborted();
    const snapshot = addSnapshot(
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
        tableSha256: stored.sha256,
        tableSizeBytes: stored.sizeBytes,
      },
      request.columns,
    );
    report({ fraction: 1, title: words.done });
    return storedOutcome(read, snapshot, name, snapshot.datasetName !== name);
  } catch (error) {
    if (signal.aborted) throw new EngineError('cancelled', datasetsMessages.refused.cancelled, {}, { cause: error });
    throw error;
  } finally {
    for (const path of temporary) rmSync(path, { force: true });
  }
}

function refusal(verdict: 'ask' | 'reject', warnings: readonly Notice[], { questions, records, reading }: ReadingOutcome): ImportOutcome {
  return { verdict, snapshot: null, alreadyThere: false, warnings: [...warnings], questions: verdict === 'ask' ? [...questions] : [], records, reading };
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

function assertKnownColumns({ columns, reading }: ImportRequest, { forms }: ReadSource): void {
  const names = new Set(forms.map(({ name }) => name));
  const named = [...columns.map(({ name }) => name), ...(reading.columnNullTokens ?? []).map(({ column }) => column)];
  const unknown = named.find((name) => !names.has(name));
  if (unknown !== undefined) throw new EngineError('invalid-input', datasetsMessages.refused.unknownColumn(unknown, [...names]), { column: unknown });
}

export function datasetName(fileName: string): string {
  const bare = fileName.slice(0, fileName.length - extname(fileName).length).trim();
  return (bare === '' ? datasetsMessages.defaultName : bare).slice(0, 200);
}

async function describeColumns(tables: TableSession, tablePath: string, { forms, textDigests, missing, rows }: ReadSource, chosenTypes: ReadonlyMap<string, StoredColumn['type']>, signal: AbortSignal): Promise<StoredColumn[]> {
  const drafts = forms.map(({ name, storage }) => ({ name, type: storage }));
  const keepsText = forms.map((form) => form.keepsText);
  const table = snapshotTable(tablePath, rows, drafts, keepsText);
  const facts = await gatherFacts(tables, table, forms, signal);
  const lost = forms.findIndex((_, i) => factsAt(facts, i).nulls !== missing[i]);
  if (lost !== -1) throw new EngineError('internal', datasetsMessages.refused.valuesLost(forms[lost]?.name ?? '', factsAt(facts, lost).nulls, missing[lost] ?? 0));
  const digests = await finalDigests(tables, table, forms, textDigests, signal);
  const typed = forms.map((form, i) => ({ ...typeOfColumn(form, factsAt(facts, i), rows, chosenTypes.get(form.name)), name: form.name, nulls: factsAt(facts, i).nulls, distinct: factsAt(facts, i).distinct, rows }));
  const roles = suggestRoles(typed);
  return typed.map(({ name, type, evidence, nulls, distinct }, i) => ({
    name,
    type,
    evidence,
    nulls,
    distinct,
    digest: digests[i] ?? '',
    role: roles[i]?.role ?? 'feature',
    knownWhen: roles[i]?.knownWhen ?? 'before-launch',
    keepsText: keepsText[i] ?? false,
  }));
}

function factsAt(facts: readonly ColumnFacts[], index: number): ColumnFacts {
  const found = facts[index];
  if (!found) throw new EngineError('internal', 'A column was lost while its values were counted.');
  return found;
}

/** Where cells are stored as they were written, the digest of their text is that of the values; the others are read back. */
async function finalDigests(tables: TableSession, table: ReturnType<typeof snapshotTable>, forms: ReadSource['forms'], textDigests: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const changed = forms.flatMap((form, i) => (form.keepsText ? [i] : []));
  const recomputed = await digestColumns(tables, table, changed, signal);
  return textDigests.map((digest, i) => (changed.includes(i) ? (recomputed[changed.indexOf(i)] ?? '') : digest));
}
