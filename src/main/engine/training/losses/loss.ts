/** What boosting needs of a loss: where to start, its derivatives at the present answers, and a score for the curve. */

export interface Loss {
  /** True where second derivatives differ from row to row; else all are 1. */
  readonly hasSeconds: boolean;
  /** The best answer that is the same for all rows. */
  start(): number;
  /** Writes the first, and where `hasSeconds` the second derivative of each row's loss at its answer. */
  derive(answers: Float64Array, gradients: Float64Array, seconds: Float64Array | null): void;
  /** Error over all rows, smaller is better, for curves and early stopping. */
  score(answers: Float64Array): number;
  /** The best step of a leaf from its rows, where a Newton step would be none (Friedman 2001: medians for absolute errors). */
  leafAnswer?(rows: Int32Array, answers: Float64Array): number;
}
