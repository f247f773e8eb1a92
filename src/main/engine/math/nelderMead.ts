/** Minimum of a function without derivatives: the simplex of Nelder and Mead (1965) with the adaptive coefficients of Gao and Han (2012). */

export interface SimplexOptions {
  /** First step along each coordinate. */
  readonly step: number;
  readonly mostEvaluations: number;
  /** Ends when the values at the corners differ by less, relative to the best. */
  readonly tolerance: number;
}

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
}

/** `of` may answer Infinity where it is not defined; at the start it must be finite. Deterministic. */
export function minimise(of: (point: Float64Array) => number, start: Float64Array, { step, mostEvaluations, tolerance }: SimplexOptions): Minimum {
  const n = start.length;
  const [expand, contract, shrink] = [1 + 2 / n, 0.75 - 1 / (2 * n), 1 - 1 / n];
  const corners = Array.from({ length: n + 1 }, (_, i) => {
    const corner = Float64Array.from(start);
    if (i > 0) corner[i - 1]! += step;
    return corner;
  });
  const values = corners.map(of);
  let evaluations = n + 1;
  const centre = new Float64Array(n);
  const trial = new Float64Array(n);
  const second = new Float64Array(n);

  const tryAt = (into: Float64Array, factor: number, worst: Float64Array): number => {
    for (let j = 0; j < n; j++) into[j] = centre[j]! + factor * (worst[j]! - centre[j]!);
    evaluations++;
    return of(into);
  };

  for (;;) {
    let best = 0;
    let worst = 0;
    for (let i = 1; i <= n; i++) {
      if (values[i]! < values[best]!) best = i;
      if (values[i]! > values[worst]!) worst = i;
    }
    let next = best;
    for (let i = 0; i <= n; i++) if (i !== worst && values[i]! > values[next]!) next = i;
    if (evaluations >= mostEvaluations || values[worst]! - values[best]! <= tolerance * (Math.abs(values[best]!) + tolerance)) return { at: corners[best]!, value: values[best]! };

    centre.fill(0);
    for (let i = 0; i <= n; i++) if (i !== worst) for (let j = 0; j < n; j++) centre[j]! += corners[i]![j]! / n;
    const bad = corners[worst]!;
    const reflected = tryAt(trial, -1, bad);
    if (reflected < values[best]!) {
      const expanded = tryAt(second, -expand, bad);
      const better = expanded < reflected;
      bad.set(better ? second : trial);
      values[worst] = better ? expanded : reflected;
    } else if (reflected < values[next]!) {
      bad.set(trial);
      values[worst] = reflected;
    } else {
      const outside = reflected < values[worst]!;
      const contracted = tryAt(second, outside ? -contract : contract, bad);
      if (contracted < Math.min(reflected, values[worst]!)) {
        bad.set(second);
        values[worst] = contracted;
      } else {
        for (let i = 0; i <= n; i++) {
          if (i === best) continue;
          for (let j = 0; j < n; j++) corners[i]![j] = corners[best]![j]! + shrink * (corners[i]![j]! - corners[best]![j]!);
          values[i] = of(corners[i]!);
          evaluations++;
        }
      }
    }
  }
}
