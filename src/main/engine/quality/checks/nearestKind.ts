/** The name that was probably meant, by the fewest letters to change. */

const mostChanges = 4;

/** Null where none is near. */
export function nearestKind(name: string, known: readonly string[]): string | null {
  const ranked = known.map((each) => ({ each, changes: editDistance(name.toLowerCase(), each) })).sort((a, b) => a.changes - b.changes);
  const [best] = ranked;
  return best && best.changes <= Math.min(mostChanges, Math.ceil(name.length / 2)) ? best.each : null;
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    before = row;
  }
  return before[b.length] ?? 0;
}
