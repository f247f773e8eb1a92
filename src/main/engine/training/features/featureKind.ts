/** What one kind of column encoding takes when it is fitted, and gives. */
import type { TrainingColumn } from '../types';

/** `tree`: missing stays NaN, scale does not matter. `linear`: missing is filled and flagged, skew is tamed. */
export type FeatureView = 'tree' | 'linear';

export interface ColumnFit {
  readonly column: TrainingColumn;
  /** Training rows of the fold; nothing else may be looked at. */
  readonly rows: Int32Array;
  /** Target in the model's space, parallel to rows. */
  readonly target: Float64Array;
  /** Group code per training row, or null; rows of one group are not independent. */
  readonly groups: Int32Array | null;
  readonly view: FeatureView;
  /** `codes`: categories become one integer code each, for trees that split on sets of levels; `flags` where not said. */
  readonly categories?: 'flags' | 'codes';
  /** Buckets of hashed TF-IDF for each text or list of tags; none where not said. */
  readonly hashedBuckets?: number;
  readonly seed: number;
}

/** One array per feature, parallel to the rows. */
export type FeatureColumns = Float64Array[];

/** As models take them: floats for trees, doubles for all others. */
export type FinishedColumn = Float64Array | Float32Array;

/** A fitted encoding and the features of the training rows themselves (out-of-fold where the target is used). */
export interface FittedColumn<P> {
  readonly plan: P;
  readonly features: FeatureColumns;
}

export interface FittedPlan<P> {
  readonly plan: P;
  readonly features: readonly FinishedColumn[];
}
