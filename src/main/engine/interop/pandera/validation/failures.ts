/** What a validation by Pandera found, in its words and its order (pandera 0.35, `failure_cases`). */
import type { PythonValue } from './pythonValue';

/** Why a rule failed, as Pandera groups it. */
export type Reason =
  | 'COLUMN_NOT_IN_SCHEMA'
  | 'COLUMN_NOT_ORDERED'
  | 'COLUMN_NOT_IN_DATAFRAME'
  | 'ADD_MISSING_COLUMN_NO_DEFAULT'
  | 'DATATYPE_COERCION'
  | 'DUPLICATES'
  | 'DUPLICATE_COLUMN_LABELS'
  | 'INVALID_COLUMN_NAME'
  | 'SERIES_CONTAINS_NULLS'
  | 'SERIES_CONTAINS_DUPLICATES'
  | 'WRONG_DATATYPE'
  | 'DATAFRAME_CHECK'
  | 'CHECK_ERROR';

export type RowValues = Map<string, PythonValue>;

export interface FailingCell {
  readonly column: string;
  /** A value, or with checks of a whole row the values by column. */
  readonly value: PythonValue | RowValues;
  /** From 0. */
  readonly index: number;
}

/** One rule that failed: with the cells that broke it, or with one figure or text for the whole. */
export interface Failure {
  readonly context: 'DataFrameSchema' | 'Column';
  readonly check: string;
  readonly checkNumber: number | null;
  readonly reason: Reason;
  readonly found: { readonly cells: readonly FailingCell[] } | { readonly column: string | null; readonly value: string | boolean | null };
}

export interface FailureRow {
  readonly schema_context: string;
  readonly column: string | null;
  readonly check: string;
  readonly check_number: number | null;
  readonly failure_case: FailingCell['value'];
  readonly index: number | null;
}

/** Rules with cells come before those with one finding, those of the table before those of columns. */
export function failureRows(failures: readonly Failure[]): readonly FailureRow[] {
  const rows = (wanted: 'cells' | 'value'): FailureRow[] =>
    failures.flatMap(({ context, check, checkNumber, found }): FailureRow[] => {
      const head = { schema_context: context, check, check_number: checkNumber };
      if ('cells' in found) return wanted === 'cells' ? found.cells.map(({ column, value, index }) => ({ ...head, column, failure_case: value, index })) : [];
      return wanted === 'value' ? [{ ...head, column: found.column, failure_case: found.value, index: null }] : [];
    });
  const all = [...rows('cells'), ...rows('value')];
  return [...all.filter((row) => row.schema_context === 'DataFrameSchema'), ...all.filter((row) => row.schema_context === 'Column')];
}
