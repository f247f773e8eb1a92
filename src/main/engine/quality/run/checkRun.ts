/** What checks run over: one stored table, its surroundings, and how many failing rows are shown. */
import type { SnapshotTable } from '@engine/datasets';
import type { TableConnection } from '../../storage/tableSession';

/** What a check may ask about the world around its table. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Rows of earlier versions of the dataset, oldest first. */
  readonly earlierRows: readonly number[];
  /** The newest version of another dataset by its name. Throws `not-found`. */
  reference(dataset: string): Promise<SnapshotTable>;
}

export interface CheckRun extends Surroundings {
  readonly connection: TableConnection;
  readonly table: SnapshotTable;
  /** Failing rows shown per check. */
  readonly sampleRows: number;
}
