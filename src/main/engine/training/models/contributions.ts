/** From features to columns: what the features made from one column contribute is that column's; one made from several is shared evenly. */

export interface SourceIndex {
  readonly columns: readonly string[];
  /** Positions of each feature's columns. */
  readonly positions: readonly Int32Array[];
}

/** @param sources the columns each feature is made from. */
export function indexSources(sources: readonly (readonly string[])[]): SourceIndex {
  const columns = [...new Set(sources.flat())];
  const places = new Map(columns.map((column, position) => [column, position]));
  return { columns, positions: sources.map((names) => Int32Array.from(names, (name) => places.get(name) ?? -1)) };
}

/** Adds `weight` times each feature's share to its columns in the given row of `values` (row-major, rows x columns). */
export function addBySource({ columns, positions }: SourceIndex, shares: Float64Array, weight: number, values: Float64Array, row: number): void {
  const start = row * columns.length;
  for (let feature = 0; feature < shares.length; feature++) {
    const own = positions[feature]!;
    for (const position of own) values[start + position]! += (weight * shares[feature]!) / own.length;
  }
}
