/** Tables, fit tasks and their outcomes: what training takes and gives. Plain data that crosses threads. */
import type { ColumnType } from '@shared/areas/common';
import type { ModelKind } from '@shared/areas/tracking';
import type { CompanionName } from './intervals/companions/companion';
import type { SavedCompanion } from './intervals/savedInterval';

/** Numbers, booleans (0/1) and dates (ms since 1970): values, NaN where missing. Backed by SharedArrayBuffer so workers share it. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly type: ColumnType;
  readonly values: Float64Array;
}

/** Categories, text and ids: a code per row into levels, -1 where missing. */
export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  readonly type: ColumnType;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

export type TrainingColumn = NumberColumn | TextColumn;

export interface TrainingTable {
  readonly rows: number;
  /** Row number in the snapshot, from 1, for each row of this table. */
  readonly rowNumbers: Int32Array;
  readonly columns: readonly TrainingColumn[];
}

export type TargetTransform = 'log1p' | 'none';

export interface FitTask {
  readonly table: TrainingTable;
  readonly target: string;
  readonly transform: TargetTransform;
  /** Columns the model may see; never the target. */
  readonly features: readonly string[];
  /** Column for the group median, or null. */
  readonly groupBy: string | null;
  readonly model: ModelKind;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  /** Steps in ascending order where the target is stepped, as the training rows of this fold have shown them; else null. */
  readonly steps: readonly number[] | null;
  /** Columns whose answer may only rise (1) or only fall (-1). */
  readonly monotone: Readonly<Record<string, 1 | -1>>;
  readonly seed: number;
  /** Row indices into the table. */
  readonly train: Int32Array;
  /** Held-out row indices; empty for the final fit on all rows. */
  readonly test: Int32Array;
  /** True: also return the fitted model as a document. */
  readonly keepModel: boolean;
  /** True: also measure permutation importance on the held-out rows. */
  readonly measureImportance: boolean;
  /** What is fitted beside the model for its interval, and the level it is for; absent for none. */
  readonly companion?: { readonly name: CompanionName; readonly level: number };
}

export interface FitCurve {
  /** What one step is: "tree", "epoch". */
  readonly unit: string;
  readonly name: string;
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export interface FitOutcome {
  /** One per test row, in units of the target (transformed back). */
  readonly predictions: Float64Array;
  /** What the companion says of the test rows, in the model's space; absent without one. */
  readonly companions?: readonly Float64Array[];
  readonly curve: FitCurve | null;
  /** Rise of the held-out error (root mean square in the model's space) when a column is shuffled. */
  readonly importance: readonly { readonly column: string; readonly rise: number }[];
  readonly model: SavedModel | null;
  readonly backend: string;
  readonly durationMs: number;
}

/** A fitted model as a JSON document: preprocessing and algorithm together. Numbers survive JSON exactly. */
export interface SavedModel {
  readonly format: 'almanac-model';
  readonly formatVersion: 1;
  readonly kind: ModelKind;
  readonly target: string;
  readonly transform: TargetTransform;
  readonly features: readonly string[];
  readonly body: unknown;
  readonly companion?: SavedCompanion;
}

/** A model ready to answer. Input tables need the model's feature columns by name; missing ones count as missing values. */
export interface Predictor {
  readonly saved: SavedModel;
  /** In units of the target. */
  predict(table: TrainingTable): Promise<Float64Array>;
}

/** Bounds in units, one per row. */
export interface Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}
