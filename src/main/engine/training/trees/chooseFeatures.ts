/** The features that one tree may split on. */
import type { Random } from '@engine/math';

export function allFeatures(width: number): Int32Array {
  return Int32Array.from({ length: width }, (_, feature) => feature);
}

/** `count` different features, ascending. */
export function chooseFeatures(width: number, count: number, random: Random): Int32Array {
  const chosen = allFeatures(width);
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(width - i);
    const kept = chosen[i]!;
    chosen[i] = chosen[j]!;
    chosen[j] = kept;
  }
  return chosen.slice(0, count).sort();
}
