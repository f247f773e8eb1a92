/** Numbers for people when several devices gave the same one. Pure: the same claims give the same numbers everywhere. */

export interface Claimant {
  readonly id: string;
  /** The number it was given where it was made. */
  readonly claim: number;
  readonly madeAt: number;
}

/**
 * Of those that claim one number, the one made first keeps it (time, then id). The others take, in the same order, the
 * lowest number above their claim that nobody claims. So numbers move only where two were really given at once.
 */
export function settleNumbers(claimants: readonly Claimant[]): ReadonlyMap<string, number> {
  const inOrder = [...claimants].sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
  const taken = new Map<number, string>();
  for (const { id, claim } of inOrder) if (!taken.has(claim)) taken.set(claim, id);
  const numbers = new Map<string, number>();
  for (const { id, claim } of inOrder) {
    let number = claim;
    while (taken.has(number) && taken.get(number) !== id) number += 1;
    taken.set(number, id);
    numbers.set(id, number);
  }
  return numbers;
}
