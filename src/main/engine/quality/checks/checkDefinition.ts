/** What every kind of check is: a rule in words and a condition that holds for the rows that break it. Missing cells break only not-null. */
import type { Check, CheckKind } from '@shared/areas/quality';
import type { SnapshotTable, TableColumn } from '@engine/datasets';

export type CheckOf<K extends CheckKind> = Extract<Check, { check: K }>;

export interface CheckDefinition<K extends CheckKind> {
  readonly kind: K;
  /** Throws `invalid-input` where the check itself cannot be right. */
  assertValid(check: CheckOf<K>): void;
  /** SQL that is true for the rows that fail. */
  failing(check: CheckOf<K>, column: TableColumn, table: SnapshotTable): string;
  rule(check: CheckOf<K>): string;
  /** SQL for one text that says what was found, or null where the failing cells say it. */
  observed(check: CheckOf<K>, column: TableColumn, table: SnapshotTable): string | null;
}

/** Stands for checks that have nothing to be wrong about. */
export function alwaysValid(): void {
  return;
}
