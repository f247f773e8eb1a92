/** From a read table to its Parquet file with described columns; what the file gives back is held against what was read. */
import { rmSync } from 'node:fs';
import type { ColumnType } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
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

/** Throws `cancelled`, and `internal` where the file does not give back what was read. */
export async function makeTable(tables: TableSession, table: ReadSource, settings: TableSettings): Promise<MadeTable> {
  const { parquetPath, chosenTypes, signal } = settings;
  const { text, forms, reading, rows } = table;
  const known = await writeTypedTable(tables, { text, parquetPath, forms, reading, rows, signal });
  rmSync(text.path);
  settings.onWritten();
  const drafts = forms.map(({ name, storage }) => ({ name, type: storage }));
  const stored = snapshotTable(parquetPath, rows, drafts, forms.map(({ keepsText }) => keepsText));
  if (text.kind === 'coded') await askWitnesses(tables, stored, text.witnesses, signal);
  return { table, ...(await describeColumns(tables, stored, table, known, chosenTypes, signal)), parquetPath };
}

async function askWitnesses(tables: TableSession, stored: SnapshotTable, witnesses: readonly Witness[], signal: AbortSignal): Promise<void> {
  for (const { row, cells } of witnesses) {
    const { cells: found } = await readCells(tables, stored, row, 1, signal);
    if (found[0]?.some((cell, c) => cell !== cells[c]) !== false) throw new EngineError('internal', datasetsMessages.refused.rowChanged(row), { row });
  }
}
