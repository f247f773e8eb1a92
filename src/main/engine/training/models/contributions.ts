/** From features to columns: what the features made from one column contribute is that column's. */

export interface SourceIndex {
  readonly columns: readonly string[];
  /** Position of each feature's column. */
  readonly positions: Int32Array;
}

/** @param sources the column each feature is made from. */
export function indexSources(sources: readonly string[]): SourceIndex {
  const columns = [...new Set(sources)];
  return { columns, positions: Int32Array.from(sources, (source) => columns.indexOf(source)) };
}

/** Adds `weight` times each feature's share to its column in the given row of `values` (row-major, rows x columns). */
export function addBySource({ columns, positions }: SourceIndex, shares: Float64Array, weight: number, values: Float64Array, row: number): void {
  const start = row * columns.length;
  for (let feature = 0; feature < shares.length; feature++) values[start + positions[feature]!]! += weight * shares[feature]!;
}
