/** What a rule of suggestion sees of a column, and what it proposes. */
import type { Column } from '@shared/areas/datasets';
import type { ColumnProfile } from '@shared/areas/quality';
import { checkSchema, type Check, type Severity } from '@shared/areas/qualitySchema';
import type { SnapshotTable, TableColumn } from '@engine/datasets';
import type { RowResult } from '../../storage/tableSession';

export interface Suggestion {
  readonly check: Check;
  /** 0 to 1: how sure the rule is to hold for the next row. */
  readonly confidence: number;
}

export interface ColumnContext {
  readonly column: Column;
  readonly stored: TableColumn;
  readonly profile: ColumnProfile;
  /** Cells that are not missing. */
  readonly values: number;
  readonly table: SnapshotTable;
  ask(sql: string): Promise<RowResult>;
}

export interface TableContext {
  readonly columns: readonly Column[];
  readonly profiles: readonly ColumnProfile[];
  readonly table: SnapshotTable;
  /** Rows of earlier versions, oldest first. */
  readonly earlierRows: readonly number[];
  ask(sql: string): Promise<RowResult>;
}

export type ColumnRule = (context: ColumnContext) => Promise<readonly Suggestion[]>;
export type TableRule = (context: TableContext) => Promise<readonly Suggestion[]>;

export function suggest(subject: Pick<Check, 'check' | 'column' | 'columns'>, args: Check['args'], severity: Severity, evidence: string, confidence: number, mostly = 1): Suggestion {
  return { check: checkSchema.parse({ ...subject, args, severity, evidence, mostly }), confidence };
}
