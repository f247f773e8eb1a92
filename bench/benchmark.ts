/** What every benchmark returns, and how it sums up its runs. */
export interface BenchResult {
  readonly name: string;
  readonly size: string;
  readonly ours: number;
  /** null where the peer is not here. */
  readonly peer: number | null;
  /** Empty where nothing is compared. */
  readonly peerName: string;
  readonly peerVersion: string;
  /** ours / peer: smaller is better. */
  readonly ratio: number | null;
  readonly unit: string;
}

export interface BenchOptions {
  readonly rows?: number;
  /** Models to train, where a benchmark trains several. */
  readonly models?: readonly string[];
}

/** Middle of the runs. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
