/** Finds the columns of one header in another: by their names as written, else by names that differ only in case, blanks or hyphens. */
import type { ShapeFit } from '@shared/areas/recipes';

export interface HeaderMatch {
  /** For each name of `known` the position in `found`, or -1. */
  readonly positions: readonly number[];
  readonly fit: ShapeFit;
}

export function matchHeader(known: readonly string[], found: readonly string[]): HeaderMatch {
  const positions = new Array<number>(known.length).fill(-1);
  const free = new Set(found.keys());
  for (const keyOf of [(name: string) => name, normalName]) {
    const places = new Map<string, number[]>();
    for (const place of free) places.set(keyOf(found[place] ?? ''), [...(places.get(keyOf(found[place] ?? '')) ?? []), place]);
    for (const [i, name] of known.entries()) {
      if (positions[i] !== -1) continue;
      const place = places.get(keyOf(name))?.shift();
      if (place === undefined) continue;
      positions[i] = place;
      free.delete(place);
    }
  }
  return {
    positions,
    fit: {
      kept: positions.filter((place) => place !== -1).length,
      of: known.length,
      added: [...free].sort((a, b) => a - b).map((place) => found[place] ?? ''),
      missing: known.filter((_, i) => positions[i] === -1),
    },
  };
}

function normalName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/[\s\u00a0_.-]+/g, ' ').trim();
}

export function sameShape({ kept, of, added }: ShapeFit): boolean {
  return kept === of && added.length === 0;
}
