/** Whether two runs differ by more than their folds do. */
import { mean, sampleSd, studentTQuantile } from '../math';

export interface PairedDifference {
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Mean of the paired differences (first minus second) with its 95 % interval. Folds share training rows, so the plain
 * t interval is too narrow; the variance is corrected as by Nadeau & Bengio 2003 (Machine Learning 52, 239-281):
 * s² (1/folds + test rows / training rows). Null below two folds.
 */
export function pairedDifference(first: readonly number[], second: readonly number[], testToTrain: number): PairedDifference | null {
  const differences = first.map((value, fold) => value - second[fold]!);
  const centre = mean(differences);
  const sd = sampleSd(differences);
  if (centre === null || sd === null) return null;
  const halfWidth = studentTQuantile(0.975, differences.length - 1) * sd * Math.sqrt(1 / differences.length + testToTrain);
  return { difference: centre, lower: centre - halfWidth, upper: centre + halfWidth };
}
