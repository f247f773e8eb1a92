/** From a read table to its Parquet file with described columns; what the file gives back is held against what was read. */
import { rmSync } from 'node:fs';
import type { ColumnType } from '@shared/areas/common';
import { systemFault } from '../kernel/systemFaults';
import type { TableSession } from '../storage/tableSession';
import { readCells } from './cells';
import { describeColumns } from './describeColumns';
import type { Notice } from './reading/notices';
import type { ReadSource } from './reading/readSource';
import type { Witness } from './reading/tableText';
import { snapshotTable, type SnapshotTable } from './snapshotTable';
import type { StoredColumn } from './snapshotStore';
import { writeTypedTable } from './typedTable';

export interface MadeTable {
  readonly table: ReadSource;
  readonly columns: readonly StoredColumn[];
  /** What its values themselves tell. */
  readonly warnings: readonly Notice[];
  readonly parquetPath: string;
}

export interface TableSettings {
  readonly parquetPath: string;
  readonly chosenTypes: ReadonlyMap<string, ColumnType>;
  readonly signal: AbortSignal;
  readonly onWritten: () => void;
}

/** Thrown where DuckDB did not take the source's own bytes as the reader did; the plain copy leaves nothing open. */
export class ReadOtherwise extends Error {}

/** Tries the source's own bytes first, and the plain copy where DuckDB reads those otherwise than the reader. */
export async function orFromPlainCopy<T>(attempt: (plainOnly: boolean) => Promise<T>, onOtherwise: (reason: string) => void): Promise<T> {
  try {
    return await attempt(false);
  } catch (error) {
    if (!(error instanceof ReadOtherwise)) throw error;
    onOtherwise(error.message);
    return attempt(true);
  }
}

/** Throws `cancelled`, and where the text was the source's own, what `orFromPlainCopy` understands. */
export async function makeTable(tables: TableSession, table: ReadSource, settings: TableSettings): Promise<MadeTable> {
  const { parquetPath, chosenTypes, signal } = settings;
  const { text, forms, reading, rows } = table;
  try {
    await writeTypedTable(tables, { text, parquetPath, forms, reading, rows, signal });
    if (text.kind === 'plain') rmSync(text.path);
    settings.onWritten();
    const drafts = forms.map(({ name, storage }) => ({ name, type: storage }));
    const stored = snapshotTable(parquetPath, rows, drafts, forms.map(({ keepsText }) => keepsText));
    if (text.kind === 'regular') await askWitnesses(tables, stored, text.witnesses, signal);
    return { table, ...(await describeColumns(tables, stored, table, chosenTypes, signal)), parquetPath };
  } catch (error) {
    if (signal.aborted || text.kind === 'plain' || systemFault(error)) throw error;
    throw new ReadOtherwise(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function askWitnesses(tables: TableSession, stored: SnapshotTable, witnesses: readonly Witness[], signal: AbortSignal): Promise<void> {
  for (const { row, cells } of witnesses) {
    const { cells: found } = await readCells(tables, stored, row, 1, signal);
    if (found[0]?.some((cell, c) => cell !== cells[c]) !== false) throw new Error(`row ${row} is not as it was read`);
  }
}
