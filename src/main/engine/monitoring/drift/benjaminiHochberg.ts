/** Benjamini and Hochberg (1995): p-values adjusted so that the expected share of false alarms among the alarms stays below the threshold. */

/** One adjusted value per p-value, in the order given. */
export function adjustPValues(pValues: readonly number[]): number[] {
  const order = pValues.map((p, i) => ({ p, i })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(pValues.length);
  let least = 1;
  for (const [place, { p, i }] of order.entries()) {
    least = Math.min(least, (p * pValues.length) / (pValues.length - place));
    adjusted[i] = least;
  }
  return adjusted;
}
