/** What checks run over: one stored table, its surroundings, and how many failing rows are shown. */
import type { SnapshotTable } from '@engine/datasets';
import type { TableConnection } from '../../storage/tableSession';

/** What a check may ask about the world around its table. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Rows of earlier versions of the dataset, oldest first. */
  earlierRows(): readonly number[];
  /** What the import found in the file. */
  readonly findings: readonly { readonly code: string; readonly message: string }[];
  /** Rows that were set aside. */
  readonly quarantined: number;
  /** The newest version of another dataset by its name. Throws `not-found`. */
  reference(dataset: string): Promise<SnapshotTable>;
}

/** A table that comes from nowhere: no time before, nothing beside it. */
export function aloneAt(now: number, refuse: (dataset: string) => Error): Surroundings {
  return { now, earlierRows: () => [], findings: [], quarantined: 0, reference: (dataset) => Promise.reject(refuse(dataset)) };
}

export interface CheckRun extends Surroundings {
  readonly connection: TableConnection;
  readonly table: SnapshotTable;
  /** Failing rows shown per check. */
  readonly sampleRows: number;
}
