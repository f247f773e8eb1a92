/** Remembers what people wrote and what they saw when they wrote it, and nothing of how sync works. */

export interface Oracle {
  add(thing: string): void;
  write(key: string, seen: readonly string[], value: string): void;
  /** Acknowledged things and values that are neither visible nor were overwritten by somebody who saw them. */
  missing(things: readonly string[], visibleAt: (key: string) => readonly string[]): string[];
}

export function createOracle(): Oracle {
  const things = new Set<string>();
  const written = new Map<string, Set<string>>();
  const overwritten = new Map<string, Set<string>>();
  const setOf = (sets: Map<string, Set<string>>, key: string): Set<string> => {
    const known = sets.get(key) ?? new Set<string>();
    sets.set(key, known);
    return known;
  };
  function write(key: string, seen: readonly string[], value: string): void {
    setOf(written, key).add(value);
    for (const other of seen) if (other !== value) setOf(overwritten, key).add(other);
  }
  return {
    add: (thing) => void things.add(thing),
    write,
    missing(present, visibleAt) {
      const here = new Set(present);
      const lost = [...things].filter((thing) => !here.has(thing));
      for (const [key, values] of written) {
        const shown = visibleAt(key);
        lost.push(...[...values].filter((value) => !shown.includes(value) && !setOf(overwritten, key).has(value)).map((value) => `${value} of ${key}`));
      }
      return lost;
    },
  };
}
