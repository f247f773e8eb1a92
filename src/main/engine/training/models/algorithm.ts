/** What every model is to the rest of training: a way to fit a document, and a way to answer from it. */
import type { MetricName, ModelKind } from '@shared/areas/tracking';
import type { FinishedColumn } from '../features/featureKind';
import type { FeaturePlan } from '../features/featurePlan';
import type { ModelParts } from '../modelParts';
import type { StartThread } from '../trees/crew';
import type { FitCurve, TargetTransform, TrainingTable } from '../types';

/** A number the analyst may set, with both ends of its range. */
export interface NumberSetting {
  readonly standard: number;
  readonly lowest: number;
  readonly highest: number;
  readonly whole?: true;
  /** Where a search for better settings looks; without it the setting stays as it is. */
  readonly tune?: { readonly from: number; readonly to: number; readonly scale?: 'log' };
}

/** One of several words. */
export interface ChoiceSetting {
  readonly standard: string;
  readonly choices: readonly string[];
  /** Those a search chooses from; without it the setting stays as it is. */
  readonly tune?: readonly string[];
}

export type Setting = NumberSetting | ChoiceSetting;

export type Parameters = Readonly<Record<string, number | string>>;

/** Whether the answer may only rise (1) or only fall (-1) with a column. */
export type Direction = 1 | -1;

export interface FitInput {
  readonly table: TrainingTable;
  /** Training rows. */
  readonly rows: Int32Array;
  /** Target of the training rows in the model's space. */
  readonly target: Float64Array;
  /** That space, for models of the units themselves. */
  readonly transform: TargetTransform;
  readonly features: readonly string[];
  readonly groupBy: string | null;
  /** Group code per training row, -1 shared by none: rows without a group have codes of their own. Null without groups. */
  readonly groups: Int32Array | null;
  /** Steps in ascending order where the target is stepped: a value v means [v, next step). Else null. */
  readonly steps: readonly number[] | null;
  /** Directions by column; models that cannot keep to them leave them aside. */
  readonly monotone: Readonly<Record<string, Direction>>;
  /** All settings of the model, checked. */
  readonly parameters: Parameters;
  readonly seed: number;
  /** Held-out rows, for the curve on screen only: no decision may depend on them. */
  readonly watch: { readonly rows: Int32Array; readonly target: Float64Array } | null;
  /** Threads that a fit on a large table may start to help it; null where there are none. */
  readonly helpers: { readonly threads: number; readonly startThread: StartThread } | null;
  report(fraction: number): void;
}

export interface Fitted {
  /** JSON document that `restore` reads back. */
  readonly body: unknown;
  readonly curve: FitCurve | null;
  readonly backend: string;
}

/** Exact contributions in the model's space: for each row, base + sum over columns = answer up to rounding. */
export interface Contributions {
  /** The answer nothing is known for; the same for all rows. */
  readonly base: number;
  /** Source columns of the model's features. */
  readonly columns: readonly string[];
  /** Row-major, rows x columns. */
  readonly values: Float64Array;
}

/** `trees`: path-dependent TreeSHAP. `line`: coefficient times distance from the mean. `constant`: nothing moves it. */
export const exactWays = ['trees', 'line', 'constant'] as const;
export type ExactWay = (typeof exactWays)[number];

export interface ExactContributions {
  readonly way: ExactWay;
  of(table: TrainingTable, rows: Int32Array): Contributions;
}

/** A model behind its features, for who asks about many rows that differ in few columns. `predict` is `answer` of the plan's features. */
export interface Encoded {
  readonly plan: FeaturePlan;
  /** 0 for features that change no answer. */
  readonly used: Uint8Array;
  answer(features: readonly FinishedColumn[], rows: number): Float64Array;
  /** The same for rows that were known before and differ in features at a few places only, where that is quicker: row i is known row `rows[i]`. */
  remember?(features: readonly FinishedColumn[], rows: number): (changed: readonly FinishedColumn[], rows: Int32Array, places: readonly number[]) => Float64Array;
}

/** Answers in the model's space, one per row. */
export interface FittedModel {
  predict(table: TrainingTable, rows: Int32Array): Float64Array;
  /** How it answers from its features; models without a plan of features have none. */
  readonly encoded?: Encoded;
  /** How the answer comes apart into columns; null where the model knows no exact way and orders must be sampled. */
  readonly exact: ExactContributions | null;
  /** The document holds training rows, if only as numbers: it is not for giving away. */
  readonly remembersRows?: true;
  /** What a combination is put together from; models that answer by themselves have none. */
  readonly combination?: Blend & { readonly members: readonly FittedModel[] };
}

/** answer = intercept + (sum of weights * members' answers) / divisor, in the model's space. */
export interface Blend {
  readonly weights: readonly number[];
  readonly divisor: number;
  readonly intercept: number;
}

interface Kind {
  readonly kind: ModelKind;
  readonly settings: Readonly<Record<string, Setting>>;
  /** Validates the document; throws `corrupt-store` where it is not one of this model. */
  restore(body: unknown): FittedModel;
  /** What it is made of; throws as `restore` does. */
  parts(body: unknown): ModelParts;
  /** Its parts are trees, which formats of trees can hold. */
  readonly isOfTrees?: true;
}

/** Learns from rows and columns. */
export interface Learner extends Kind {
  /** Raised with every change after which the same input gives other results: fits that are kept know by it whether they still hold. */
  readonly version: number;
  /** What a fit costs against one of ridge, on Wish: cheap models go first, and bar and time left follow the work. */
  readonly cost: number;
  /** The one lane in which a native library works that stands only one thread. */
  readonly lane?: 'tensorflow';
  /** Learns only targets in steps. */
  readonly needsSteps?: true;
  /** Settings that serve a metric better than the standard ones; what the analyst sets goes before. */
  settingsFor?(metric: MetricName): Parameters;
  fit(input: FitInput): Fitted | Promise<Fitted>;
}

/** Learns from what the members of its race answered for rows they had not seen. */
export interface Combination extends Kind {
  /** `answers` has one array per member, at least one row; all in the model's space. */
  blend(answers: readonly Float64Array[], actual: Float64Array, parameters: Parameters): Blend;
}

export type Algorithm = Learner | Combination;
