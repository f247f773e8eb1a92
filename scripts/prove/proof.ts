/** What every proof takes and gives. */
export interface ProofSettings {
  /** short: what CI runs, under three minutes; long: the nightly. */
  readonly mode: 'short' | 'long';
  readonly seed: number;
  /** Words after the name: the parts to run where a proof has parts; empty for all. */
  readonly only: readonly string[];
}

export interface ProofResult {
  readonly counts: Record<string, number>;
  /** One plain sentence each; none where the proof holds. */
  readonly failures: string[];
}
