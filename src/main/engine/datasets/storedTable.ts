/** A version's own file as its table: as it was read, or without the rows that a repair set aside. */
import type { StoredSnapshot } from './snapshotStore';
import { repairedTable, snapshotTable, type SnapshotTable } from './snapshotTable';

export function storedTable(parquetPath: string, { rows, columns, reading }: Pick<StoredSnapshot, 'rows' | 'columns' | 'reading'>): SnapshotTable {
  const make = reading.repaired === undefined ? snapshotTable : repairedTable;
  return make(parquetPath, rows, columns, columns.map(({ keepsText }) => keepsText));
}
