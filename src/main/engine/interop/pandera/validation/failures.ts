/** What a validation by Pandera found, in its words and its order (pandera 0.35, `failure_cases`). */
import type { PythonValue } from './pythonValue';
import { asInt } from './series';

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
  /** With the type of the columns the cells are from. */
  readonly found: { readonly cells: readonly FailingCell[]; readonly dtype: string } | { readonly column: string | null; readonly value: string | boolean | null };
}

export interface FailureRow {
  readonly schema_context: string;
  readonly column: string | null;
  readonly check: string;
  readonly check_number: number | null;
  readonly failure_case: FailingCell['value'];
  readonly index: number | null;
}

/** pandas joins the findings into one column, in which true and false beside whole numbers become such. */
function joinsNumbers(failures: readonly Failure[]): boolean {
  const dtypes = failures.map(({ found }) => ('cells' in found ? found.dtype : 'object'));
  return dtypes.every((dtype) => /^(bool|u?int\d+)$/.test(dtype)) && dtypes.some((dtype) => dtype !== 'bool');
}

/** Rules with cells come before those with one finding, those of the table before those of columns. */
export function failureRows(failures: readonly Failure[]): readonly FailureRow[] {
  const isJoined = joinsNumbers(failures);
  const rows = (wanted: 'cells' | 'value'): FailureRow[] =>
    failures.flatMap(({ context, check, checkNumber, found }): FailureRow[] => {
      const head = { schema_context: context, check, check_number: checkNumber };
      if ('cells' in found) return wanted === 'cells' ? found.cells.map(({ column, value, index }) => ({ ...head, column, failure_case: isJoined && typeof value === 'boolean' ? asInt(Number(value)) : value, index })) : [];
      return wanted === 'value' ? [{ ...head, column: found.column, failure_case: found.value, index: null }] : [];
    });
  const all = [...rows('cells'), ...rows('value')];
  return [...all.filter((row) => row.schema_context === 'DataFrameSchema'), ...all.filter((row) => row.schema_context === 'Column')];
}
