/** Which past rows are most like a given one: distance over the columns the model uses, weighted by how much they matter. */
import type { TrainingColumn, TrainingTable } from '../training/types';

export interface NearestRow {
  /** Index into the table. */
  readonly index: number;
  readonly distance: number;
}

/**
 * Gower's distance (Biometrics 27, 1971): numbers by their difference over the middle 90 % of the range (at most 1), text by
 * equal or not, one missing side counts as different. `weights` by column name; columns without weight do not count.
 */
export function findNearest(table: TrainingTable, row: TrainingTable, weights: ReadonlyMap<string, number>, count: number): readonly NearestRow[] {
  const distances = new Float64Array(table.rows);
  for (const column of table.columns) {
    const weight = weights.get(column.name) ?? 0;
    const given = row.columns.find(({ name }) => name === column.name);
    if (weight <= 0 || !given) continue;
    addDistances(distances, column, given, weight);
  }
  const order = Array.from(distances.keys()).sort((a, b) => distances[a]! - distances[b]! || a - b);
  return order.slice(0, count).map((index) => ({ index, distance: distances[index]! }));
}

function addDistances(distances: Float64Array, column: TrainingColumn, given: TrainingColumn, weight: number): void {
  if (column.kind === 'number') {
    const wanted = given.kind === 'number' ? given.values[0]! : NaN;
    const range = middleRange(column.values);
    for (let i = 0; i < distances.length; i++) {
      const value = column.values[i]!;
      const bothMissing = Number.isNaN(value) && Number.isNaN(wanted);
      const apart = bothMissing ? 0 : Number.isNaN(value) || Number.isNaN(wanted) ? 1 : Math.min(1, Math.abs(value - wanted) / range);
      distances[i]! += weight * apart;
    }
    return;
  }
  const text = given.kind === 'text' && given.codes[0]! >= 0 ? given.levels[given.codes[0]!] : undefined;
  const wanted = text === undefined ? -1 : column.levels.indexOf(text);
  // A text never seen in training is unlike every row; a missing one is like the missing ones.
  for (let i = 0; i < distances.length; i++) distances[i]! += weight * (column.codes[i] === wanted && (wanted >= 0 || text === undefined) ? 0 : 1);
}

function middleRange(values: Float64Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return 1;
  const low = sorted[Math.floor((sorted.length - 1) * 0.05)]!;
  const high = sorted[Math.ceil((sorted.length - 1) * 0.95)]!;
  return high > low ? high - low : sorted.at(-1)! - sorted[0]! || 1;
}
