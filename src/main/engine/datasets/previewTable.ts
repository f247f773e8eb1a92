/** The head of a file as a typed table in the temp folder, as the import would store it: for a look before anything is kept. */
import { rmSync } from 'node:fs';
import type { Column } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { EngineError } from '@shared/contract/errors';
import type { BlobStore } from '../storage/blobStore';
import type { TableSession } from '../storage/tableSession';
import { isOpen, type PreparedText } from './inputs/input';
import { inspectColumns } from './inspectColumns';
import { readHead, withHead, type InspectionSource } from './inspectFile';
import { makeTable } from './makeTable';
import { cellKind } from './reading/cellKind';
import { createPlainFile } from './reading/plainFile';
import { examineEncoding, examineLayout } from './reading/readSource';
import type { Decisions } from './recipes/makeRecipe';
import { snapshotTable, type SnapshotTable } from './snapshotTable';

export interface PreviewTable {
  readonly table: SnapshotTable;
  readonly columns: readonly Column[];
  /** False where the file goes on after these rows. */
  readonly wholeFile: boolean;
}

interface PreviewStores {
  readonly blobs: BlobStore;
  readonly tables: TableSession;
}

/** Enough for tens of thousands of narrow rows, and read within a second. */
const headBytes = 2 << 20;

/** The table is gone once the work is done. Throws `invalid-input` where no row of the file can be read, `unreadable-file`, `cancelled`. */
export function withPreviewTable<T>(stores: PreviewStores, source: InspectionSource, decisions: Decisions, signal: AbortSignal, work: (preview: PreviewTable) => Promise<T>): Promise<T> {
  return withHead(stores, source, decisions.reading, signal, { headBytes }, (prepared) => {
    if (isOpen(prepared)) throw new EngineError('invalid-input', [...prepared.problems, ...prepared.questions].map(({ message }) => message).join(' '));
    return withTable(stores, prepared, { ...decisions, reading: { ...decisions.reading, ...prepared.settles } }, signal, work);
  });
}

async function withTable<T>(stores: PreviewStores, { survey, lineOf, whole }: PreparedText, { reading: request, columns: chosen }: Decisions, signal: AbortSignal, work: (preview: PreviewTable) => Promise<T>): Promise<T> {
  const encoding = examineEncoding(survey, request.encoding);
  const layout = examineLayout(survey, encoding.encoding, request);
  const { names, rows, lines } = readHead(layout, request, lineOf);
  if (rows.length === 0) throw new EngineError('invalid-input', datasetsMessages.refused.noRows);
  const chosenTypes = new Map(chosen.flatMap(({ name, type }) => (type === undefined ? [] : [[name, type] as const])));
  const { forms, tallies, reading } = inspectColumns({ names: names.names, rows, lines }, layout, encoding.encoding, request, chosenTypes);
  const plainPath = stores.blobs.tempPath('.plain');
  const parquetPath = stores.blobs.tempPath('.parquet');
  try {
    const longestRecord = await writePlain(plainPath, rows, lines, names.names.length);
    const missing = tallies.map(({ counts }) => counts[cellKind.missing] ?? 0);
    const text = { kind: 'plain', path: plainPath, longestRecord } as const;
    const { columns: described } = await makeTable(stores.tables, { forms, reading, rows: rows.length, text, textDigests: forms.map(() => ''), missing }, { parquetPath, chosenTypes, signal, onWritten: () => undefined });
    const said = new Map(chosen.map((column) => [column.name, column]));
    const columns = described.map(({ keepsText: _keeps, ...column }) => ({ ...column, role: said.get(column.name)?.role ?? column.role, knownWhen: said.get(column.name)?.knownWhen ?? column.knownWhen }));
    const table = snapshotTable(parquetPath, rows.length, columns, described.map(({ keepsText }) => keepsText));
    return await work({ table, columns, wholeFile: survey.complete && whole });
  } finally {
    rmSync(plainPath, { force: true });
    rmSync(parquetPath, { force: true });
  }
}

/** Returns the longest record in bytes. Cells are quoted in place, so the records are copies. */
async function writePlain(path: string, rows: readonly (readonly string[])[], lines: readonly number[], width: number): Promise<number> {
  const plain = await createPlainFile(path);
  try {
    const columns = Array.from({ length: width }, (_, c) => rows.map((row) => row[c] ?? ''));
    await plain.write(rows.map((row) => [...row]), columns, columns.map((cells) => cells.join('\0')), 1, lines);
    return plain.longestRecord();
  } finally {
    await plain.close();
  }
}
