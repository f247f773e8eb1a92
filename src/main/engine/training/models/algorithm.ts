/** What every model is to the rest of training: a way to fit a document, and a way to answer from it. */
import type { ModelKind } from '@shared/areas/tracking';
import type { FitCurve, TrainingTable } from '../types';

/** A number the analyst may set, with both ends of its range. */
export interface Setting {
  readonly standard: number;
  readonly lowest: number;
  readonly highest: number;
  readonly whole?: true;
}

export type Parameters = Readonly<Record<string, number>>;

export interface FitInput {
  readonly table: TrainingTable;
  /** Training rows. */
  readonly rows: Int32Array;
  /** Target of the training rows in the model's space. */
  readonly target: Float64Array;
  readonly features: readonly string[];
  readonly groupBy: string | null;
  /** Group code per training row, -1 shared by none: rows without a group have codes of their own. Null without groups. */
  readonly groups: Int32Array | null;
  /** All settings of the model, checked. */
  readonly parameters: Parameters;
  readonly seed: number;
  /** Held-out rows, for the curve on screen only: no decision may depend on them. */
  readonly watch: { readonly rows: Int32Array; readonly target: Float64Array } | null;
  report(fraction: number): void;
}

export interface Fitted {
  /** JSON document that `restore` reads back. */
  readonly body: unknown;
  readonly curve: FitCurve | null;
  readonly backend: string;
}

/** Answers in the model's space, one per row. */
export interface FittedModel {
  predict(table: TrainingTable, rows: Int32Array): Float64Array;
}

export interface Algorithm {
  readonly kind: ModelKind;
  readonly settings: Readonly<Record<string, Setting>>;
  fit(input: FitInput): Fitted | Promise<Fitted>;
  /** Validates the document; throws `corrupt-store` where it is not one of this model. */
  restore(body: unknown): FittedModel;
}
