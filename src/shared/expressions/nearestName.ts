/** The known name that a mistyped one was most likely meant to be. */

const longestCompared = 100;

/** Null where none is near: a third of the letters may differ, upper and lower case count as the same. */
export function nearestName(name: string, known: readonly string[]): string | null {
  if (name.length > longestCompared) return null;
  const wanted = name.toLowerCase();
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= fewest) continue;
    const edits = editsBetween(wanted, candidate.toLowerCase());
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** Letters to insert, remove or replace (Levenshtein 1966). */
function editsBetween(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const current = [i + 1];
    for (let j = 0; j < to.length; j++) {
      current.push(Math.min((previous[j] ?? 0) + (from[i] === to[j] ? 0 : 1), (previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
